import BillingModel
import Testing

@testable import LedgerStore

@Suite("Findings from night to night")
struct FindingHistoryTests {
    private func finding(
        _ id: String, billed: Amount = "12.00", status: DiscrepancyStatus = .open,
        firstSeen: CalendarDate = "2026-10-10"
    ) -> ReportedDiscrepancy {
        var discrepancy = Discrepancy(.quantityOver)
        discrepancy.invoiceID = "G1"
        discrepancy.expectedAmount = "10.00"
        discrepancy.billedAmount = billed
        return ReportedDiscrepancy(id: id, status: status, firstSeen: firstSeen, ageDays: 3, discrepancy: discrepancy)
    }

    private func post(_ findings: [ReportedDiscrepancy], _ asOf: CalendarDate, to ledger: Ledger) throws {
        let run = try ledger.beginRun(.test(asOf))
        try run.replaceDiscrepancies(RowList(findings))
        try run.commit(.test)
    }

    @Test("The last night before a date is what counts, also when it found nothing")
    func previous() throws {
        let ledger = try TestLedger()
        let open = try ledger.open()
        try post([finding("a"), finding("b", status: .accepted)], "2026-10-10", to: open)
        try post([finding("a", billed: "13.00")], "2026-10-11", to: open)
        try post([], "2026-10-12", to: open)
        #expect(try open.findings(before: "2026-10-10") == [:])
        let first = try open.findings(before: "2026-10-11")
        #expect(first.keys.sorted() == ["a", "b"])
        #expect(first["b"]?.status == .accepted)
        #expect(first["a"]?.difference == "2.00")
        #expect(first["a"]?.firstSeen == "2026-10-10")
        #expect(try open.findings(before: "2026-10-12").mapValues(\.difference) == ["a": "3.00"])
        #expect(try open.findings(before: "2026-12-31") == [:])
    }

    @Test("Replacing a night leaves the others alone")
    func replace() throws {
        let test = try TestLedger()
        let ledger = try test.open()
        try post([finding("a"), finding("b")], "2026-10-10", to: ledger)
        try post([finding("b"), finding("c")], "2026-10-11", to: ledger)
        try post([finding("d")], "2026-10-11", to: ledger)
        #expect(try ledger.discrepancies(asOf: "2026-10-10").map(\.id) == ["a", "b"])
        #expect(try ledger.discrepancies(asOf: "2026-10-11").map(\.id) == ["d"])
        #expect(try ledger.discrepancy(id: "b")?.asOf == "2026-10-10")
        #expect(try ledger.discrepancy(id: "c") == nil)
    }

    @Test("The rows of those that have gone come whole and in order")
    func gone() throws {
        let test = try TestLedger()
        let ledger = try test.open()
        try post([finding("c"), finding("a"), finding("b")], "2026-10-10", to: ledger)
        let places = try ledger.previousPlaces(before: "2026-10-11") { $0 != "a" }
        let gone = try ledger.previousDiscrepancies(before: "2026-10-11", at: places)
        #expect(gone == [finding("c"), finding("b")])
    }

    @Test("Every field comes back as it was")
    func roundTrip() throws {
        var full = Discrepancy(.cycleMissing, severity: .low)
        full.direction = .timing
        full.invoiceID = "G1"
        full.invoiceDate = "2026-11-08"
        full.documentType = "invoice"
        full.invoicePeriod = BillingPeriod("2026-10-01", "2026-10-31")
        full.customerID = "customer-1"
        full.customerName = "Brüder \"Grimm\" & Söhne\n"
        full.orderID = "order-1"
        full.lineNumber = 2
        full.matchedBy = .alternateID
        full.subscriptionID = "subscription-1"
        full.catalogItemID = "P:S:A"
        full.productName = "product"
        full.skuName = "SKU"
        full.chargeType = "renew"
        full.chargeStart = "2026-10-01"
        full.chargeEnd = "2026-10-31"
        full.term = "P1Y"
        full.billingCycle = "monthly"
        full.expectedQuantity = "2"
        full.billedQuantity = "2.123456789"
        full.expectedUnitPrice = "1.0000000000000000000001"
        full.billedUnitPrice = "2"
        full.currency = .eur
        full.expectedAmount = "0.0000000000000000000001"
        full.billedAmount = "-12"
        full.rule = "rule"
        full.explanation = "why"
        full.suggestedAction = "what"
        full.provisional = true
        full.evidence = ["invoices/G1/part,1.json#7", "a\"b\\c\u{1}\u{7F}\t\r\nü"]
        full.steps = ["1 × 2 = 2"]
        full.discriminator = "EUR"
        var reported = ReportedDiscrepancy(
            id: "x", status: .awaitingCredit, firstSeen: "2026-09-01", ageDays: 40, discrepancy: full)
        reported.reportingCurrency = .usd
        reported.differenceReporting = "-13.5"
        reported.disposition = .disputed
        reported.reviewerNote = "asked"
        let empty = ReportedDiscrepancy(
            id: "y", status: .new, firstSeen: "2026-10-10", ageDays: 0, discrepancy: Discrepancy(.overdue))

        let test = try TestLedger()
        let ledger = try test.open()
        try post([reported, empty], "2026-10-10", to: ledger)
        #expect(try ledger.discrepancies(asOf: "2026-10-10") == [reported, empty])
        #expect(
            try test.number("SELECT json_array_length(evidence) FROM discrepancies WHERE discrepancy_id = 'x'") == 2)
    }

    @Test("Two findings of one id are refused")
    func duplicate() throws {
        let test = try TestLedger()
        let run = try test.open().beginRun(.test("2026-10-10"))
        #expect(throws: LedgerError.duplicateDiscrepancy(id: "a")) {
            try run.replaceDiscrepancies([finding("a"), finding("a")])
        }
    }

    @Test("Control totals come back as they were, sums beyond the limit of single amounts included")
    func controlTotals() throws {
        var totals = ControlTotals(invoiceID: "G1", invoiceDate: "2026-11-08", documentType: "invoice", currency: .eur)
        totals.linesRead = 7
        totals.linesRejected = 1
        totals.subtotal = Amount(units: 999_999_999_999_999_999_999_999_999_999_999_999)
        totals.tax = "1.5"
        totals.total = "2"
        totals.headerTotal = "-3"
        totals.oneTime = "4"
        totals.recurring = "5"
        totals.usage = "0.0000000000000000000001"
        totals.credits = "-7"
        for (index, bucket) in Bucket.allCases.enumerated() {
            totals.buckets[bucket].lines = index
            totals.buckets[bucket].amount = Amount(cents: index * 100 + 1)
        }
        totals.provisional = true
        let bare = ControlTotals(invoiceID: "G2", invoiceDate: nil, documentType: "", currency: .usd)
        let test = try TestLedger()
        let ledger = try test.open()
        for rows in [[bare], [totals, bare]] {
            let run = try ledger.beginRun(.test("2026-10-10"))
            try run.replaceControlTotals(rows)
            try run.commit(.test)
        }
        #expect(try ledger.controlTotals(asOf: "2026-10-10") == [totals, bare])
    }
}

extension Ledger {
    /// The findings of the night before a date, by id.
    fileprivate func findings(before date: CalendarDate) throws -> [String: FindingState] {
        var findings: [String: FindingState] = [:]
        try forEachPreviousFinding(before: date) { findings[$0] = $1 }
        return findings
    }
}
