import Foundation
import Testing

@Suite("A night that is killed while it writes is made up for by the next one")
struct KilledNightTests {
    /// What two nights come to when nothing goes wrong.
    private static let undisturbed = Result { try Undisturbed() }

    struct Undisturbed: Sendable {
        let first: Night
        let firstCalls: [String]
        let secondCalls: [String]
        let firstReports: [String: Data]
        let reports: [String: Data]
        let facts: [String]

        init() throws {
            let fresh = try Night()
            firstCalls = try fresh.calls()
            first = try Night.first()
            firstReports = try first.reportBytes()
            let second = try Night(after: first)
            secondCalls = try second.calls()
            reports = try second.reportBytes()
            facts = try LedgerFacts.text(second.ledger)
        }
    }

    @Test("The second night, at each of its writes", arguments: [Fault.Kind.kill, .tear])
    func secondNight(kind: Fault.Kind) throws {
        let expected = try Self.undisturbed.get()
        let points = FaultPoints.choose(from: expected.secondCalls, atMost: 10, seed: kind == .kill ? 1 : 2)
        for point in points {
            let fault = Fault(kind: kind, call: point)
            let context: Comment = "\(fault): \(expected.secondCalls[point - 1])"
            let night = try Night(after: expected.first)
            let killed = try night.run(fault)
            // A torn call that is no write goes through.
            #expect(killed.status == 137 || kind == .tear, context)
            try expectWholeNights(night, expected, context)
            let repeated = try night.run()
            #expect(repeated.status == 0, "\(context) \(repeated.errors)")
            #expect(try night.reportBytes() == expected.reports, context)
            #expect(try LedgerFacts.text(night.ledger) == expected.facts, context)
            #expect(try night.fault() == nil, context)
            #expect(try night.strangers() == [], context)
        }
    }

    @Test("The very first night, at each of its writes")
    func firstNight() throws {
        let undisturbed = try Night()
        _ = try undisturbed.run()
        let reports = try undisturbed.reportBytes()
        let facts = try LedgerFacts.text(undisturbed.ledger)
        let calls = try Self.undisturbed.get().firstCalls
        for point in FaultPoints.choose(from: calls, atMost: 8, seed: 3) {
            let fault = Fault(kind: .kill, call: point)
            let context: Comment = "\(fault): \(calls[point - 1])"
            let night = try Night()
            #expect(try night.run(fault).status == 137, context)
            let repeated = try night.run()
            #expect(repeated.status == 0, "\(context) \(repeated.errors)")
            #expect(try night.reportBytes() == reports, context)
            #expect(try LedgerFacts.text(night.ledger) == facts, context)
            #expect(try night.fault() == nil, context)
            #expect(try night.strangers() == [], context)
        }
    }

    /// Killed again and again, each time a little later.
    @Test("A night that is killed many times in a row")
    func stubborn() throws {
        let expected = try Self.undisturbed.get()
        let night = try Night(after: expected.first)
        let step = FaultPoints.isLong ? 3 : 40
        for point in stride(from: 1, to: expected.secondCalls.count, by: step) {
            _ = try night.run(Fault(kind: .kill, call: point))
        }
        #expect(try night.run().status == 0)
        #expect(try night.reportBytes() == expected.reports)
        #expect(try LedgerFacts.text(night.ledger) == expected.facts)
        #expect(try night.fault() == nil)
    }

    @Test("Taking in decisions, at each of its writes", arguments: [Fault.Kind.kill, .tear])
    func review(kind: Fault.Kind) throws {
        let expected = try Self.undisturbed.get()
        let undisturbed = try Night(after: expected.first)
        let calls = try undisturbed.reviewCalls()
        #expect(try undisturbed.run().status == 0)
        let (reports, facts) = (try undisturbed.reportBytes(), try LedgerFacts.text(undisturbed.ledger))
        #expect(facts.contains { $0.hasPrefix("decisions ") && $0.contains("disputed") })
        for point in FaultPoints.choose(from: calls, atMost: 8, seed: kind == .kill ? 8 : 9) {
            let fault = Fault(kind: kind, call: point)
            let context: Comment = "\(fault): \(calls[point - 1])"
            let night = try Night(after: expected.first)
            let killed = try night.review(fault)
            #expect(killed.status == 137 || kind == .tear, context)
            let repeated = try night.review()
            #expect(repeated.status == 0, "\(context) \(repeated.errors)")
            #expect(try night.run().status == 0, context)
            #expect(try night.reportBytes() == reports, context)
            #expect(try LedgerFacts.text(night.ledger) == facts, context)
            #expect(try night.fault() == nil, context)
            #expect(try night.strangers() == [], context)
        }
        print("killed: \(calls.count) points of a review, \(expected.secondCalls.count) of a night")
    }

    /// Before the next run: the folders of reports are those of whole nights.
    private func expectWholeNights(_ night: Night, _ expected: Undisturbed, _ context: Comment) throws {
        let visible = try night.reportBytes().filter { !$0.key.hasPrefix(".tieout") && $0.key != "latest" }
        let first = expected.firstReports.filter { $0.key != "latest" }
        let both = expected.reports.filter { $0.key != "latest" }
        #expect(visible == first || visible == both, context)
    }
}

extension Night {
    /// Takes in decisions about two findings of the first night.
    func review(_ fault: Fault? = nil, log: String? = nil) throws -> Program.Outcome {
        let rows = try String(contentsOfFile: reports + "/2026-11-10/discrepancies.csv", encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().prefix(2).map { $0.prefix { $0 != "," } }
        let file = folder / "decisions.csv"
        try "discrepancy_id,disposition,reviewer_note\n\(rows[0]),disputed,asked\n\(rows[1]),accepted,known\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        return try Program.tieout.run(
            ["review", file, "--ledger", ledger, "--reviewer", "anna"],
            environment: try fault?.environment(under: folder.path, log: log) ?? [:])
    }

    /// The calls of an undisturbed review that change files.
    fileprivate func reviewCalls() throws -> [String] {
        let log = folder / "calls"
        let outcome = try review(Fault(kind: .kill, call: 0), log: log)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try String(contentsOfFile: log, encoding: .utf8).replacing(folder.path, with: "")
            .split(separator: "\n").map(String.init)
    }

    /// Files beside the ledger that belong to nobody.
    func strangers() throws -> [String] {
        let name = "ledger.sqlite"
        let known = ["", ".lock", "-wal", "-shm", ".documents"].map { name + $0 }
        return try FileManager.default.contentsOfDirectory(atPath: folder / "ledger").filter { !known.contains($0) }
    }
}
