import BillingModel
import ReconciliationReports
import Testing

@Suite struct DiscrepancyOrderTests {
    private static func row(
        _ kind: DiscrepancyClass = .quantityOver, _ severity: Severity = .high, id: String = "5",
        _ change: (inout Discrepancy) -> Void = { _ in }
    ) -> ReportedDiscrepancy {
        var finding = Discrepancy(kind, severity: severity)
        finding.invoiceID = "G5"
        finding.customerID = "c5"
        finding.orderID = "O5"
        finding.lineNumber = 5
        finding.subscriptionID = "s5"
        finding.catalogItemID = "P5"
        finding.chargeStart = "2026-05-05"
        change(&finding)
        return ReportedDiscrepancy(
            id: id, status: .new, firstSeen: "2026-06-01", ageDays: 0, discrepancy: finding)
    }

    /// Each row comes before the next one, for one reason.
    private static let sorted: [ReportedDiscrepancy] = [
        row(.chargedNotOrdered),
        row(.toleratedDifferenceMaterial) { $0.invoiceID = "G0" },
        row(.availabilityDrift, .medium),
        row(.quantityOver, .low) { $0.invoiceID = "G4" },
        row(.quantityOver, .low) { $0.customerID = "" },
        row(.quantityOver, .low) { $0.customerID = "c4" },
        row(.quantityOver, .low) { $0.orderID = "O4" },
        row(.quantityOver, .low) { $0.lineNumber = nil },
        row(.quantityOver, .low) { $0.lineNumber = 4 },
        row(.quantityOver, .low) { $0.subscriptionID = "s4" },
        row(.quantityOver, .low) { $0.catalogItemID = "P4" },
        row(.quantityOver, .low) { $0.chargeStart = nil },
        row(.quantityOver, .low) { $0.chargeStart = "2026-05-04" },
        row(.quantityOver, .low, id: "4"),
        row(.quantityOver, .low),
        row(.quantityOver, .low) { $0.lineNumber = 40 },
        row(.quantityUnder, .low) { $0.invoiceID = "G0" },
    ]

    @Test func `Rows stand in the stated order, and it is total`() {
        let rows = DiscrepancyOrderTests.sorted
        for (left, one) in rows.enumerated() {
            for (right, other) in rows.enumerated() {
                #expect(one.precedes(other) == (left < right), "\(left) and \(right)")
            }
        }
        var shuffled = rows
        var random = SplitMix(state: 3)
        shuffled.shuffle(using: &random)
        #expect(shuffled != rows)
        #expect(shuffled.sorted { $0.precedes($1) } == rows)
    }
}
