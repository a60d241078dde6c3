internal import BillingModel

/// An e-invoice while it is being read: what the standard demands may still be missing.
@dynamicMemberLookup
struct InvoiceDraft {
    private var invoice: ElectronicInvoice
    var issued: Stated<CalendarDate>?
    var currency: Stated<CurrencyCode>?
    /// Currencies that stand on amounts, each with its first place: judged when the document's currency is known.
    private var amountCurrencies: [String: Stated<String>] = [:]
    private var lastCurrency = ""

    init(kind: ElectronicInvoice.Kind) {
        invoice = ElectronicInvoice(
            kind: kind, issued: Stated(CalendarDate(dayNumber: 0), line: 0),
            currency: Stated(CurrencyCode(letters: 0), line: 0))
    }

    subscript<Value>(dynamicMember member: WritableKeyPath<ElectronicInvoice, Value>) -> Value {
        _read { yield invoice[keyPath: member] }
        _modify { yield &invoice[keyPath: member] }
    }

    /// References of one kind that are kept; a document with more of them names nothing in particular.
    private static let referencesKept = 1_000

    mutating func addPaymentReference(_ text: String) { InvoiceDraft.add(text, to: &invoice.paymentReferences) }
    mutating func addPayeeAccount(_ text: String) { InvoiceDraft.add(text, to: &invoice.payeeAccounts) }
    mutating func addPrecedingInvoice(_ text: String) { InvoiceDraft.add(text, to: &invoice.precedingInvoices) }

    private static func add(_ text: String, to list: inout [String]) {
        if !text.isEmpty, list.count < referencesKept, !list.contains(text) { list.append(text) }
    }

    /// Nearly every amount names the currency of the one before it.
    mutating func note(_ currency: String?, of element: @autoclosure () -> Substring, line: @autoclosure () -> Int) {
        guard let currency, currency != lastCurrency else { return }
        lastCurrency = currency
        guard amountCurrencies[currency] == nil, amountCurrencies.count < 10 else { return }
        amountCurrencies[currency] = Stated("\(element()) in \(currency)", line: line())
    }

    /// The invoice, when everything is there that a document is known by.
    consuming func complete() throws(XMLFault) -> ElectronicInvoice {
        var result = invoice
        guard !result.number.value.isEmpty else { throw XMLFault(line: 0, "the invoice has no number") }
        guard let issued else { throw XMLFault(line: 0, "the invoice has no issue date") }
        guard let currency else { throw XMLFault(line: 0, "the invoice has no currency") }
        result.issued = issued
        result.currency = currency
        result.orderReference = InvoiceDraft.withoutPlaceholder(result.orderReference)
        result.foreignAmounts = amountCurrencies.filter { CurrencyCode($0.key) != currency.value }
            .map(\.value).sorted { ($0.line, $0.value) < ($1.line, $1.value) }
        // No allowances and allowances of 0 say the same; the syntaxes differ in which they prefer.
        if !result.adjustments.contains(where: { !$0.isCharge }), result.totals.allowances?.value.isZero == true {
            result.totals.allowances = nil
        }
        if !result.adjustments.contains(where: \.isCharge), result.totals.charges?.value.isZero == true {
            result.totals.charges = nil
        }
        if result.totals.prepaid?.value.isZero == true { result.totals.prepaid = nil }
        if result.totals.rounding?.value.isZero == true { result.totals.rounding = nil }
        return result
    }

    /// Order references that the guides prescribe for "there is none".
    private static func withoutPlaceholder(_ text: String) -> String {
        ["na", "n/a", "dummywert", "-", "none"].contains(text.lowercased()) ? "" : text
    }
}
