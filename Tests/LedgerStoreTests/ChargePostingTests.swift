import BillingModel
import Testing

@testable import LedgerStore

@Suite("Posting charges")
struct ChargePostingTests {
    private static let october: CalendarDate = "2026-10-10"
    private static let november: CalendarDate = "2026-11-10"
    private static let december: CalendarDate = "2026-12-10"

    /// First night, second night, and what the second one does to the ledger.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let first: [Amount]
        let second: [Amount]
        let posted: Int
        let already: Int
        let restated: Int
        let withdrawn: Int
        let current: Amount
    }

    static let cases = [
        Case(
            testDescription: "the same lines add nothing", first: ["10", "20"], second: ["10", "20"],
            posted: 0, already: 2, restated: 0, withdrawn: 0, current: "30"),
        Case(
            testDescription: "in another order they add nothing", first: ["10", "20"], second: ["20", "10"],
            posted: 0, already: 2, restated: 0, withdrawn: 0, current: "30"),
        Case(
            testDescription: "another amount restates", first: ["10"], second: ["12.5"],
            posted: 1, already: 0, restated: 1, withdrawn: 0, current: "12.5"),
        Case(
            testDescription: "a line more is new", first: ["10"], second: ["10", "12"],
            posted: 1, already: 1, restated: 0, withdrawn: 0, current: "22"),
        Case(
            testDescription: "a line less is withdrawn", first: ["10", "12"], second: ["10"],
            posted: 0, already: 1, restated: 0, withdrawn: 1, current: "10"),
        Case(
            testDescription: "equal lines are counted: a third one is new", first: ["10", "10"],
            second: ["10", "10", "10"], posted: 1, already: 2, restated: 0, withdrawn: 0, current: "30"),
        Case(
            testDescription: "equal lines are counted: one less is withdrawn", first: ["10", "10", "10"],
            second: ["10", "10"], posted: 0, already: 2, restated: 0, withdrawn: 1, current: "20"),
        Case(
            testDescription: "of several the smaller restates the smaller", first: ["10", "20"], second: ["21", "11"],
            posted: 2, already: 0, restated: 2, withdrawn: 0, current: "32"),
        Case(
            testDescription: "a credit does not restate a charge", first: ["10"], second: ["-10"],
            posted: 1, already: 0, restated: 0, withdrawn: 1, current: "-10"),
        Case(
            testDescription: "nothing any more withdraws all", first: ["10", "20"], second: [],
            posted: 0, already: 0, restated: 0, withdrawn: 2, current: "0"),
    ]

    @Test("A line that comes again", arguments: cases)
    func again(_ test: Case) throws {
        let ledger = try TestLedger()
        try ledger.night(Self.october, Night([("G1", test.first.map { Line("order-1", $0) })]))
        let summary = try ledger.night(Self.november, Night([("G1", test.second.map { Line("order-1", $0) })]))
        #expect(summary.chargesPosted == test.posted)
        #expect(summary.chargesAlreadyPosted == test.already)
        #expect(summary.chargesRestated == test.restated)
        #expect(summary.chargesWithdrawn == test.withdrawn)
        let totals = try ledger.open().currentTotals(ofInvoice: "G1")
        #expect((totals[.eur]?.subtotal ?? .zero) == test.current)

        // The second night once more changes nothing.
        let repeated = try ledger.night(Self.november, Night([("G1", test.second.map { Line("order-1", $0) })]))
        #expect(repeated.chargesPosted == 0)
        #expect(repeated.chargesRestated == 0)
        #expect(repeated.chargesWithdrawn == 0)
    }

    @Test("Only lines of one order and item restate each other")
    func otherSubject() throws {
        let ledger = try TestLedger()
        try ledger.night(Self.october, Night([("G1", [Line("order-1", "10")])]))
        let summary = try ledger.night(Self.november, Night([("G1", [Line("order-2", "12")])]))
        #expect(summary.chargesPosted == 1)
        #expect(summary.chargesRestated == 0)
        #expect(summary.chargesWithdrawn == 1)
    }

    @Test("Of an invoice that was not read whole nothing is gone, and nothing is restated")
    func incomplete() throws {
        let ledger = try TestLedger()
        try ledger.night(Self.october, Night([("G1", [Line("order-1", "10"), Line("order-2", "20")])]))
        let cut = try ledger.night(Self.november, Night([("G1", [Line("order-1", "11")])]), readWhole: false)
        #expect(cut.chargesPosted == 1)
        #expect(cut.chargesRestated == 0)
        #expect(cut.chargesWithdrawn == 0)
        // Read whole, the old line is gone for good.
        let whole = try ledger.night(
            Self.december, Night([("G1", [Line("order-1", "11"), Line("order-2", "20")])]))
        #expect(whole.chargesAlreadyPosted == 2)
        #expect(whole.chargesWithdrawn == 1)
        #expect(try ledger.open().currentTotals(ofInvoice: "G1")[.eur]?.subtotal == "31")
    }

    @Test("An invoice that the snapshot no longer has keeps its charges")
    func absent() throws {
        let ledger = try TestLedger()
        try ledger.night(Self.october, Night([("G1", [Line("order-1", "10")])]))
        let summary = try ledger.night(Self.november, Night([("G2", [Line("order-1", "10")])]))
        #expect(summary.chargesPosted == 1)
        #expect(summary.chargesWithdrawn == 0)
        #expect(try ledger.open().currentTotals(ofInvoice: "G1")[.eur]?.subtotal == "10")
    }

    @Test("A withdrawn line that comes back is a charge again, and no longer gone")
    func returned() throws {
        let ledger = try TestLedger()
        let both = Night([("G1", [Line("order-1", "10"), Line("order-2", "20")])])
        try ledger.night(Self.october, both)
        try ledger.night(Self.november, Night([("G1", [Line("order-1", "10")])]))
        let back = try ledger.night(Self.december, both)
        #expect(back.chargesPosted == 1)
        #expect(back.chargesAlreadyPosted == 1)
        let open = try ledger.open()
        #expect(try open.currentTotals(ofInvoice: "G1")[.eur]?.subtotal == "30")
        #expect(try open.withdrawals(asOf: Self.november, invoices: ["G1"]).map(\.orderID) == ["order-2"])
        #expect(try open.withdrawals(asOf: Self.december, invoices: ["G1"]) == [])
        #expect(try open.restatements(asOf: Self.december, invoices: ["G1"]) == [])
    }

    @Test("Rated usage is no charge")
    func ratedUsage() throws {
        let ledger = try TestLedger()
        let rated = Line().with { $0.change = { $0.form = .ratedUsage } }
        let summary = try ledger.night(Self.october, Night([("G1", [Line(), rated])]))
        #expect(summary.chargesPosted == 1)
        #expect(try ledger.number("SELECT count(*) FROM charges") == 1)
    }

    @Test(
        "A full batch and a remainder, over several batches and documents, arrive in order",
        arguments: [1, 15, 16, 17, 40])
    func remainders(count: Int) throws {
        let ledger = try TestLedger()
        var night = Night([
            ("G1", (0..<count).map { Line("order-\($0)") }), ("G2", (0..<count).map { Line("b-\($0)") }),
        ])
        night.batchSize = 7
        try ledger.night(Self.october, night)
        let orders = try ledger.texts("SELECT order_id FROM charges ORDER BY charge_no")
        #expect(orders == (0..<count).map { "order-\($0)" } + (0..<count).map { "b-\($0)" })
        #expect(try ledger.number("SELECT sum(length(fingerprints)) FROM charge_fingerprints") == 2 * count * 24)
        #expect(try ledger.night(Self.october, night).chargesAlreadyPosted == 2 * count)
    }

    @Test("Lines of an unregistered invoice are refused")
    func unknownInvoice() throws {
        let ledger = try TestLedger()
        let run = try ledger.open().beginRun(.test(Self.october))
        try run.register(invoices: ["G1"])
        #expect(throws: LedgerError.unknownInvoice(position: 1)) {
            try run.post(lines: Line.batch([Line()], invoice: 1))
        }
    }

    @Test("An invoice is registered once")
    func registeredTwice() throws {
        let ledger = try TestLedger()
        let run = try ledger.open().beginRun(.test(Self.october))
        #expect(throws: LedgerError.duplicateInvoice(id: "G1")) { try run.register(invoices: ["G1", "G2", "G1"]) }
    }

    @Test("A run that failed takes nothing more and leaves nothing")
    func failed() throws {
        let ledger = try TestLedger()
        let run = try ledger.open().beginRun(.test(Self.october))
        try run.register(invoices: ["G1"])
        let good = Line()
        let stray = Line("order-2").with { $0.change = { $0.invoice = InvoiceIndex(5) } }
        #expect(throws: LedgerError.unknownInvoice(position: 5)) { try run.post(lines: Line.batch([good, stray])) }
        #expect(throws: LedgerError.runEnded) { try run.post(lines: Line.batch([good])) }
        #expect(throws: LedgerError.runEnded) { try run.commit(.test) }
        #expect(try ledger.number("SELECT count(*) FROM charges") == 0)
        #expect(try ledger.night(Self.october, Night([("G1", [good])])).chargesPosted == 1)
    }

    @Test("Coming back to an invoice is refused")
    func notContiguous() throws {
        let ledger = try TestLedger()
        let run = try ledger.open().beginRun(.test(Self.october))
        try run.register(invoices: ["G1", "G2"])
        try run.post(lines: Line.batch([Line()], invoice: 0))
        try run.post(lines: Line.batch([Line()], invoice: 1))
        #expect(throws: LedgerError.linesNotContiguous(invoiceID: "G1")) {
            try run.post(lines: Line.batch([Line()], invoice: 0))
        }
    }
}
