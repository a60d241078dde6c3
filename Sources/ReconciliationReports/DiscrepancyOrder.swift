package import BillingModel

extension ReportedDiscrepancy {
    /// The order of `discrepancies.csv`: severity (high first), class (as in the catalogue), invoice, customer, order,
    /// line number, subscription, item, start of the charge, id. Total, since ids are unique; what is absent comes
    /// before what is there.
    package func precedes(_ other: ReportedDiscrepancy) -> Bool {
        let (a, b) = (discrepancy, other.discrepancy)
        if a.severity != b.severity { return a.severity > b.severity }
        if a.kind != b.kind { return a.kind.cataloguePosition < b.kind.cataloguePosition }
        if a.invoiceID != b.invoiceID { return a.invoiceID < b.invoiceID }
        if a.customerID != b.customerID { return a.customerID < b.customerID }
        if a.orderID != b.orderID { return a.orderID < b.orderID }
        if a.lineNumber != b.lineNumber { return (a.lineNumber ?? Int.min) < (b.lineNumber ?? Int.min) }
        if a.subscriptionID != b.subscriptionID { return a.subscriptionID < b.subscriptionID }
        if a.catalogItemID != b.catalogItemID { return a.catalogItemID < b.catalogItemID }
        if a.chargeStart != b.chargeStart {
            guard let start = a.chargeStart, let otherStart = b.chargeStart else { return a.chargeStart == nil }
            return start < otherStart
        }
        return id < other.id
    }
}

extension DiscrepancyClass {
    /// Its place in the catalogue.
    fileprivate var cataloguePosition: Int { DiscrepancyClass.positions[self] ?? 0 }

    private static let positions = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })
}
