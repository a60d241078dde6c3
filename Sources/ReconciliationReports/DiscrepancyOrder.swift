package import BillingModel

extension ReportedDiscrepancy {
    /// The order of `discrepancies.csv`: severity (high first), class (as in the catalogue), invoice, customer, order,
    /// line number, subscription, item, start of the charge, id. Texts go by their bytes. Total, since ids are unique;
    /// what is absent comes before what is there.
    package func precedes(_ other: ReportedDiscrepancy) -> Bool {
        let (a, b) = (discrepancy, other.discrepancy)
        if a.severity != b.severity { return a.severity > b.severity }
        if a.kind != b.kind { return a.kind.cataloguePosition < b.kind.cataloguePosition }
        if let decided = byBytes(a.invoiceID, b.invoiceID) { return decided }
        if let decided = byBytes(a.customerID, b.customerID) { return decided }
        if let decided = byBytes(a.orderID, b.orderID) { return decided }
        if a.lineNumber != b.lineNumber { return (a.lineNumber ?? Int.min) < (b.lineNumber ?? Int.min) }
        if let decided = byBytes(a.subscriptionID, b.subscriptionID) { return decided }
        if let decided = byBytes(a.catalogItemID, b.catalogItemID) { return decided }
        if a.chargeStart != b.chargeStart {
            guard let start = a.chargeStart, let otherStart = b.chargeStart else { return a.chargeStart == nil }
            return start < otherStart
        }
        return id < other.id
    }

    /// Whether the first text comes first; `nil` when they are the same bytes.
    private func byBytes(_ a: String, _ b: String) -> Bool? {
        if a.utf8.lexicographicallyPrecedes(b.utf8) { return true }
        return b.utf8.lexicographicallyPrecedes(a.utf8) ? false : nil
    }
}
