internal import BillingModel

/// R040 to R042: allowances and charges by percentage.
extension InvoiceArithmetic {
    mutating func checkAdjustments() throws(ArithmeticOverflow) {
        for adjustment in invoice.adjustments { try check(adjustment, line: invoice.number.line) }
    }

    mutating func check(_ adjustment: PriceAdjustment, line: Int32) throws(ArithmeticOverflow) {
        let place = adjustment.amount?.line ?? line
        switch (adjustment.base, adjustment.percent) {
        case (let base?, let percent?):
            guard let amount = adjustment.amount else { return }
            let exact = try base.value.times(percent.value).times(ExactDecimal(coefficient: 1, scale: 2))
            try compare(
                "PEPPOL-EN16931-R040", adjustment.isCharge ? "A charge" : "An allowance", stated: amount,
                computed: exact.roundedHalfAway(), tolerance: cents(2), applies: followsPeppol)
        case (nil, .some):
            breach("PEPPOL-EN16931-R041", line: place, "A percentage without its base.", applies: followsPeppol)
        case (.some, nil):
            breach("PEPPOL-EN16931-R042", line: place, "A base without its percentage.", applies: followsPeppol)
        case (nil, nil): break
        }
    }

    func cents(_ number: Int) -> ExactDecimal { ExactDecimal(coefficient: Int128(number), scale: 2) }
}
