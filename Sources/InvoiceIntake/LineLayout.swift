internal import BillingModel

/// Where each form of a line keeps its figures and names: the differences between the forms, in one table.
struct LineLayout {
    /// A field and the one to look at when it is empty.
    struct Source {
        let first: Int
        let second: Int

        init(_ first: LineField, or second: LineField? = nil) {
            self.first = first.rawValue
            self.second = (second ?? first).rawValue
        }
    }

    var subtotal = Source(.subtotal)
    var tax = Source(.taxTotal, or: .tax)
    var total = Source(.total)
    var currency = Source(.currency, or: .billingCurrency)
    var quantity = Source(.quantity)
    var billableQuantity = Source(.billableQuantity)
    var unitPrice = Source(.unitPrice)
    var product = Source(.productID)
    var sku = Source(.skuID)
    var productName = Source(.productName)
    var skuName = Source(.skuName)
    var meter = Source(.meterDescription)
    var unitType = Source(.unitType)
    /// EffectiveUnitPrice is a field of the form.
    var hasEffectivePrice = true
    /// A line without any price is rejected.
    var needsPrice = true
    /// What every line of the form is.
    var traits: LineTraits = []
    var isRecurring = false

    /// New commerce: v2 export, v1 one-time pages, the portal's file.
    static let modern = LineLayout()

    /// LicenseBasedLineItem: the offer is the item, `unitPrice` the only price, every line recurs.
    static let office: LineLayout = {
        var layout = LineLayout()
        layout.product = Source(.offerID)
        layout.productName = Source(.offerName)
        layout.hasEffectivePrice = false
        layout.traits = .legacy
        layout.isRecurring = true
        return layout
    }()

    /// UsageBasedLineItem.
    static let azure: LineLayout = {
        var layout = LineLayout()
        layout.subtotal = Source(.pretaxCharges)
        layout.tax = Source(.taxAmount)
        layout.total = Source(.postTaxTotal)
        layout.quantity = Source(.consumedQuantity)
        layout.billableQuantity = Source(.overageQuantity)
        layout.unitPrice = Source(.listPrice)
        layout.product = Source(.resourceGUID)
        layout.sku = Source(.azureSKU)
        layout.productName = Source(.serviceName)
        layout.skuName = Source(.serviceType)
        layout.meter = Source(.resourceName)
        layout.unitType = Source(.unit)
        layout.hasEffectivePrice = false
        layout.traits = [.legacy, .usage]
        return layout
    }()

    /// DailyRatedUsageLineItem and the v2 usage export: before tax, and never a charge itself.
    static let ratedUsage: LineLayout = {
        var layout = LineLayout()
        layout.subtotal = Source(.billingPreTaxTotal, or: .subtotal)
        layout.currency = Source(.billingCurrency, or: .currency)
        layout.meter = Source(.meterName, or: .meterDescription)
        layout.needsPrice = false
        layout.traits = .usage
        return layout
    }()

    static func of(_ form: LineForm) -> LineLayout {
        switch form {
        case .exportV2, .pageOneTime, .portalCSV, .electronicInvoice: modern
        case .pageOffice: office
        case .pageAzure: azure
        case .ratedUsage: ratedUsage
        }
    }

    /// The layout of a portal file, which comes in one form per kind of invoice and says so only by its columns.
    static func of(columns: Set<LineField>) -> LineLayout {
        if columns.contains(.subtotal) {
            return columns.contains(.offerID) && !columns.contains(.productID) ? office : modern
        }
        return columns.contains(.pretaxCharges) ? azure : modern
    }
}
