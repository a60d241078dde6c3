import BillingModel
import InvoiceIntake
import XMLDocuments

/// The lines of an e-invoice as charges, where it is a source of its own (a distributor's invoice without a
/// reconciliation file): matched to the order book like any others.
///
/// An e-invoice names no end customer. The order that it refers to does, through the order book: the document's order
/// (BT-13), else the line's (BT-132), the seller's number of it (BT-14), or the buyer's reference (BT-10), whichever of
/// them the order book has. Where none is known the customer stays empty, and the line is charged and not ordered.
///
/// The item is the first of the seller's, the buyer's and the standard item id (BT-155 to BT-157) that has the form
/// `product:sku`, otherwise the seller's. A line with a period recurs, one without is a single purchase. Allowances and
/// charges of the whole document are lines of their own. Tax is stated by category: each line has its share, so that
/// the shares of a category come to what is stated, to the last digit.
struct DocumentCharges {
    private let invoice: ElectronicInvoice
    private let index: InvoiceIndex
    private let document: DocumentIndex
    private let customers: OrderCustomers?
    private(set) var batch = LineBatch()
    private(set) var problems: [String] = []
    /// Net amounts and tax of each category so far.
    private var shares: [TaxCategory: (net: ExactDecimal, tax: ExactDecimal)] = [:]
    private var lastOf: [TaxCategory: Int] = [:]

    init(
        _ invoice: ElectronicInvoice, _ index: InvoiceIndex, _ document: DocumentIndex, _ customers: OrderCustomers?
    ) throws(ArithmeticOverflow) {
        self.invoice = invoice
        self.index = index
        self.document = document
        self.customers = customers
        for line in invoice.lines { try add(line) }
        for adjustment in invoice.adjustments { try add(adjustment) }
        try settleTax()
    }

    /// The header that the document states.
    func header(id: String) throws(ArithmeticOverflow) -> Invoice {
        let day = invoice.issued.value
        let gross = try Amount(invoice.totals.taxInclusive?.value ?? .zero)
        return Invoice(
            id: id, date: day, period: invoice.period.whole ?? linePeriod ?? day.month.period,
            currency: invoice.currency.value,
            totalCharges: invoice.sign < 0 ? -gross : gross,
            documentType: invoice.kind == .creditNote ? .creditNote : .invoice)
    }

    /// From the first day that a line charges to the last.
    private var linePeriod: BillingPeriod? {
        let periods = batch.lines.compactMap(\.period)
        guard let start = periods.map(\.start).min(), let end = periods.map(\.end).max() else { return nil }
        return BillingPeriod(start, end)
    }

    private mutating func add(_ line: ElectronicInvoiceLine) throws(ArithmeticOverflow) {
        guard let net = line.net?.value else {
            problems.append("line \(line.id) has no net amount")
            return
        }
        var charge = try charge(net, line.category, at: line.line)
        let (price, quantity) = (line.price?.value ?? net, line.quantity?.value ?? .one)
        charge.quantity = invoice.sign < 0 ? -quantity : quantity
        charge.unitPrice = price.perUnit(of: line.baseQuantity?.value ?? .one) ?? price
        charge.effectiveUnitPrice = charge.unitPrice
        charge.billableQuantity = charge.quantity
        let period = line.period.whole ?? invoice.period.whole
        charge.chargeStart = period?.start
        charge.chargeEnd = period?.end
        let isCredit = charge.subtotal.signum < 0
        charge.kind = isCredit ? .credit : period == nil ? .oneTime : .recurring
        charge.chargeType = isCredit ? .customerCredit : period == nil ? .new : .cycleCharge
        let ids = [line.sellerItem, line.buyerItem, line.standardItem]
        let item = ids.first { $0.contains(":") } ?? line.sellerItem
        for (text, part) in zip([LineText.productID, .skuID, .availabilityID], item.split(separator: ":")) {
            charge[text] = batch.texts.intern(String(part))
        }
        charge[.productName] = batch.texts.intern(line.name)
        charge[.unitType] = batch.texts.intern(line.unit)
        charge[.chargeType] = batch.texts.intern(isCredit ? "customerCredit" : period == nil ? "new" : "cycleCharge")
        name(&charge, order: line.orderLineReference)
        batch.lines.append(charge)
    }

    private mutating func add(_ adjustment: PriceAdjustment) throws(ArithmeticOverflow) {
        let amount = adjustment.amount?.value ?? .zero
        let net = adjustment.isCharge ? amount : -amount
        var charge = try charge(net, adjustment.category, at: adjustment.amount?.line ?? invoice.number.line)
        (charge.quantity, charge.billableQuantity) = (.one, .one)
        (charge.unitPrice, charge.effectiveUnitPrice) = (net, net)
        charge.kind = .adjustment
        charge.chargeType = charge.subtotal.signum < 0 ? .customerCredit : .new
        charge[.chargeType] = batch.texts.intern(charge.subtotal.signum < 0 ? "customerCredit" : "new")
        charge[.productName] = batch.texts.intern(
            adjustment.reason.isEmpty ? (adjustment.isCharge ? "Charge" : "Allowance") : adjustment.reason)
        name(&charge, order: "")
        batch.lines.append(charge)
    }

    private mutating func charge(
        _ net: ExactDecimal, _ category: TaxCategory, at line: Int32
    ) throws(ArithmeticOverflow) -> LineItem {
        var charge = LineItem(currency: invoice.currency.value)
        charge.source = SourceLocation(document: document, line: Int(line))
        charge.invoice = index
        charge.form = .electronicInvoice
        let amount = try Amount(net)
        charge.subtotal = invoice.sign < 0 ? -amount : amount
        charge.tax = try share(of: net, category)
        charge.total = charge.subtotal + charge.tax
        lastOf[category] = batch.lines.count
        return charge
    }

    private mutating func name(_ charge: inout LineItem, order reference: String) {
        let references = [invoice.orderReference, reference, invoice.salesOrderReference, invoice.buyerReference]
        let order = references.compactMap { customers?.order($0) }.first
        charge[.orderID] = batch.texts.intern(order?.id ?? invoice.orderReference)
        charge[.customerID] = batch.texts.intern(order?.customer ?? "")
        charge[.invoiceNumber] = batch.texts.intern(invoice.number.value)
    }

    /// What rounding the tax on the sum so far adds to the tax before: the shares come to the tax on the whole.
    private mutating func share(of net: ExactDecimal, _ category: TaxCategory) throws(ArithmeticOverflow) -> Amount {
        let before = shares[category] ?? (.zero, .zero)
        let sum = try before.net.adding(net)
        let rate = try (category.rate ?? .zero).times(ExactDecimal(coefficient: 1, scale: 2))
        let tax = try sum.times(rate).roundedHalfAway()
        shares[category] = (sum, tax)
        let amount = try Amount(tax.subtracting(before.tax))
        return invoice.sign < 0 ? -amount : amount
    }

    /// What the document states beyond the shares goes to the last line of the category.
    private mutating func settleTax() throws(ArithmeticOverflow) {
        for share in invoice.taxBreakdown {
            guard let stated = share.tax?.value, let last = lastOf[share.category],
                let computed = shares[share.category]?.tax
            else { continue }
            let rest = try Amount(stated.subtracting(computed))
            batch.lines[last].tax += invoice.sign < 0 ? -rest : rest
            batch.lines[last].total = batch.lines[last].subtotal + batch.lines[last].tax
        }
    }
}

extension ExactDecimal {
    /// The price of one unit, of a price for `base` of them, cut after ten more decimals; `nil` where there is none.
    fileprivate func perUnit(of base: ExactDecimal) -> ExactDecimal? {
        if base == .one { return self }
        guard base.signum > 0, Int(base.scale) <= 8, Int(scale) <= 10 else { return nil }
        var numerator = coefficient
        for _ in 0..<(10 + Int(base.scale)) {
            let (next, overflow) = numerator.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            numerator = next
        }
        return ExactDecimal(coefficient: numerator / base.coefficient, scale: Int(scale) + 10)
    }
}

extension DocumentCharges {
    /// Reads the document of an invoice that has nothing else. A document that cannot be read leaves the invoice
    /// without lines, and not whole.
    static func reader(_ customers: OrderCustomers?) -> DocumentLineReader {
        { file, id, index, document in
            let source = SourceDocument(official: file.location, file.path)
            do {
                guard case .invoice(let invoice) = try XMLDocument.read(path: file.location) else {
                    throw XMLFault(line: 0, "holds no invoice")
                }
                let charges = try DocumentCharges(invoice, index, document, customers)
                return DocumentLines(
                    document: source, header: try charges.header(id: id), batch: charges.batch,
                    problems: charges.problems)
            } catch let fault as XMLFault {
                return DocumentLines(
                    document: source, header: nil, batch: LineBatch(), problems: ["not read: \(fault.description)"])
            } catch is ArithmeticOverflow {
                return DocumentLines(
                    document: source, header: nil, batch: LineBatch(),
                    problems: ["not read: its figures have too many digits"])
            }
        }
    }
}
