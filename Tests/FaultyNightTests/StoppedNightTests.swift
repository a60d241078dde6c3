import Foundation
import Testing

@Suite("SIGTERM and SIGINT end a night in good order")
struct StoppedNightTests {
    @Test(
        "At any write: its status, nothing half-written, the next night as ever",
        arguments: [(Fault.Kind.terminate, Int32(143), "SIGTERM"), (.interrupt, 130, "SIGINT")])
    func stopped(kind: Fault.Kind, status: Int32, name: String) throws {
        let first = try Night.first()
        let before = try first.reportBytes()
        let undisturbed = try Night(after: first)
        let calls = try undisturbed.calls()
        let after = try undisturbed.reportBytes()
        let facts = try LedgerFacts.text(undisturbed.ledger)
        for point in FaultPoints.choose(from: calls, atMost: 5, seed: 4) {
            let context: Comment = "\(kind) at call \(point): \(calls[point - 1])"
            let night = try Night(after: first)
            let stopped = try night.run(Fault(kind: kind, call: point))
            if stopped.status == 0 {
                // Committed when the signal came: the night is finished.
                #expect(try night.reportBytes() == after, context)
            } else {
                #expect(stopped.status == status, "\(context) \(stopped.errors)")
                #expect(stopped.errors.contains("stopped by \(name)") && stopped.errors.contains("kept"), context)
                #expect(try night.reportBytes() == before, context)
                #expect(try night.strangers() == [], context)
            }
            #expect(stopped.seconds < 10, context)
            #expect(try night.run().status == 0, context)
            #expect(try night.reportBytes() == after, context)
            #expect(try LedgerFacts.text(night.ledger) == facts, context)
            #expect(try night.fault() == nil, context)
        }
    }

    /// Where a night is when it is stopped, by a call that only this stage makes.
    static let stages: [(stage: String, place: String, reads: Bool, call: String)] = [
        ("reading orders", "/source/", true, "read /source/orders.csv"),
        ("reading invoices", "/source/", true, "/source/invoices/"),
        ("keeping documents", "/ledger/", false, "/ledger.sqlite.documents/"),
        ("committing", "/ledger/", false, "pwrite64 /ledger/ledger.sqlite-wal"),
        ("writing reports", "/reports/", false, "write /reports/.tieout-2026-11-11/report.html"),
        ("making reports visible", "/reports/", false, "rename /reports/2026-11-11"),
    ]

    @Test("In each stage", arguments: stages)
    func stage(_ stage: String, _ place: String, _ reads: Bool, _ call: String) throws {
        let first = try Night.first()
        let before = try first.reportBytes()
        let undisturbed = try Night(after: first)
        let calls = try undisturbed.calls(in: place, countingReads: reads)
        let (after, facts) = (try undisturbed.reportBytes(), try LedgerFacts.text(undisturbed.ledger))
        let point = try #require(calls.firstIndex { $0.contains(call) }, "\(calls)") + 1
        let night = try Night(after: first)
        let stopped = try night.run(Fault(kind: .terminate, call: point, countsReads: reads, place: place))
        #expect(stopped.seconds < 10)
        if ["committing", "making reports visible"].contains(stage) {
            #expect(stopped.status == 0, "a night that is being committed is finished")
        } else {
            #expect(stopped.status == 143, "\(stopped.errors)")
            #expect(stopped.errors.contains("nothing of this run was kept"), "\(stopped.errors)")
            #expect(try night.reportBytes() == before)
            #expect(try night.fault() == nil)
        }
        #expect(try night.run().status == 0)
        #expect(try night.reportBytes() == after)
        #expect(try LedgerFacts.text(night.ledger) == facts)
        #expect(try night.fault() == nil)
    }

    @Test("A write that never comes back does not keep it alive")
    func stalled() throws {
        let first = try Night.first()
        let night = try Night(after: first)
        let calls = try night.calls()
        let write = try #require(calls.firstIndex { $0.hasSuffix(".csv") })
        let fresh = try Night(after: first)
        let stopped = try fresh.run(Fault(kind: .stall, call: write + 1))
        #expect(stopped.status == 143)
        #expect(stopped.errors.contains("ended at once by SIGTERM"))
        #expect(stopped.seconds < 30)
        #expect(try fresh.run().status == 0)
        #expect(try fresh.reportBytes() == night.reportBytes())
    }
}
