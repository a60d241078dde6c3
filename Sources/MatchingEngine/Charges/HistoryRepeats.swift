import BillingModel

extension AccountMatching {
    /// The same charge on an invoice that only the ledger still has (discrepancy classes, `duplicate_across_invoices`:
    /// the invoice that was read first is the first). It claims nothing; what the book expects for its days was charged
    /// then.
    mutating func sortOutRepeatsOfHistory() {
        if account.history.isEmpty { return }
        var earlier: [HistoryKey: [Int]] = [:]
        for index in account.history.indices.reversed() {
            earlier[HistoryKey(account.history[index]), default: []].append(index)
        }
        for index in charges.indices where !charges[index].amount.isZero && !charges[index].isNet {
            let line = line(charges[index])
            guard !standings[charges[index].line].isSettled, let known = earlier[HistoryKey(line)],
                let place = known.lastIndex(where: { areEqual(account.history[$0], line) })
            else { continue }
            earlier[HistoryKey(line)]?.remove(at: place)
            reportRepeat(index, of: account.history[known[place]])
        }
    }

    private struct HistoryKey: Hashable {
        let subscription: Symbol
        let product: Symbol
        let start: CalendarDate?
        let amount: Amount

        init(_ line: LineItem) {
            subscription = line[.subscriptionID]
            product = line[.productID]
            start = line.chargeStart
            amount = line.subtotal
        }
    }

    private mutating func reportRepeat(_ index: Int, of earlier: LineItem) {
        let charge = charges[index]
        if let fit = exactFit(charge) { expected[fit].isSettled = true }
        let position = Int(earlier.invoice.index)
        let invoice = context.earlierInvoices.indices.contains(position) ? context.earlierInvoices[position] : "?"
        standings[charge.line].hasOrder = true
        standings[charge.line].isRepeat = true
        report(
            .duplicateAcrossInvoices, charge: charge, expected: .zero, billed: charge.amount,
            "The same charge, equal in every field, stands on invoice \(invoice), which an earlier night has read.")
        standings[charge.line].isSettled = true
        charges[index].candidate = nil
    }
}
