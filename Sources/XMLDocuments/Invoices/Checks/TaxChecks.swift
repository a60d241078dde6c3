internal import BillingModel

/// BR-CO-14, 15 and 17, BR-53, and the rules of each tax category.
extension InvoiceArithmetic {
    mutating func checkTax() throws(ArithmeticOverflow) {
        try checkTaxTotals()
        let bases = try basesByCategory()
        for share in invoice.taxBreakdown { try check(share, base: bases[key(share.category)] ?? .zero) }
    }

    private mutating func checkTaxTotals() throws(ArithmeticOverflow) {
        let own = invoice.taxTotals.filter { $0.currency == invoice.currency.value }
        let unnamed = invoice.taxTotals.filter { $0.currency == nil }
        if invoice.taxTotals.isEmpty, invoice.profile.contains("peppol") {
            breach(
                "PEPPOL-EN16931-R053", line: invoice.number.line, "There is no total of tax.", applies: followsPeppol)
        }
        for total in invoice.taxTotals {
            guard let currency = total.currency, currency != invoice.currency.value,
                currency != invoice.taxCurrency?.value
            else { continue }
            breach(
                "PEPPOL-EN16931-R051", line: total.amount.line,
                "A total of tax is in \(currency), the invoice in \(invoice.currency.value).", applies: followsPeppol)
        }
        if let tax = invoice.taxTotals.first(where: { !$0.amount.value.isZero }), invoice.taxBreakdown.isEmpty {
            breach(
                "BR-CO-18", line: tax.amount.line, "Tax is not broken down by category.",
                applies: followsStandard)
        }
        for total in unnamed {
            breach(
                "BR-CO-15", line: total.amount.line, "A total of tax does not say its currency.",
                applies: followsStandard)
        }
        if own.count > 1 {
            breach(
                "BR-CO-15", line: own[1].amount.line, "There are \(own.count) totals of tax in one currency.",
                applies: followsStandard)
        }
        let tax = invoice.tax?.amount
        if let tax {
            let parts = try ExactDecimal.sum(invoice.taxBreakdown.map { $0.tax?.value ?? .zero })
            if !invoice.taxBreakdown.isEmpty {
                try compare(
                    "BR-CO-14", "The total of tax", stated: tax, computed: parts.roundedHalfAway(),
                    applies: followsStandard)
            }
        }
        if let inclusive = invoice.totals.taxInclusive, own.count + unnamed.count <= 1 {
            let computed = try (invoice.totals.taxExclusive?.value ?? .zero).adding(tax?.value ?? .zero)
            try compare(
                "BR-CO-15", "The total with tax", stated: inclusive, computed: computed, applies: followsStandard)
        }
        if let currency = invoice.taxCurrency {
            if currency.value == invoice.currency.value {
                breach(
                    "PEPPOL-EN16931-R005", line: currency.line, "The tax currency is the invoice's own.",
                    applies: followsPeppol)
            } else if !invoice.taxTotals.contains(where: { $0.currency == currency.value }) {
                breach(
                    "BR-53", line: currency.line, "There is no total of tax in \(currency.value).",
                    applies: followsStandard)
            } else if let tax, let other = invoice.taxTotals.first(where: { $0.currency == currency.value }),
                tax.value.signum * other.amount.value.signum < 0
            {
                breach(
                    "PEPPOL-EN16931-R055", line: other.amount.line, "The two totals of tax have different signs.",
                    applies: followsPeppol)
            }
        }
    }

    /// One category and rate: its base, and its tax on that base.
    private mutating func check(_ share: TaxShare, base computed: ExactDecimal) throws(ArithmeticOverflow) {
        let code = TaxChecks.ruleName(share.category.code)
        let isStandard = isStandard(share.category)
        if code.isEmpty {
            breach("BR-47", line: share.line, "A share of tax has no category.", applies: followsStandard)
        } else if let base = share.base {
            try compare(
                "BR-\(code)-08", "The base of tax \(named(share.category))", stated: base, computed: computed,
                tolerance: isStandard ? .one : .zero, isBelow: isStandard, applies: followsStandard)
        }
        guard let tax = share.tax else {
            breach("BR-46", line: share.line, "A tax category has no amount.", applies: followsStandard)
            return
        }
        if isStandard {
            guard let base = share.base, let rate = share.category.rate else { return }
            let exact = try base.value.times(rate).times(ExactDecimal(coefficient: 1, scale: 2))
            try compare(
                "BR-CO-17", "Tax \(named(share.category))", stated: tax, computed: exact.roundedHalfAway(),
                tolerance: .one, isBelow: true, applies: followsStandard)
        } else {
            try compare(
                "BR-\(code)-09", "Tax \(named(share.category))", stated: tax, computed: .zero,
                applies: followsStandard)
        }
    }

    /// What lines, charges and allowances come to, by category: one pass over the lines, however many categories.
    private func basesByCategory() throws(ArithmeticOverflow) -> [TaxCategory: ExactDecimal] {
        var bases: [TaxCategory: ExactDecimal] = [:]
        // Most lines have the category of the line before: its sum goes into the table when another one comes.
        var (category, sum) = (TaxCategory(), ExactDecimal.zero)
        for line in invoice.lines {
            if line.category != category {
                bases[key(category)] = try (bases[key(category)] ?? .zero).adding(sum)
                (category, sum) = (line.category, .zero)
            }
            sum = try sum.adding(line.net?.value ?? .zero)
        }
        bases[key(category)] = try (bases[key(category)] ?? .zero).adding(sum)
        for adjustment in invoice.adjustments {
            let place = key(adjustment.category)
            bases[place] = try (bases[place] ?? .zero).adding(adjustment.signed)
        }
        return bases
    }

    /// Standard-rated shares are told apart by rate as well.
    private func key(_ category: TaxCategory) -> TaxCategory {
        TaxCategory(code: category.code, rate: isStandard(category) ? category.rate ?? .zero : nil)
    }

    /// Taxed at its rate; a code that is not known (`B` in Italy) is judged by its rate as well.
    private func isStandard(_ category: TaxCategory) -> Bool { !TaxChecks.untaxed.contains(category.code) }

    private func named(_ category: TaxCategory) -> String {
        category.rate.map { "\(category.code) \($0) %" } ?? category.code
    }
}

private enum TaxChecks {
    /// Zero-rated, exempt, reverse charge, within the EU, export, out of scope.
    static let untaxed: Set<String> = ["Z", "E", "AE", "K", "G", "O"]

    /// What the rules' numbers call a category: IC within the EU, IG the Canary Islands, IP Ceuta and Melilla.
    static func ruleName(_ code: String) -> String {
        switch code {
        case "K": "IC"
        case "L": "IG"
        case "M": "IP"
        default: code
        }
    }
}
