import BillingModel
import MatchingEngine
import Testing

/// One fault planted in a clean world brings exactly its finding, with the catalogue's amounts.
struct PlantedFaultTests {
    @Test(arguments: PlantedFault.allCases)
    func bringsExactlyItsFinding(_ fault: PlantedFault) {
        var planted = 0
        for seed in 1...WorldCount.worlds / 4 {
            var generator = ResellerGenerator(seed: seed)
            var world = generator.reseller()
            var random = SeededRandom(seed: seed &* 7919)
            guard let expected = fault.plant(in: &world, &random) else { continue }
            planted += 1
            let found = world.reseller.findings()
            #expect(found == expected.sorted(), "\(fault.rawValue), seed \(seed)")
        }
        print("planted \(fault.rawValue): \(planted) of \(WorldCount.worlds / 4) worlds")
        #expect(planted > 0, "the worlds have no place for \(fault.rawValue)")
    }
}
