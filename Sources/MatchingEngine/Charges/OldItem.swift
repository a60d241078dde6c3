import BillingModel

extension AccountMatching {
    /// The order was converted and the old item goes on: it stands in the place of the new one's open charge, which then
    /// is not missing as well. Beside a new item that was charged nothing is open, and nothing is owed for it.
    mutating func reportOldItem(_ charge: BilledCharge, _ orderLine: Int) -> Bool {
        let line = line(charge)
        guard !line.isUsage, let period = line.period, let rate = rate(of: line, to: orders.lines[orderLine].currency),
            let state = timeline(orderLine).state(on: period.start), !state.isCancelled, !fits(line.item, state.item)
        else { return false }
        let open = orders.lines[orderLine].expected.first {
            expected[$0].isOpen && expected[$0].quantity.signum > 0 && !fits(line.item, expected[$0].item)
                && abs(expected[$0].period.start - period.start) <= 1
        }
        var amount = Amount.zero
        if let open {
            guard let agreed = try? expected[open].amount(rate: rate) else { return false }
            amount = agreed
            expected[open].isSettled = true
        }
        for member in lines(of: charge) { standings[member].isForcedUnmatched = true }
        report(
            .itemMismatch, charge: charge, expected: amount, billed: charge.amount,
            "The order is for \(texts.text(state.item)) since its conversion, billed as "
                + "\(texts.text(aliased[charge.line] ?? line.item)).")
        return true
    }
}
