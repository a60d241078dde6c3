internal import BillingModel

/// BR-CO-10 to 13 and 16: the totals of the document.
extension InvoiceArithmetic {
    mutating func checkTotals() throws(ArithmeticOverflow) {
        let totals = invoice.totals
        try checkSums(totals)
        if let exclusive = totals.taxExclusive {
            let parts = [totals.lineNet?.value, totals.allowances.map { -$0.value }, totals.charges?.value]
            try compare(
                "BR-CO-13", "The total without tax", stated: exclusive,
                computed: try ExactDecimal.sum(parts.map { $0 ?? .zero }), applies: followsStandard)
        } else {
            breach("BR-13", line: invoice.number.line, "The total without tax is missing.", applies: followsStandard)
        }
        if let payable = totals.payable {
            if isExtended { return }
            let parts = [totals.taxInclusive?.value, totals.prepaid.map { -$0.value }, totals.rounding?.value]
            try compare(
                "BR-CO-16", "The amount due", stated: payable,
                computed: try ExactDecimal.sum(parts.map { $0 ?? .zero }), applies: followsStandard)
        } else {
            breach("BR-15", line: invoice.number.line, "The amount due is missing.", applies: followsStandard)
        }
    }

    /// The three sums of parts; no total at all counts as 0 only where there is nothing to add up.
    private mutating func checkSums(_ totals: DocumentTotals) throws(ArithmeticOverflow) {
        let lines = try ExactDecimal.sum(invoice.lines.lazy.map { $0.net?.value ?? .zero })
        try checkSum("BR-CO-10", "The sum of the lines", totals.lineNet, lines, isNeeded: true)
        let amounts = invoice.adjustments
        let allowances = amounts.filter { !$0.isCharge }.map { $0.amount?.value ?? .zero }
        try checkSum(
            "BR-CO-11", "The sum of the allowances", totals.allowances, try ExactDecimal.sum(allowances),
            isNeeded: !allowances.isEmpty)
        let charges = amounts.filter(\.isCharge).map { $0.amount?.value ?? .zero }
        try checkSum(
            "BR-CO-12", "The sum of the charges", totals.charges, try ExactDecimal.sum(charges),
            isNeeded: !charges.isEmpty)
    }

    private mutating func checkSum(
        _ rule: String, _ what: String, _ stated: Stated<ExactDecimal>?, _ computed: ExactDecimal, isNeeded: Bool
    ) throws(ArithmeticOverflow) {
        guard let stated else {
            if isNeeded {
                breach(rule, line: invoice.number.line, "\(what) is missing.", applies: followsStandard)
            }
            return
        }
        try compare(rule, what, stated: stated, computed: computed.roundedHalfAway(), applies: followsStandard)
    }
}
