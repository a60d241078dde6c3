import BillingModel

extension AccountMatching {
    /// `trial_converted`: the first paid line after a zero-value trial line, with no order at that price. Comes before the
    /// existence, renewal and price classes; the caller knows that no order has the price. Where the order book agrees to
    /// another price for the same days the conversion was wanted, and the difference is one of price.
    ///
    /// The zero-value line may stand on an earlier invoice that only the ledger still has. Later paid lines are no longer
    /// the first, and are judged like any other.
    mutating func reportTrialConversion(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        guard charge.amount.signum > 0, !line.subscription.isEmpty, !line.isUsage, let start = line.chargeStart,
            let trial = trials()[line[.subscriptionID]], trial < start, isFirstPaid(line, start)
        else { return false }
        report(
            .trialConverted, charge: charge, expected: .zero, billed: charge.amount,
            "The subscription's charge from \(trial) was zero; no order agrees to a price.")
        return true
    }

    private mutating func trials() -> [Symbol: CalendarDate] {
        if let known = lookups.trials { return known }
        var found: [Symbol: CalendarDate] = [:]
        for lines in [account.history, account.lines] {
            for line in lines where line.subtotal.isZero && !line.isUsage && !line.subscription.isEmpty {
                guard let start = line.chargeStart else { continue }
                found[line[.subscriptionID]] = min(found[line[.subscriptionID]] ?? start, start)
            }
        }
        lookups.trials = found
        return found
    }

    private func isFirstPaid(_ line: LineItem, _ start: CalendarDate) -> Bool {
        ![account.history, account.lines].joined().contains { other in
            other.subscription == line.subscription && other.subtotal.signum > 0 && !other.isUsage
                && (other.chargeStart.map { $0 < start } ?? false)
        }
    }
}
