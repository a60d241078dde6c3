import BillingModel
import Foundation
import LedgerStore
import Testing

@testable import ReconciliationJob

@Suite("tieout verify")
struct ProofVerificationTests {
    private func verify(_ workshop: ProofWorkshop, seal: String? = nil) throws -> LedgerVerification {
        try LedgerVerification.run(ledger: workshop.ledger, rules: ProofWorkshop.repository + "/rules", seal: seal)
    }

    private func wrong(_ verification: LedgerVerification) -> [String] {
        verification.checks.filter { !$0.isGood }.map(\.name)
    }

    @Test("The ledger of the sample is proved, check by check")
    func good() throws {
        let verification = try verify(ProofWorkshop())
        #expect(
            verification.checks.map(\.name) == [
                "file", "references", "schema", "seals", "documents", "control totals", "journal",
            ])
        #expect(verification.isGood, "\(verification.lines)")
        #expect(verification.lines.last == "the ledger is proved")
    }

    @Test("A seal that was kept elsewhere must be in the ledger")
    func keptSeal() throws {
        let workshop = try ProofWorkshop()
        let seal = try #require(try Ledger(reading: workshop.ledger).verifySeals().seals.last?.digest)
        #expect(try verify(workshop, seal: seal.uppercased()).isGood)
        #expect(wrong(try verify(workshop, seal: String(seal.reversed()))) == ["seals"])
    }

    @Test("A cut ledger is not proved, whatever is left of it", arguments: [0.2, 0.6, 0.99])
    func cut(share: Double) throws {
        let workshop = try ProofWorkshop()
        let file = URL(fileURLWithPath: workshop.ledger)
        let whole = try Data(contentsOf: file)
        try whole.prefix(Int(Double(whole.count) * share)).write(to: file)
        do throws(JobError) {
            let verification = try LedgerVerification.run(ledger: workshop.ledger)
            #expect(!verification.isGood)
            #expect(verification.lines.last?.hasPrefix("the ledger is NOT proved: file: ") == true)
        } catch {
            #expect(error.exitStatus == .refused)
        }
    }

    @Test("What cannot be opened is refused with status 2")
    func refused() throws {
        let workshop = try ProofWorkshop()
        let error = #expect(throws: JobError.self) { try LedgerVerification.run(ledger: workshop.ledger + ".none") }
        #expect(error?.exitStatus == .refused)
    }
}

@Suite("Control totals against the ledger's charges")
struct ProofControlTotalsTests {
    private func books(_ change: (inout ControlTotals) -> Void) throws -> Books {
        let currency = try #require(CurrencyCode("EUR"))
        var sum = JournalSum(currency: currency, kind: .recurring)
        (sum.lines, sum.subtotal, sum.tax, sum.total) = (2, "10.00", "1.90", "11.90")
        var document = JournalDocument(invoiceID: "G1", firstSeen: "2026-11-10", header: nil)
        document.sums = [sum]
        var totals = ControlTotals(invoiceID: "G1", invoiceDate: nil, documentType: "invoice", currency: currency)
        (totals.linesRead, totals.subtotal, totals.tax, totals.total) = (2, "10.00", "1.90", "11.90")
        totals.recurring = "10.00"
        totals.buckets[.matched].lines = 2
        totals.buckets[.matched].amount = "10.00"
        change(&totals)
        var books = Books()
        books.documents = [document]
        books.lastTotals = [totals]
        return books
    }

    private typealias Change = @Sendable (inout ControlTotals) -> Void

    private static let changes: [(change: Change, fault: String?)] = [
        ({ _ in }, nil),
        ({ $0.tax = "1.91" }, "tax 1.91 EUR reported, the ledger's charges come to 1.90"),
        ({ $0.total = "11.90000000001" }, "total 11.90000000001 EUR reported, the ledger's charges come to 11.90"),
        (
            {
                $0.recurring = "0.00"; $0.usage = "10.00"
            }, "recurring 0.00 EUR reported, the ledger's charges come to 10.00"
        ),
        ({ $0.recurring = "9.00" }, "the kinds come to 9.00, the lines to 10.00"),
        ({ $0.buckets[.matched].lines = 1 }, "1 lines in the buckets, 2 read"),
        ({ $0.buckets[.unmatched].amount = "1.00" }, "the buckets come to 11.00, the lines to 10.00"),
        (
            {
                $0.linesRead = 3; $0.buckets[.matched].lines = 3
            },
            "3 lines of EUR reported, the ledger has 2 charges"
        ),
        ({ $0.invoiceID = "G2" }, "it is not in the ledger"),
        // Not read whole: earlier runs may have left more.
        (
            {
                $0.tax = "0.00"; $0.provisional = true
            }, nil
        ),
        (
            {
                $0.tax = "0.00"; $0.linesRead = 3; $0.linesRejected = 1
            }, nil
        ),
    ]

    @Test("Each figure", arguments: changes.indices)
    func figures(index: Int) throws {
        let (change, fault) = Self.changes[index]
        let check = ControlTotalsCheck(try books(change))
        #expect(check.fault?.split(separator: ": ", maxSplits: 1).last.map(String.init) == fault)
    }
}
