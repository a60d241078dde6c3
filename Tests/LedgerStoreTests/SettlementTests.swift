import Testing

@testable import LedgerStore

@Suite("Settling what found no equal")
struct SettlementTests {
    private func side(_ charges: (Int64, UInt64, Int64)...) -> [Settlement.Unpaired] {
        charges.map { Settlement.Unpaired(charge: $0.0, key: $0.1, subtotal: $0.2) }
    }

    @Test("Within a key the amounts are paired in order, the excess is new or withdrawn")
    func order() {
        let settlement = Settlement(
            new: side((10, 1, 500), (11, 1, 300), (12, 2, 100)),
            left: side((1, 1, 400), (2, 1, 200), (3, 1, 900), (4, 3, 1)), gone: [])
        #expect(settlement.restated.map(\.new) == [10, 11])
        #expect(settlement.restated.map(\.old) == [1, 2])
        #expect(settlement.withdrawn == [3, 4])
    }

    @Test("A charge that is gone already is restated only by what is left over, and not withdrawn again")
    func gone() {
        let settlement = Settlement(
            new: side((10, 1, 500), (11, 2, 500)), left: side((1, 1, 400)),
            gone: side((2, 1, 500), (3, 2, 1), (4, 5, 1)))
        #expect(settlement.restated.map(\.new) == [10, 11])
        #expect(settlement.restated.map(\.old) == [1, 3])
        #expect(settlement.withdrawn == [])
    }

    @Test("The order in which charges come makes no difference")
    func independent() {
        let new = side((10, 1, 5), (11, 1, 5), (12, 1, 3))
        let left = side((1, 1, 5), (2, 1, 9))
        let one = Settlement(new: new, left: left, gone: [])
        let other = Settlement(new: new.reversed(), left: left.reversed(), gone: [])
        #expect(one.restated.map(\.new) == other.restated.map(\.new))
        #expect(one.restated.map(\.old) == other.restated.map(\.old))
        #expect(one.withdrawn == other.withdrawn)
    }
}
