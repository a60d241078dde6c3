import Foundation
import Testing

/// Broken files of every form, through the program itself: a crash, a hang, more than 3 GB of memory, an exit status
/// that means a defect, or a ledger that does not verify is a bug. The seed of a case stands in its message; with
/// `TIEOUT_FUZZ_SEED` set, that one is done alone.
@Suite("Whatever a reader is given, it ends in time, in bounded memory, and with a reason")
struct FuzzTests {
    private static let cases = FaultPoints.isLong ? 3_000 : 30
    private static let seeds: [UInt64] = {
        let only = ProcessInfo.processInfo.environment["TIEOUT_FUZZ_SEED"].flatMap { UInt64($0) }
        return only.map { [$0] } ?? (1...UInt64(cases)).map { $0 }
    }()

    /// A crash, a hang and a defect are bugs; everything else is an answer.
    private func bug(_ outcome: Program.Outcome) -> String? {
        if outcome.status > 128 { return "ended by signal \(outcome.status - 128)" }
        if ![0, 1, 2, 3].contains(outcome.status) { return "exit status \(outcome.status): \(outcome.errors)" }
        if outcome.seconds > 60 { return "took \(outcome.seconds) s" }
        if outcome.status == 2, outcome.errors.isEmpty { return "refused without a reason" }
        return nil
    }

    /// Runs the program with a limit on its memory.
    private func tieout(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Program.Outcome {
        let shell = Program("/bin/sh")
        let path = try Program.tieout.path
        return try shell.run(
            ["-c", "ulimit -v 3000000; exec \"$0\" \"$@\"", path] + arguments, environment: environment)
    }

    /// The files of one form each, of the shipped sample.
    private static let forms = [
        "invoices.json", "balance.json", "summaries.json", "orders.csv", "manifest.json", "part-", "page-", ".csv",
    ]

    /// One night over a sample in which files of some forms are broken.
    private func night(_ mutator: inout Mutator, _ environment: [String: String] = [:]) throws -> String? {
        let night = try Night()
        let all = try FileManager.default.subpathsOfDirectory(atPath: night.folder / "source").sorted()
        for form in Self.forms where mutator.number(below: 2) == 0 {
            let files = all.filter { $0.contains(form) && !$0.hasSuffix(".md") }
            guard !files.isEmpty else { continue }
            let url = URL(fileURLWithPath: night.folder / "source/\(mutator.pick(files))")
            try Data(mutator.mutate([UInt8](Data(contentsOf: url)))).write(to: url)
        }
        var values = environment
        if !values.isEmpty { values["FAULT_ROOT"] = night.folder / "source" }
        if let bug = bug(try tieout(night.arguments, values)) { return bug }
        guard FileManager.default.fileExists(atPath: night.ledger) else { return nil }
        let verified = try tieout(["verify", "--ledger", night.ledger])
        let isEmpty = verified.errors.contains("older tieout")
        return verified.status == 0 || isEmpty ? nil : "the ledger does not verify: \(verified.errors)"
    }

    @Test("Snapshots and order books", arguments: seeds)
    func snapshots(seed: UInt64) throws {
        var mutator = Mutator(seed: seed)
        let bug = try night(&mutator)
        #expect(bug == nil, "TIEOUT_FUZZ_SEED=\(seed)")
    }

    /// Public documents of each form, where a night looks for them.
    @Test("Reference rates, e-invoices, bank statements and a folder of decisions", arguments: seeds)
    func documents(seed: UInt64) throws {
        var mutator = Mutator(seed: seed &+ 2_000_000)
        let night = try Night()
        let fixtures = Night.samples + "/../Tests/XMLDocumentsTests/Fixtures/"
        func put(_ forms: [String], _ target: String) throws {
            let form = mutator.pick(forms)
            let name = mutator.pick(try FileManager.default.contentsOfDirectory(atPath: fixtures + form).sorted())
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: fixtures + form + "/" + name)))
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(mutator.mutate(bytes)).write(to: URL(fileURLWithPath: target))
        }
        try put(["ubl", "cii", "security"], night.folder / "source/invoices/G041870112/invoice.xml")
        try put(
            ["ecb", "hmrc"].filter { FileManager.default.fileExists(atPath: fixtures + $0) },
            night.folder / "rates/a.xml")
        try put(["camt"], night.folder / "bank/b.xml")
        try FileManager.default.createDirectory(atPath: night.folder / "reviews", withIntermediateDirectories: true)
        let decisions =
            "discrepancy_id,disposition,reviewer_note,difference\n\(try Self.ledger.get().finding),disputed,asked,20\n"
        try Data(mutator.mutate(Array(decisions.utf8)))
            .write(to: URL(fileURLWithPath: night.folder / "reviews/decisions.csv"))
        let outcome = try tieout(
            night.arguments + [
                "--rates", night.folder / "rates", "--statements", night.folder / "bank", "--payment-terms", "30",
                "--reporting-currency", "EUR", "--reviews", night.folder / "reviews",
            ])
        #expect(bug(outcome) == nil, "TIEOUT_FUZZ_SEED=\(seed)")
        if FileManager.default.fileExists(atPath: night.ledger) {
            let verified = try tieout(["verify", "--ledger", night.ledger])
            let isEmpty = verified.errors.contains("older tieout")
            #expect(verified.status == 0 || isEmpty, "TIEOUT_FUZZ_SEED=\(seed) \(verified.errors)")
        }
    }

    @Test("Rules, configuration and decisions", arguments: seeds)
    func settings(seed: UInt64) throws {
        var mutator = Mutator(seed: seed &+ 1_000_000)
        let folder = try TemporaryFolder()
        let rules = Night.samples + "/../rules"
        try FileManager.default.copyItem(atPath: rules, toPath: folder / "rules")
        let file = folder / "rules/" + mutator.pick(try FileManager.default.contentsOfDirectory(atPath: rules).sorted())
        let text = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
        try Data(mutator.mutate(text)).write(to: URL(fileURLWithPath: file))
        let checked = try tieout(["rules", "check", "--rules", folder / "rules"])
        #expect(bug(checked) == nil, "TIEOUT_FUZZ_SEED=\(seed) rules")

        let configuration = """
            source: \(Night.samples)
            orders: [\(Night.samples)/orders.csv]
            ledger: \(folder / "ledger.sqlite")
            reports: \(folder / "reports")
            as_of: 2026-11-10
            fail_on: high
            matches: true
            partner_center:
              tenant_id: contoso
            """
        let broken = Data(mutator.mutate(Array(configuration.utf8)))
        try broken.write(to: URL(fileURLWithPath: folder / "tieout.yaml"))
        let configured = try tieout(["run", "--config", folder / "tieout.yaml", "--dry-run"])
        #expect(bug(configured) == nil, "TIEOUT_FUZZ_SEED=\(seed) configuration")

        let ledger = try Self.ledger.get()
        let decisions = #"""
            discrepancy_id,disposition,reviewer_note,difference,currency
            \#(ledger.finding),disputed,asked,20.00,USD
            \#(ledger.finding),accepted,"fine, ""then""",,
            """#
        try Data(mutator.mutate(Array(decisions.utf8))).write(to: URL(fileURLWithPath: folder / "decisions.csv"))
        try FileManager.default.copyItem(atPath: ledger.night.ledger, toPath: folder / "ledger.sqlite")
        let reviewed = try tieout(["review", folder / "decisions.csv", "--ledger", folder / "ledger.sqlite"])
        #expect(bug(reviewed) == nil, "TIEOUT_FUZZ_SEED=\(seed) decisions")
    }

    private static let ledger = Result {
        let night = try Night()
        let outcome = try night.run(arguments: ["--no-keep-documents"])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let text = try String(contentsOfFile: night.reports + "/2026-11-10/discrepancies.csv", encoding: .utf8)
        let first = try #require(text.split(whereSeparator: \.isNewline).dropFirst().first)
        return (night: night, finding: String(first.prefix { $0 != "," }))
    }

    @Test("It finds a bug that is there: a reader that dies of a number with thirty nines")
    func canary() throws {
        var environment = try Fault(kind: .kill, call: 0).environment(under: "")
        environment["FAULT_CANARY"] = String(repeating: "9", count: 30)
        var found: UInt64?
        for seed in 1...UInt64(200) where found == nil {
            var mutator = Mutator(seed: seed)
            if let bug = try night(&mutator, environment), bug.contains("signal") { found = seed }
        }
        #expect(found != nil)
    }
}
