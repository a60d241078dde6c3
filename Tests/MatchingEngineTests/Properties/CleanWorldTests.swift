import BillingModel
import Foundation
import MatchingEngine
import Testing

/// How many worlds the properties look at: some hundreds by default, many with `TIEOUT_LONG_TESTS=1`.
enum WorldCount {
    static let isLong = ProcessInfo.processInfo.environment["TIEOUT_LONG_TESTS"] == "1"
    static let worlds: UInt64 = isLong ? 4_000 : 200
}

/// In a clean world nothing above `low` is found, and every line is matched.
struct CleanWorldTests {
    @Test func nothingIsFound() {
        var lines = 0
        for seed in 1...WorldCount.worlds {
            var generator = ResellerGenerator(seed: seed)
            let world = generator.reseller()
            lines += world.reseller.billed.count
            let outcome = world.reseller.outcome()
            #expect(outcome.discrepancies.filter { $0.severity > .low }.map(Reseller.text) == [], "seed \(seed)")
            let placed = outcome.buckets.values.reduce(0) { $0 + $1[.matched].lines + $1[.tolerated].lines }
            #expect(placed == world.reseller.billed.count, "seed \(seed)")
        }
        print("clean worlds: \(WorldCount.worlds), with \(lines) lines")
    }
}
