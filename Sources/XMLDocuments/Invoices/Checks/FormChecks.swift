internal import BillingModel

/// BR-DEC and R051: decimals and currencies.
extension InvoiceArithmetic {
    mutating func checkForm() {
        for amount in invoice.foreignAmounts {
            breach(
                "PEPPOL-EN16931-R051", line: amount.line,
                "\(amount.value) on an invoice in \(invoice.currency.value).", applies: followsStandard)
        }
        let totals = invoice.totals
        let amounts: [(String, Stated<ExactDecimal>?)] = [
            ("09", totals.lineNet), ("10", totals.allowances), ("11", totals.charges), ("12", totals.taxExclusive),
            ("13", invoice.tax?.amount), ("14", totals.taxInclusive), ("16", totals.prepaid),
            ("17", totals.rounding), ("18", totals.payable),
        ]
        for (rule, amount) in amounts { checkDecimals(rule, amount) }
        for share in invoice.taxBreakdown {
            checkDecimals("19", share.base)
            checkDecimals("20", share.tax)
        }
        for line in invoice.lines { checkDecimals("23", line.net) }
    }

    private mutating func checkDecimals(_ rule: String, _ amount: Stated<ExactDecimal>?) {
        guard let amount, amount.value.scale > 2 else { return }
        breach(
            "BR-DEC-\(rule)", line: amount.line, "\(amount.value) has more than two decimals.",
            applies: followsStandard)
    }
}
