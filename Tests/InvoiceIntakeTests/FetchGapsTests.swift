import BillingModel
import Testing

@testable import InvoiceIntake

@Suite("Gaps that the fetch has noted in the snapshot")
struct FetchGapsTests {
    /// Reads a snapshot of one invoice with whole lines and this list of gaps.
    private func read(gaps: String) throws -> SnapshotReading {
        let disk = try snapshot(["reconciliation/part-0.json": LineFiles.blob([BilledLine()])])
        return try readSnapshot(disk.write(gaps, to: "gaps.json")).reading
    }

    @Test func `make an invoice incomplete although its lines of an earlier night are whole`() throws {
        let reading = try read(
            gaps: #"{"gaps":[{"invoice":"G1","part":"charges","reason":"HTTP 503"}]}"#)
        #expect(reading.invoices[0].lines == 1)
        #expect(!reading.invoices[0].isComplete)
        #expect(reading.invoices[0].problems.map(\.reason) == ["not fetched whole: HTTP 503"])
        #expect(reading.invoices[0].problems.map(\.location) == ["gaps.json"])
        #expect(!reading.isFetchedInPart)
    }

    @Test func `of daily usage leave the charges whole`() throws {
        let reading = try read(gaps: #"{"gaps":[{"invoice":"g1","part":"usage","reason":"late"}]}"#)
        #expect(reading.invoices[0].isComplete)
        #expect(!reading.invoices[0].usageIsComplete)
    }

    @Test(arguments: [
        (#"{"gaps":[{"invoice":null,"part":"orders","reason":"orders of c: HTTP 500"}]}"#, "orders of c: HTTP 500"),
        (#"{"gaps":"#, "not a whole JSON document"), ("[]", "holds no list of gaps"), ("{}", "holds no list of gaps"),
    ])
    func `that are no invoice's, or that do not read, are a warning and leave the night incomplete`(
        gaps: String, message: String
    ) throws {
        let reading = try read(gaps: gaps)
        #expect(reading.isFetchedInPart)
        #expect(reading.invoices[0].isComplete)
        #expect(reading.findings.contains { $0.location == "gaps.json" && $0.message.contains(message) })
    }
}
