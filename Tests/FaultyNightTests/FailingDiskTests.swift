import Foundation
import Testing

@Suite("A call that fails is told, keeps nothing half, and the next night makes up for it")
struct FailingDiskTests {
    @Test(arguments: [
        (Fault.Kind.noSpace, "space", true), (.tooManyFiles, "", false), (.inputOutput, "", false),
        (.accessDenied, "", false),
    ])
    func `at each write of the second night`(kind: Fault.Kind, word: String, stays: Bool) throws {
        let first = try Night.first()
        let before = try first.reportBytes()
        let undisturbed = try Night(after: first)
        let calls = try undisturbed.calls()
        let after = try undisturbed.reportBytes()
        let facts = try LedgerFacts.text(undisturbed.ledger)
        for point in FaultPoints.choose(from: calls, atMost: 6, seed: 5) {
            let fault = Fault(kind: kind, call: point, stays: stays)
            let context: Comment = "\(fault): \(calls[point - 1])"
            let night = try Night(after: first)
            let failed = try night.run(fault)
            // What the system refuses is never a mistake of the user's (2), whatever file it was about.
            #expect([0, 3].contains(failed.status), "\(context): \(failed.status) \(failed.errors)")
            if failed.status != 0 {
                #expect(failed.errors.hasPrefix("tieout: "), "\(context) \(failed.errors)")
                #expect(word.isEmpty || failed.errors.lowercased().contains(word), "\(context) \(failed.errors)")
            }
            let left = try night.reportBytes().filter { !$0.key.hasPrefix(".tieout") && $0.key != "latest" }
            #expect(
                left == before.filter { $0.key != "latest" } || left == after.filter { $0.key != "latest" }, context)
            let repeated = try night.run()
            #expect(repeated.status == 0, "\(context) \(repeated.errors)")
            #expect(try night.reportBytes() == after, context)
            #expect(try LedgerFacts.text(night.ledger) == facts, context)
            #expect(try night.fault() == nil, context)
        }
    }

    @Test("A source that cannot be read makes the night incomplete or refused, never wrong")
    func unreadable() throws {
        let first = try Night.first()
        let undisturbed = try Night(after: first)
        let calls = try undisturbed.calls(in: "/source/", countingReads: true)
        let after = try undisturbed.reportBytes()
        let sources = calls.indices.filter { calls[$0].hasPrefix("read ") }
        try #require(!sources.isEmpty)
        var random = SeededNumbers(seed: 6)
        for index in FaultPoints.isLong ? sources : Array(sources.shuffled(using: &random).prefix(8)) {
            let fault = Fault(kind: .inputOutput, call: index + 1, countsReads: true, place: "/source/")
            let night = try Night(after: first)
            let failed = try night.run(fault)
            // 0: a document that nothing depends on; the night goes on without it and says so.
            #expect([0, 2, 3].contains(failed.status), "\(fault): \(calls[index]): \(failed.status) \(failed.errors)")
            let record = try? String(contentsOfFile: night.reports + "/2026-11-11/run.json", encoding: .utf8)
            let book = try? String(contentsOfFile: night.reports + "/2026-11-11/discrepancies.csv", encoding: .utf8)
            let told = [failed.errors, record ?? "", book ?? ""]
            #expect(told.contains { $0.contains("Input/output error") }, "\(calls[index]) \(failed.errors)")
            #expect(try night.run().status == 0)
            #expect(try night.reportBytes() == after, "\(fault): \(calls[index])")
        }
    }
}
