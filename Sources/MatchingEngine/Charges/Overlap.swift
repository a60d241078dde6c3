import BillingModel

extension AccountMatching {
    /// Days of the same subscription that are charged already, by one charge or by several: the later charge's share of
    /// all of them.
    mutating func reportOverlap(_ charge: BilledCharge, _ order: OrderLine) -> Bool {
        let line = line(charge)
        guard let period = line.period else { return false }
        var shared: [(days: BillingPeriod, source: SourceLocation)] = []
        for position in order.expected {
            let expectation = expected[position]
            guard let claimed = expectation.claimedBy, expectation.kind != .cancelCredit,
                expectation.kind != .conversionRefund, expectation.kind != .seatChange,
                let other = self.line(charges[claimed]).period, let common = other.intersection(period),
                fits(line.item, expectation.item),
                account.lines[charges[claimed].line].subscription == line.subscription
            else { continue }
            shared.append((common, self.line(charges[claimed]).source))
        }
        if shared.isEmpty { return false }
        let days = AccountMatching.union(shared.map(\.days))
        let share =
            days == period.days
            ? charge.amount
            : try? Rounding.towardZero(charge.amount.decimal, numerator: days, denominator: period.days)
        let places = shared.map { "\($0.days) (\(context.evidence($0.source)))" }.joined(separator: ", ")
        report(
            .periodOverlap, charge: charge, expected: .zero, billed: share ?? charge.amount,
            "\(days) day(s) of \(period) are charged already: \(places).")
        return true
    }

    /// How many days some periods cover between them.
    private static func union(_ periods: [BillingPeriod]) -> Int {
        var days = 0
        var next: CalendarDate?
        for period in periods.sorted(by: { $0.start < $1.start }) {
            let start = max(period.start, next ?? period.start)
            if period.end >= start {
                days += period.end - start + 1
                next = period.end.adding(days: 1)
            }
        }
        return days
    }
}
