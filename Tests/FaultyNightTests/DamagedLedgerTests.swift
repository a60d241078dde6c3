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
}
