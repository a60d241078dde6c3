import Foundation
import Testing

@Suite("A run does not build on a damaged ledger")
struct DamagedLedgerTests {
    @Test(arguments: ["cut to half", "cut to nothing but its head", "its head overwritten", "another program's"])
    func `the run is refused, the ledger is named, the reports stay`(damage: String) throws {
        let first = try Night.first()
        let night = try Night(after: first)
        let before = try night.reportBytes()
        let file = URL(fileURLWithPath: night.ledger)
        let whole = try Data(contentsOf: file)
        switch damage {
        case "cut to half": try whole.prefix(whole.count / 2).write(to: file)
        case "cut to nothing but its head": try whole.prefix(100).write(to: file)
        case "its head overwritten": try (Data(repeating: 0x55, count: 100) + whole.dropFirst(100)).write(to: file)
        default:
            var other = whole
            other.replaceSubrange(68..<72, with: Data([1, 2, 3, 4]))
            try other.write(to: file)
        }
        let damaged = try Data(contentsOf: file)
        let outcome = try night.run()
        #expect(outcome.status == 2, "\(outcome.status) \(outcome.errors)")
        #expect(outcome.errors.contains(night.ledger), "\(outcome.errors)")
        #expect(try night.reportBytes() == before)
        #expect(try Data(contentsOf: file) == damaged, "the evidence is left as it is")
        let verified = try Program.tieout.run(["verify", "--ledger", night.ledger])
        #expect(verified.status == 2 && verified.errors.contains(night.ledger), "\(verified.errors)")
    }

    /// Bytes of the first night's ledger that hold something, chosen by a seed.
    private func places(_ whole: Data, _ count: Int, seed: UInt64) -> [(at: Int, bits: UInt8)] {
        let written = whole.indices.filter { whole[$0] != 0 }
        var random = SeededNumbers(seed: seed)
        return (0..<(FaultPoints.isLong ? 40 * count : count)).map { _ in
            (written[Int(random.next() % UInt64(written.count))], UInt8(truncatingIfNeeded: random.next() | 1))
        }
    }

    /// A page that the run does not look at may be damaged: then it writes what it would have written, and `tieout
    /// verify` finds the page.
    @Test("A flipped byte never changes what a night says: the run is refused, or its reports are the undisturbed ones")
    func flipped() throws {
        let first = try Night.first()
        let undisturbed = try Night(after: first)
        try #require(try undisturbed.run().status == 0)
        let (before, after) = (try first.reportBytes(), try undisturbed.reportBytes())
        let whole = try Data(contentsOf: URL(fileURLWithPath: first.ledger))
        var refused = 0
        for place in places(whole, 15, seed: 21) {
            let night = try Night(after: first)
            var damaged = whole
            damaged[place.at] ^= place.bits
            try damaged.write(to: URL(fileURLWithPath: night.ledger))
            let outcome = try night.run()
            let context: Comment = "byte \(place.at) ^ \(place.bits): \(outcome.status) \(outcome.errors)"
            if outcome.status == 2 {
                refused += 1
                #expect(outcome.errors.contains(night.ledger), context)
                #expect(try night.reportBytes() == before, context)
            } else {
                #expect(outcome.status == 0, context)
                let found = try night.reportBytes()
                let different = Set(found.keys).union(after.keys).filter { found[$0] != after[$0] }
                #expect(different == [], context)
            }
        }
        #expect(refused > 0)
    }

    @Test("A flipped byte never changes the answer of a night on which nothing is new")
    func flippedUnchanged() throws {
        let night = try Night.first()
        // Files too young are read again.
        Thread.sleep(forTimeInterval: 2.1)
        let second = try night.run()
        try #require(second.status == 3)
        let (reports, whole) = (try night.reportBytes(), try Data(contentsOf: URL(fileURLWithPath: night.ledger)))
        for place in places(whole, 15, seed: 22) {
            var damaged = whole
            damaged[place.at] ^= place.bits
            try damaged.write(to: URL(fileURLWithPath: night.ledger))
            let outcome = try night.run()
            let context: Comment = "byte \(place.at) ^ \(place.bits): \(outcome.status) \(outcome.errors)"
            #expect(outcome.status == 3 || outcome.status == 2 && outcome.errors.contains(night.ledger), context)
            let found = try night.reportBytes()
            let different = Set(found.keys).union(reports.keys).filter { found[$0] != reports[$0] }
            #expect(different == [], context)
        }
    }
}
