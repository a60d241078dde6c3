import BillingModel

extension AccountMatching {
    /// Whether the rules tolerate a difference of a class on a line; `nil` when no override applies, so that the
    /// catalogue's tolerance decides.
    ///
    /// The most specific override wins: the one with most selectors, a product with its SKU before a product alone, of
    /// equals the first. Exceeding either of its limits reports. An override that names no class applies to classes about
    /// prices, days and credits only: existence, quantity and duplicates are never tolerated unless named.
    func isTolerated(_ kind: DiscrepancyClass, line index: Int, _ difference: Amount, of expected: Amount) -> Bool? {
        if !hasOverrides { return nil }
        var best: (rule: ToleranceOverride, weight: Int)?
        for rule in rules.overrides {
            guard let weight = weight(of: rule, for: kind, line: index), weight > (best?.weight ?? -1) else { continue }
            best = (rule, weight)
        }
        guard let rule = best?.rule else { return nil }
        if let absolute = rule.absolute, difference.magnitude > absolute.magnitude { return false }
        if let percent = rule.percent {
            guard let share = try? expected.magnitude.decimal.times(percent),
                let scaled = try? difference.magnitude.decimal.times("100")
            else { return false }
            if scaled > share { return false }
        }
        return rule.absolute != nil || rule.percent != nil ? true : nil
    }

    /// How specific an override is for a class and line; `nil` when it does not apply.
    private func weight(of rule: ToleranceOverride, for kind: DiscrepancyClass, line index: Int) -> Int? {
        let line = account.lines[index]
        var weight = 0
        if let named = rule.kind {
            if named != kind { return nil }
            weight += 2
        } else if !kind.isToleratedUnnamed {
            return nil
        }
        if let currency = rule.currency {
            if currency != line.currency { return nil }
            weight += 2
        }
        if let customer = rule.customerID {
            if customer != texts[line[.customerID]] { return nil }
            weight += 2
        }
        if let product = rule.product {
            if !matches(aliased[index] ?? line.item, product) && !matches(line.item, product) { return nil }
            weight += product.contains(":") ? 3 : 2
        }
        return weight
    }
}

extension DiscrepancyClass {
    /// Classes that a tolerance without a class applies to.
    fileprivate var isToleratedUnnamed: Bool {
        switch self {
        case .lineArithmetic, .unitPriceMismatch, .billingPlanUplift, .renewalPriceChange, .midtermPriceChange,
            .promotionMissing, .promotionUnexpected, .prorationWrong, .startDateMismatch, .endDateMismatch,
            .creditAmountWrong, .overCredit, .exchangeRateInconsistent, .taxRateAnomaly:
            true
        default: false
        }
    }
}
