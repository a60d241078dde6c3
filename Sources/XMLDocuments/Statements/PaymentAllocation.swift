package import BillingModel

/// An invoice as a payment sees it.
package struct Payable: Sendable, Equatable {
    package let invoiceID: String
    package let date: CalendarDate
    package let currency: CurrencyCode
    /// Negative for a credit note.
    package let total: Amount

    package init(invoiceID: String, date: CalendarDate, currency: CurrencyCode, total: Amount) {
        self.invoiceID = invoiceID
        self.date = date
        self.currency = currency
        self.total = total
    }
}

/// Ties payments to invoices: by the document that they name, by reference, by key, by a number in the text, at last by
/// amount alone where only one invoice can be meant. The same payments and invoices give the same result in any order.
package struct PaymentAllocation: Sendable {
    /// A payment, or a part of one, that went to an invoice.
    package struct Share: Sendable, Equatable {
        package let payment: Payment
        package let amount: Amount
        /// What tied it: `document`, `creditorReference`, `key`, `remittance`, `amount`.
        package let rung: String
    }

    /// By position of the invoice.
    package private(set) var shares: [Int: [Share]] = [:]
    /// To the supplier, and tied to no invoice.
    package private(set) var unallocated: [Payment] = []
    /// Named an invoice in another currency than the payment's.
    package private(set) var foreign: [(payment: Payment, invoice: Int)] = []
    private let payables: [Payable]
    private let byID: [String: Int]

    /// How long after its date an invoice may be meant by an amount alone.
    private static let amountWindow = 120

    /// - Parameter suppliers: Parts of names, in lower case: payments to others that name no invoice are none of ours.
    package init(_ payments: [Payment], _ payables: [Payable], suppliers: [String]) {
        self.payables = payables
        byID = Dictionary(
            payables.indices.map { (payables[$0].invoiceID.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let ordered = payments.sorted { ($0.day?.dayNumber ?? 0, $0.location) < ($1.day?.dayNumber ?? 0, $1.location) }
        var open: [Payment] = []
        for payment in ordered where !allocateByReference(payment) { open.append(payment) }
        for payment in open {
            let isSupplier = suppliers.contains { payment.party.lowercased().contains($0) }
            if isSupplier, !allocateByAmount(payment) { unallocated.append(payment) }
        }
    }

    /// What was paid on an invoice, all payments together.
    package func paid(_ invoice: Int) -> Amount {
        shares[invoice, default: []].reduce(into: Amount.zero) { $0 += $1.amount }
    }

    private mutating func allocateByReference(_ payment: Payment) -> Bool {
        for rung in PaymentReference.Rung.allCases {
            var named: [Int] = []
            for reference in payment.references where reference.rung == rung {
                for invoice in invoices(in: reference) where !named.contains(invoice) { named.append(invoice) }
            }
            if named.isEmpty { continue }
            let same = named.filter { payables[$0].currency == payment.currency }
            if same.isEmpty {
                foreign.append((payment, named[0]))
            } else {
                allocate(payment, same, rung.rawValue)
            }
            return true
        }
        return false
    }

    /// Spreads a payment over the invoices that it names, the oldest first; what is left over stays with the last.
    private mutating func allocate(_ payment: Payment, _ invoices: [Int], _ rung: String) {
        var left = payment.amount
        let ordered = invoices.sorted { (payables[$0].date, $0) < (payables[$1].date, $1) }
        // Credit notes among them pay a part of the others.
        for invoice in ordered where payables[invoice].total.signum < 0 && ordered.count > 1 {
            give(payment, payables[invoice].total, to: invoice, rung)
            left = left - payables[invoice].total
        }
        let owing = ordered.filter { payables[$0].total.signum >= 0 || ordered.count == 1 }
        for invoice in owing.dropLast() {
            let open = payables[invoice].total - paid(invoice)
            let part = left < open ? left : open
            give(payment, part, to: invoice, rung)
            left = left - part
        }
        if let last = owing.last { give(payment, left, to: last, rung) }
    }

    private mutating func give(_ payment: Payment, _ amount: Amount, to invoice: Int, _ rung: String) {
        if amount.isZero { return }
        shares[invoice, default: []].append(Share(payment: payment, amount: amount, rung: rung))
    }

    private mutating func allocateByAmount(_ payment: Payment) -> Bool {
        guard let day = payment.day else { return false }
        let fitting = payables.indices.filter { index in
            let payable = payables[index]
            return payable.currency == payment.currency && payable.total == payment.amount && !payable.total.isZero
                && shares[index] == nil && day >= payable.date
                && day - payable.date <= PaymentAllocation.amountWindow
        }
        guard fitting.count == 1 else { return false }
        give(payment, payment.amount, to: fitting[0], "amount")
        return true
    }

    /// The invoices that a text names: as a whole on the binding rungs, as a whole word anywhere.
    private func invoices(in reference: PaymentReference) -> [Int] {
        var text = Substring(reference.text.lowercased())
        if reference.rung == .creditorReference, text.hasPrefix("rf"), text.count > 4 {
            // ISO 11649: RF, two check digits, the reference itself.
            text = text.dropFirst(4)
        }
        if let whole = byID[String(text)] { return [whole] }
        let words = text.split { !($0.isLetter || $0.isNumber) }
        return words.compactMap { byID[String($0)] }
    }
}
