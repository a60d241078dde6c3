import Foundation
import Testing

@Suite("A past run's reports come out again, byte for byte, from what was kept")
struct ReplayTests {
    /// Two nights, decisions in between, and a third night after them.
    private static let nights = Result { try threeNights() }

    private static func threeNights() throws -> Night {
        let first = try Night.first()
        var night = try Night(after: first)
        try require(try night.run())
        let text = try String(contentsOfFile: night.reports + "/2026-11-11/discrepancies.csv", encoding: .utf8)
        let id = try #require(text.split(whereSeparator: \.isNewline).dropFirst().first?.prefix { $0 != "," })
        let decisions = night.folder / "decisions.csv"
        try "discrepancy_id,disposition,reviewer_note\n\(id),disputed,asked\n"
            .write(toFile: decisions, atomically: true, encoding: .utf8)
        try require(try Program.tieout.run(["review", decisions, "--ledger", night.ledger]))
        night.asOf = "2026-11-12"
        let rates = night.folder / "ecb/rates.xml"
        try FileManager.default.createDirectory(atPath: night.folder / "ecb", withIntermediateDirectories: true)
        try Self.rates.write(toFile: rates, atomically: true, encoding: .utf8)
        try require(
            try night.run(arguments: [
                "--xlsx", "--split-by", "customer", "--fail-on", "high", "--rates", night.folder / "ecb",
                "--reporting-currency", "EUR", "--payment-terms", "30",
            ]), 1)
        return night
    }

    private static let rates = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
        xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        <gesmes:subject>Reference rates</gesmes:subject>
        <Cube><Cube time='2026-11-11'><Cube currency='USD' rate='1.0855'/><Cube currency='GBP' rate='0.8412'/></Cube></Cube>
        </gesmes:Envelope>
        """

    private static func require(_ outcome: Program.Outcome, _ status: Int32 = 0) throws {
        try #require(outcome.status == status, "\(outcome.errors)")
    }

    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            files[name] = FileManager.default.contents(atPath: folder + "/" + name)
        }
        return files
    }

    @Test("Each of them, also when source, rules and reports are gone", arguments: [(1, "10"), (2, "11"), (4, "12")])
    func each(run: Int, day: String) throws {
        let night = try Self.nights.get()
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: night.folder / "ledger", toPath: copy / "ledger")
        let outcome = try Program.tieout.run(
            ["replay", String(run), "--ledger", copy / "ledger/ledger.sqlite", "--into", copy / "again"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == copy / "again" + "\n")
        #expect(try files(copy / "again") == files(night.reports + "/2026-11-\(day)"))
        let left = try FileManager.default.contentsOfDirectory(atPath: copy / "ledger/ledger.sqlite.documents")
        #expect(left.allSatisfy { $0.count == 2 }, "\(left)")
    }

    @Test(arguments: [("3", "took in decisions"), ("9", "has no run 9"), ("0", "has no run 0")])
    func `what has no reports is refused`(run: String, reason: String) throws {
        let night = try Self.nights.get()
        let outcome = try Program.tieout.run(["replay", run, "--ledger", night.ledger, "--into", night.folder / "no"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(reason))
        #expect(!FileManager.default.fileExists(atPath: night.folder / "no"))
    }

    @Test("A run that kept nothing is named, and what builds on it with it")
    func notKept() throws {
        var night = try Night()
        #expect(try night.run(arguments: ["--no-keep-documents"]).status == 0)
        night.asOf = "2026-11-11"
        #expect(try night.run().status == 0)
        let outcome = try Program.tieout.run(["replay", "2", "--ledger", night.ledger, "--into", night.folder / "no"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("run 1 was made without keeping its documents"))
    }

    @Test(
        "A document that is cut, changed or gone is named by verify and never used by a replay",
        arguments: ["flip", "cut", "remove"])
    func damaged(how: String) throws {
        let night = try Self.nights.get()
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: night.folder / "ledger", toPath: copy / "ledger")
        let root = copy / "ledger/ledger.sqlite.documents"
        var random = SeededNumbers(seed: 11)
        let all = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.count > 60 }.sorted()
        for name in FaultPoints.isLong ? all : Array(all.shuffled(using: &random).prefix(4)) {
            let file = URL(fileURLWithPath: root + "/" + name)
            let whole = try Data(contentsOf: file)
            var broken = whole
            switch how {
            case "flip": broken[Int(random.next() % UInt64(whole.count))] ^= 0x10
            case "cut": broken = whole.dropLast()
            default: break
            }
            if how == "remove" {
                try FileManager.default.removeItem(at: file)
            } else {
                try broken.write(to: file)
            }
            let verified = try Program.tieout.run(["verify", "--ledger", copy / "ledger/ledger.sqlite"])
            #expect(verified.status == 2)
            #expect(verified.errors.contains("WRONG documents") && verified.errors.contains(name), "\(verified.errors)")
            let replayed = try Program.tieout.run(
                ["replay", "4", "--ledger", copy / "ledger/ledger.sqlite", "--into", copy / "no"])
            #expect(replayed.status == 2 || replayed.status == 3, "\(replayed.errors)")
            #expect(replayed.errors.contains(name), "\(replayed.errors)")
            #expect(!FileManager.default.fileExists(atPath: copy / "no"))
            try whole.write(to: file)
        }
    }

    @Test("A document that was cut is kept anew by the next night that reads it")
    func keptAnew() throws {
        let first = try Night.first()
        let night = try Night(after: first)
        let root = night.ledger + ".documents"
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) where name.count > 60 {
            try Data("cut".utf8).write(to: URL(fileURLWithPath: root + "/" + name))
        }
        #expect(try night.run().status == 0)
        let outcome = try Program.tieout.run(["verify", "--ledger", night.ledger])
        // The first night's own list of inputs and order book are not read again.
        #expect(outcome.errors.contains("WRONG documents"))
    }
}
