internal import BillingModel

/// The arithmetic of EN 16931 and Peppol BIS Billing 3 over one invoice.
///
/// Rules: CEN's Schematron 1.3.16 and Peppol's 3.0.19. A schema finds none of these: every public document with broken
/// sums is valid by its schema.
package struct InvoiceArithmetic: Sendable {
    let invoice: ElectronicInvoice
    var deviations: [ArithmeticDeviation] = []

    /// Everything that does not add up, in the order of the document's parts.
    package static func deviations(of invoice: ElectronicInvoice) -> [ArithmeticDeviation] {
        var check = InvoiceArithmetic(invoice)
        do throws(ArithmeticOverflow) {
            try check.checkFigures()
        } catch {
            check.breach("RANGE", line: invoice.number.line, "The figures have too many digits to be added up.")
        }
        check.checkForm()
        return check.deviations
    }

    private init(_ invoice: ElectronicInvoice) {
        self.invoice = invoice
        followsStandard = invoice.profile.hasPrefix("urn:cen.eu:en16931:2017")
        followsPeppol =
            followsStandard && (invoice.profile.contains("peppol") || invoice.profile.contains("xrechnung"))
        isExtended = invoice.profile.contains("#conformant#")
    }

    private mutating func checkFigures() throws(ArithmeticOverflow) {
        try checkTotals()
        try checkTax()
        try checkAdjustments()
        try checkLines()
    }

    /// The document says that it follows EN 16931. Older profiles put rounding elsewhere.
    let followsStandard: Bool

    /// The document says that it follows Peppol's rules, or XRechnung's, which has taken them over.
    let followsPeppol: Bool

    /// An extension of the standard may take more off what is due (XRechnung's payments on behalf of others).
    let isExtended: Bool

    /// Up to here a difference within a rule's tolerance is rounding (of each line instead of their sum) and not worth a
    /// word; EN 16931 lets tax be off by nearly a whole unit, which is.
    static let rounding = ExactDecimal(coefficient: 2, scale: 2)

    /// Compares a stated figure with the one that follows from others.
    ///
    /// - Parameter tolerance: A difference up to it is no breach; below a whole unit where `isBelow`.
    mutating func compare(
        _ rule: String, _ what: String, stated: Stated<ExactDecimal>, computed: ExactDecimal,
        tolerance: ExactDecimal = .zero, isBelow: Bool = false, applies: Bool
    ) throws(ArithmeticOverflow) {
        let difference = try stated.value.subtracting(computed).magnitude
        if difference.isZero { return }
        let exceeds = isBelow ? difference >= tolerance : difference > tolerance
        if isForeign(rule) || (!exceeds && difference <= InvoiceArithmetic.rounding) { return }
        deviations.append(
            ArithmeticDeviation(
                rule: rule, weight: exceeds && applies ? .breach : .difference, line: stated.line,
                text: "\(what) is \(stated.value), \(computed) by its parts.", stated: stated.value,
                computed: computed))
    }

    /// Peppol's own rules bind who says that he follows them: CEN's own examples break them and are valid.
    private func isForeign(_ rule: String) -> Bool { rule.hasPrefix("PEPPOL") && !followsPeppol }

    /// Something that is wrong without a figure to set against it.
    mutating func breach(_ rule: String, line: Int32, _ text: String, applies: Bool = true) {
        if isForeign(rule) { return }
        deviations.append(
            ArithmeticDeviation(
                rule: rule, weight: applies ? .breach : .difference, line: line, text: text, stated: nil,
                computed: nil))
    }
}
