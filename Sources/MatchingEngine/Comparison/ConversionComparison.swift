import BillingModel

extension AccountMatching {
    /// The other half of a conversion: the refund of the old item, or the charge of the new one.
    private func sibling(of index: Int) -> Int? {
        let half = expected[index]
        let wanted: ExpectedCharge.Kind = half.kind == .conversionRefund ? .conversionCharge : .conversionRefund
        return orders.lines[half.orderLine].expected.first {
            expected[$0].kind == wanted && expected[$0].isPending == half.isPending
                && expected[$0].period.start == half.period.start
        }
    }

    /// One half came and the other, which was due, did not: `conversion_incomplete`, expected the net, billed what came;
    /// nothing else on either half. Returns whether that is so.
    mutating func reportIncompleteConversion(_ charge: BilledCharge, _ position: Int) -> Bool {
        guard expected[position].kind == .conversionRefund || expected[position].kind == .conversionCharge,
            let other = sibling(of: position), expected[other].claimedBy == nil, isJudged(expected[other]),
            let rate = rate(of: line(charge), to: orders.lines[expected[position].orderLine].currency),
            let net = netOfConversion(position, other, rate), !standsInRejectedLine(expected[other])
        else { return false }
        expected[other].isSettled = true
        let came = expected[position].kind == .conversionRefund ? "refund of the old item" : "charge of the new item"
        report(
            .conversionIncomplete, charge: charge, expected: net, billed: charge.amount,
            "Of the conversion on \(expected[position].period.start) only the \(came) came.",
            steps: amountSteps(expected[position], rate: rate, (try? expected[position].amount(rate: rate)) ?? .zero)
                + amountSteps(expected[other], rate: rate, (try? expected[other].amount(rate: rate)) ?? .zero)
                + ["net expected: \(net)"])
        return true
    }

    /// Neither half came.
    mutating func reportMissingConversion(_ position: Int) {
        guard let other = sibling(of: position), expected[other].claimedBy == nil, !expected[other].isSettled,
            let net = netOfConversion(position, other, .one)
        else { return }
        expected[other].isSettled = true
        let charge = expected[position].kind == .conversionCharge ? expected[position] : expected[other]
        report(
            missing: .conversionIncomplete, charge, expected: net, billed: .zero,
            "Neither the refund of the old item nor the charge of the new one came for the conversion on "
                + "\(charge.period.start).",
            steps: ["net expected: \(net)"])
    }

    private func netOfConversion(_ a: Int, _ b: Int, _ rate: ExactDecimal) -> Amount? {
        guard let first = try? expected[a].amount(rate: rate), let second = try? expected[b].amount(rate: rate) else {
            return nil
        }
        return first + second
    }
}
