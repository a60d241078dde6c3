import BillingModel
import MatchingEngine

/// Turns drafts into an account and a context, and runs the engine on them.
struct ResellerBooks {
    private let reseller: Reseller
    private var texts = TextPool()
    private var invoiceIDs: [String] = []
    private var account = CustomerAccount(lines: [], orders: [], texts: TextPool())

    init(_ reseller: Reseller) {
        self.reseller = reseller
        let named = (reseller.billed + reseller.rated).map { ResellerBooks.invoiceID($0) }
        let empty = reseller.covering.map { $0.count == 7 ? "G\($0) EUR" : "G\($0)" }
        invoiceIDs = Set(named + empty).sorted()
        let rows = reseller.rows.enumerated().map { orderRow($1, $0) }
        let lines = reseller.billed.enumerated().map { lineItem($1, $0) }
        let rated = reseller.rated.enumerated().map { lineItem($1, $0 + reseller.billed.count, form: .ratedUsage) }
        account = CustomerAccount(
            lines: reordered(lines), ratedUsage: reordered(rated), orders: reordered(rows), texts: texts)
    }

    func invoiceID(_ index: InvoiceIndex) -> String { invoiceIDs[Int(index.index)] }

    func match() -> MatchingOutcome { AccountMatching.match(account, in: context()) }

    /// `2026-02 EUR` or `D2026-02 EUR` for legacy.
    private static func invoiceID(_ line: LineDraft) -> String {
        "\(line.isLegacy ? "D" : "G")\(line.month) \(line.invoiceCurrency)"
    }

    private func reordered<T>(_ items: [T]) -> [T] {
        var positions = Array(items.indices)
        reseller.shuffle(&positions)
        return positions.map { items[$0] }
    }

    private func context() -> MatchingContext {
        let facts = invoiceIDs.map { id in
            let month = Drafts.first(String(id.dropFirst().prefix(7))).month
            var facts = InvoiceFacts(
                invoice: Invoice(
                    id: id, date: month.adding(1).firstDay.adding(days: 7), period: month.period,
                    currency: currency(String(id.suffix(3))), totalCharges: .zero,
                    invoiceType: id.hasPrefix("D") ? "Recurring" : "OneTime"),
                isWhole: !reseller.incomplete.contains(month.description))
            reseller.adjust(&facts)
            return facts
        }
        var context = MatchingContext(
            rules: reseller.rules, invoices: facts, coverage: Coverage(facts), asOf: reseller.asOf,
            documents: ["orders.csv", "lines.json"])
        context.rejectedTexts = reseller.rejectedTexts
        context.referenceRates = reseller.referenceRates
        context.hasOrders = reseller.hasOrders
        context.wantsMatches = true
        return context
    }

    private func currency(_ code: String) -> CurrencyCode {
        guard let currency = CurrencyCode(code) else { preconditionFailure("not a currency: \(code)") }
        return currency
    }

    private mutating func item(_ text: String) -> [Symbol] {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { texts.intern(String($0)) }
        return parts + Array(repeating: .empty, count: 3 - parts.count)
    }

    private mutating func orderRow(_ draft: OrderDraft, _ index: Int) -> OrderRow {
        var row = OrderRow(orderDate: draft.day, currency: currency(draft.currency))
        row.source = SourceLocation(document: DocumentIndex(0), line: index + 2)
        row.lineNumber = Int32(draft.number)
        row.transaction = draft.transaction
        row.status = draft.status
        row.billingCycle = draft.cycle
        row.term = draft.term
        row.autoRenew = draft.autoRenew
        row.endDate = draft.end
        row.quantity = draft.quantity
        row.unitPrice = draft.price
        row.discountPercent = draft.discount
        let catalogItem = item(draft.item)
        row[.orderID] = texts.intern(draft.order)
        row[.customerID] = texts.intern(draft.customer)
        row[.subscriptionID] = texts.intern(draft.subscription)
        row[.alternateID] = texts.intern(draft.alternate)
        row[.referenceID] = texts.intern(draft.reference)
        row[.promotionID] = texts.intern(draft.promotion)
        row[.resellerMPN] = texts.intern(draft.reseller)
        row[.productID] = catalogItem[0]
        row[.skuID] = catalogItem[1]
        row[.availabilityID] = catalogItem[2]
        return row
    }

    private mutating func lineItem(_ draft: LineDraft, _ index: Int, form: LineForm = .exportV2) -> LineItem {
        var line = LineItem(currency: currency(draft.currency))
        line.source = SourceLocation(document: DocumentIndex(1), line: index + 1)
        line.invoice = InvoiceIndex(invoiceIDs.firstIndex(of: ResellerBooks.invoiceID(draft)) ?? 0)
        line.form = form
        line.chargeType = draft.type
        line.term = draft.term
        line.billingFrequency = draft.frequency
        line.orderDate = draft.orderDate
        line.chargeStart = draft.period?.lowerBound
        line.chargeEnd = draft.period?.upperBound
        line.subscriptionEnd = draft.subscriptionEnd
        line.pricingCurrency = currency(draft.pricing)
        line.quantity = draft.quantity
        line.billableQuantity = draft.units
        line.unitPrice = draft.unitPrice
        line.effectiveUnitPrice = draft.effectivePrice ?? draft.otherDiscount
        line.exchangeRate = draft.rate
        line.subtotal = draft.subtotal
        line.tax = draft.tax
        line.total = draft.total
        line.traits = draft.isLegacy ? [.legacy] : [.bothQuantities]
        if draft.effectivePrice != nil { line.traits.insert(.effectivePrice) }
        if !draft.meter.isEmpty { line.traits.insert(.usage) }
        if draft.rate != .one { line.traits.insert(.exchangeRate) }
        if draft.hasEarnedCredit { line.traits.insert(.earnedCredit) }
        if draft.publisher != "Microsoft" { line.traits.insert(.otherPublisher) }
        let catalogItem = item(draft.item)
        line[.orderID] = texts.intern(draft.order)
        line[.customerID] = texts.intern(draft.customer)
        line[.subscriptionID] = texts.intern(draft.subscription)
        line[.alternateID] = texts.intern(draft.alternate)
        line[.referenceID] = texts.intern(draft.reference)
        line[.promotionID] = texts.intern(draft.promotion)
        line[.resellerMPN] = texts.intern(draft.reseller)
        line[.productID] = catalogItem[0]
        line[.skuID] = catalogItem[1]
        line[.availabilityID] = catalogItem[2]
        line[.meterDescription] = texts.intern(draft.meter)
        line[.publisher] = texts.intern(draft.publisher)
        line[.chargeType] = texts.intern(draft.typeText)
        return line
    }
}
