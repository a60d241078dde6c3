import Foundation
import Testing

@Suite("A year of nights in which much goes wrong ends where a good year ends")
struct SoakTests {
    /// What happens on each night, from a seed: how much of the world has come so far, and what is wrong with it.
    private struct Year {
        let nights: Int
        let seed: UInt64

        /// The snapshot and order book of a night: both grow, and now and then a file comes in another version.
        func layOut(_ index: Int, in night: Night) throws {
            var random = SeededNumbers(seed: seed &* 1_000 &+ UInt64(index))
            let source = night.folder / "source"
            try FileManager.default.removeItem(atPath: source)
            try FileManager.default.copyItem(atPath: Night.samples, toPath: source)
            let invoices = try FileManager.default.contentsOfDirectory(atPath: source + "/invoices").sorted()
            let shown = max(1, invoices.count * (index + 1) / nights)
            for name in invoices.dropFirst(shown) {
                try FileManager.default.removeItem(atPath: source + "/invoices/" + name)
            }
            let book = try String(contentsOfFile: source + "/orders.csv", encoding: .utf8)
            let rows = book.split(separator: "\n")
            try rows.prefix(1 + (rows.count - 1) * (index + 1) / nights).joined(separator: "\n")
                .write(toFile: source + "/orders.csv", atomically: true, encoding: .utf8)
            guard random.next() % 2 == 0 else { return }
            // A line restated for one night, taken back on the next.
            let files = try FileManager.default.subpathsOfDirectory(atPath: source + "/invoices").sorted()
                .filter { $0.hasSuffix(".json") && !$0.hasSuffix("manifest.json") }
            guard let file = files.randomElement(using: &random) else { return }
            let path = source + "/invoices/" + file
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacing(/"[sS]ubtotal": ?[0-9.]+/, with: "\"Subtotal\": \(40 + index).00", maxReplacements: 1)
                .write(toFile: path, atomically: true, encoding: .utf8)
        }

        func date(_ index: Int) -> String {
            let day = Date(timeIntervalSince1970: 1_793_923_200 + Double(index) * 86_400)
            return day.formatted(.iso8601.year().month().day())
        }
    }

    /// Does a year and says what it came to. `faults`: nil for a good one.
    private func live(_ year: Year, faults: UInt64?) throws -> Night {
        var night = try Night()
        var random = SeededNumbers(seed: faults ?? 0)
        let kinds = [
            Fault.Kind.kill, .kill, .tear, .terminate, .interrupt, .noSpace, .inputOutput, .accessDenied, .tooManyFiles,
        ]
        for index in 0..<year.nights {
            try year.layOut(index, in: night)
            night.asOf = year.date(index)
            var left = faults == nil ? 0 : Int(random.next() % 3)
            while left > 0 {
                left -= 1
                let fault = Fault(
                    kind: kinds[Int(random.next() % UInt64(kinds.count))], call: 1 + Int(random.next() % 300),
                    stays: random.next() % 2 == 0)
                _ = try night.run(fault)
            }
            let outcome = try night.run()
            try #require([0, 3].contains(outcome.status), "night \(index): \(outcome.errors)")
        }
        return night
    }

    @Test("Same facts, same findings, same reports")
    func year() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed =
            environment["TIEOUT_SOAK_SEED"].flatMap { UInt64($0) } ?? (FaultPoints.isLong ? .random(in: 1...9_999) : 7)
        let year = Year(nights: FaultPoints.isLong ? 365 : 8, seed: seed)
        print("soak: \(year.nights) nights, TIEOUT_SOAK_SEED=\(seed)")
        let good = try live(year, faults: nil)
        let bad = try live(year, faults: seed)
        let facts = try LedgerFacts.text(good.ledger)
        #expect(facts.contains { $0.hasPrefix("restatements") }, "the year restates nothing: seed \(seed)")
        #expect(try LedgerFacts.text(bad.ledger) == facts, "seed \(seed)")
        let (expected, found) = (try good.reportBytes(), try bad.reportBytes())
        let different = Set(expected.keys).union(found.keys).filter { expected[$0] != found[$0] }
        #expect(different == [], "seed \(seed)")
        #expect(try bad.fault() == nil, "seed \(seed)")
        #expect(try bad.strangers() == [], "seed \(seed)")
    }
}
