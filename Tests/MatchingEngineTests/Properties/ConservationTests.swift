import BillingModel
import MatchingEngine
import Testing

/// Lines and money in are lines and money out, per invoice and currency; and the order of input never matters.
struct ConservationTests {
    /// A world with several faults at once.
    private func faultyWorld(_ seed: UInt64) -> Reseller {
        var generator = ResellerGenerator(seed: seed)
        var world = generator.reseller()
        var random = SeededRandom(seed: seed &+ 99)
        for _ in 0..<3 {
            // Roles point at lines by position: a fault that removes one ends the planting.
            let before = world.reseller.billed.count
            _ = random.pick(PlantedFault.allCases).plant(in: &world, &random)
            if world.reseller.billed.count < before { break }
        }
        return world.reseller
    }

    @Test func everyLineIsInOneBucket() {
        for seed in 1...WorldCount.worlds {
            let reseller = faultyWorld(seed)
            var expected: [String: LineTally] = [:]
            for line in reseller.billed {
                expected["\(line.month) \(line.currency)", default: LineTally()].add(line.subtotal)
            }
            var found: [String: LineTally] = [:]
            let books = ResellerBooks(reseller)
            for (key, totals) in books.match().buckets {
                let month = books.invoiceID(key.invoice).dropFirst().prefix(7)
                for bucket in Bucket.allCases {
                    found["\(month) \(key.currency)", default: LineTally()].add(totals[bucket])
                }
            }
            #expect(found == expected, "seed \(seed)")
        }
    }

    @Test func orderOfInputNeverMatters() {
        for seed in 1...WorldCount.worlds {
            var reseller = faultyWorld(seed)
            let plain = reseller.outcome()
            reseller.shuffle = { positions in
                var random = SeededRandom(seed: seed)
                positions.shuffle(using: &random)
            }
            let shuffled = reseller.outcome()
            #expect(plain.discrepancies == shuffled.discrepancies, "seed \(seed)")
            #expect(plain.matches == shuffled.matches, "seed \(seed)")
            #expect(plain.buckets == shuffled.buckets, "seed \(seed)")
        }
    }
}
