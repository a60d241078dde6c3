internal import BillingModel

/// R120, R121, R130, R046, R110 and R111: the lines.
extension InvoiceArithmetic {
    mutating func checkLines() throws(ArithmeticOverflow) {
        let period = invoice.period
        for line in invoice.lines {
            try checkNet(line)
            for adjustment in line.adjustments { try check(adjustment, line: line.line) }
            try checkPrice(line)
            if let start = line.period.start, let first = period.start, start.value < first.value {
                breach(
                    "PEPPOL-EN16931-R110", line: start.line, "A line's period starts before the invoice's.",
                    applies: followsPeppol)
            }
            if let end = line.period.end, let last = period.end, end.value > last.value {
                breach(
                    "PEPPOL-EN16931-R111", line: end.line, "A line's period ends after the invoice's.",
                    applies: followsPeppol)
            }
        }
    }

    /// `net = quantity × price ÷ base quantity + charges − allowances`, within 0.02. Compared without a division.
    private mutating func checkNet(_ line: ElectronicInvoiceLine) throws(ArithmeticOverflow) {
        let base = line.baseQuantity?.value ?? .one
        guard base.signum > 0 else {
            breach(
                "PEPPOL-EN16931-R121", line: line.baseQuantity?.line ?? line.line,
                "Line \(line.id): the price's quantity is \(base), not above zero.", applies: followsPeppol)
            return
        }
        guard let net = line.net else {
            breach("BR-24", line: line.line, "Line \(line.id) has no net amount.", applies: followsStandard)
            return
        }
        guard followsPeppol, let price = line.price?.value else { return }
        let adjustments = try ExactDecimal.sum(line.adjustments.map(\.signed))
        let product = try (line.quantity?.value ?? .one).times(price)
        let left = try net.value.subtracting(adjustments).times(base)
        let distance = try left.subtracting(product).magnitude
        if distance.isZero { return }
        let exceeds = try distance > base.times(cents(2))
        if !exceeds { return }
        let computed = base == .one ? try product.adding(adjustments) : nil
        deviations.append(
            ArithmeticDeviation(
                rule: "PEPPOL-EN16931-R120", weight: .breach, line: net.line,
                text: "Line \(line.id): the net amount is \(net.value); quantity × price"
                    + (base == .one ? "" : " ÷ \(base)") + " with the line's allowances and charges is "
                    + (computed.map(\.description) ?? "another amount") + ".",
                stated: net.value, computed: computed))
    }

    private mutating func checkPrice(_ line: ElectronicInvoiceLine) throws(ArithmeticOverflow) {
        if line.hasPriceCharge {
            breach(
                "PEPPOL-EN16931-R044", line: line.price?.line ?? line.line,
                "The price of line \(line.id) has a charge on it; only discounts may be.", applies: followsPeppol)
        }
        if let price = line.price, let gross = line.grossPrice {
            try compare(
                "PEPPOL-EN16931-R046", "The net price of line \(line.id)", stated: price,
                computed: try gross.value.subtracting(line.priceDiscount?.value ?? .zero), applies: followsPeppol)
        }
        if !line.baseUnit.isEmpty, !line.unit.isEmpty, line.baseUnit != line.unit {
            breach(
                "PEPPOL-EN16931-R130", line: line.baseQuantity?.line ?? line.line,
                "Line \(line.id) counts in \(line.unit), its price in \(line.baseUnit).", applies: followsPeppol)
        }
    }
}
