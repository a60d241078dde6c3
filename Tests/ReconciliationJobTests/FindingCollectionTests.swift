import BillingModel
import Foundation
import ReconciliationReports
import Testing

@testable import ReconciliationJob

@Suite struct FindingCollectionTests {
    private func finding(
        _ kind: DiscrepancyClass, _ invoice: String, _ customer: String, _ order: String, billed: Amount = "1.00"
    ) -> Discrepancy {
        var finding = Discrepancy(kind)
        finding.invoiceID = invoice
        finding.customerID = customer
        finding.orderID = order
        finding.expectedAmount = .zero
        finding.billedAmount = billed
        return finding
    }

    private func rows(_ portions: [[Discrepancy]], _ history: FindingHistory? = nil) throws -> [ReportedDiscrepancy] {
        let collection = FindingCollection(folder: FileManager.default.temporaryDirectory.path)
        for portion in portions { try collection.add(portion) }
        collection.settleIdentities()
        let night = NightFindings(collection, history ?? FindingHistory(asOf: "2026-11-10"))
        try night.check()
        return Array(night.rows)
    }

    /// Texts that are equal for their first sixteen bytes, absent, not ASCII, and several of one subject.
    private var findings: [Discrepancy] {
        var findings: [Discrepancy] = []
        for kind in [DiscrepancyClass.quantityOver, .duplicateLine, .totalIdentity, .orderedNotCharged] {
            for invoice in ["", "G10", "G9"] {
                for customer in ["c1", "C1", "ü"] {
                    for order in ["", "o", "order-2026-000001-a", "order-2026-000001-b", "é"] {
                        findings.append(finding(kind, invoice, customer, order))
                    }
                }
            }
        }
        findings.append(finding(.quantityOver, "G9", "c1", "o", billed: "2.00"))
        findings.append(finding(.quantityOver, "G9", "c1", "o", billed: "3.00"))
        return findings
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the order and the ids are the reports', however the findings come`(seed: UInt64) throws {
        var random = SeededShuffle(state: seed)
        let one = try rows([findings])
        #expect(one.count == findings.count)
        #expect(zip(one, one.dropFirst()).allSatisfy { $0.precedes($1) })
        #expect(Set(one.map(\.id)).count == one.count)

        let shuffled = findings.shuffled(using: &random)
        let middle = shuffled.count / 4 * Int(seed)
        #expect(try rows([Array(shuffled[middle...]), [], Array(shuffled[..<middle])]) == one)
    }

    @Test func `every field of a finding comes back from the disk`() throws {
        var full = finding(.quantityOver, "G1", "c1", "o1", billed: "-12.34")
        full.severity = .low
        full.direction = .timing
        full.invoiceDate = "2026-11-08"
        full.documentType = "invoice"
        full.invoicePeriod = BillingPeriod("2026-10-01", "2026-10-31")
        full.customerName = "Größe & Söhne"
        full.lineNumber = -3
        full.matchedBy = .productSKU
        full.subscriptionID = "s"
        full.catalogItemID = "P:S:A"
        full.productName = "p"
        full.skuName = "k"
        full.chargeType = "new"
        full.chargeStart = "2026-10-03"
        full.chargeEnd = "2026-10-04"
        full.term = "P1Y"
        full.billingCycle = "monthly"
        full.expectedQuantity = "1.0000000000000000000001"
        full.billedQuantity = ExactDecimal(integer: -7)
        full.expectedUnitPrice = .zero
        full.billedUnitPrice = "123456789012345678.1234567890"
        full.currency = CurrencyCode("EUR")
        full.rule = "r"
        full.explanation = String(repeating: "long ", count: 2000)
        full.suggestedAction = "a"
        full.provisional = true
        full.evidence = ["a#1", "b#2"]
        full.steps = ["", "one", "two"]
        full.discriminator = "d"
        let back = try rows([[finding(.lineRejected, "", "", ""), full]])
        #expect(back.contains { $0.discrepancy == full })
    }

    @Test func `a row of an earlier night stands as it did, between tonight's`() throws {
        let collection = FindingCollection(folder: FileManager.default.temporaryDirectory.path)
        try collection.add([finding(.quantityOver, "G2", "c", "o"), finding(.quantityOver, "G9", "c", "o")])
        collection.settleIdentities()
        var earlier = ReportedDiscrepancy(
            id: "00112233445566778899", status: .resolved, firstSeen: "2026-10-01", ageDays: 40,
            discrepancy: finding(.quantityOver, "G5", "c", "o"))
        earlier.disposition = .accepted
        earlier.reviewerNote = "credited"
        earlier.reportingCurrency = CurrencyCode("CHF")
        earlier.differenceReporting = "0.95"
        try collection.add(earlier: [earlier])
        let night = NightFindings(collection, FindingHistory(asOf: "2026-11-10"))
        #expect(night.rows.map(\.discrepancy.invoiceID) == ["G2", "G5", "G9"])
        #expect(night.rows[1] == earlier)
        #expect(night.summary.counts.map(\.findings) == [2])
        #expect(night.worstOpen == .high)
    }

    @Test func `findings that cannot be kept end the run`() {
        let collection = FindingCollection(folder: "/nowhere/at/all")
        #expect(throws: JobError.self) { try collection.add([finding(.quantityOver, "G1", "c", "o")]) }
    }
}

/// The same shuffles for the same seed.
private struct SeededShuffle: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
