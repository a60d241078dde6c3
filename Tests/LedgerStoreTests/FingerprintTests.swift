import BillingModel
import Testing

@testable import LedgerStore

@Suite("Fingerprints")
struct FingerprintTests {
    /// SipHash-2-4 with 128 bits, key 00…0f, message 00…(n − 1): from the reference implementation's vectors.
    static let vectors: [(length: Int, hash: [UInt8])] = [
        (0, [0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02, 0x93]),
        (1, [0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc, 0x45]),
        (2, [0x81, 0x77, 0x22, 0x8d, 0xa4, 0xa4, 0x5d, 0xc7, 0xfc, 0xa3, 0x8b, 0xde, 0xf6, 0x0a, 0xff, 0xe4]),
        (3, [0x9c, 0x70, 0xb6, 0x0c, 0x52, 0x67, 0xa9, 0x4e, 0x5f, 0x33, 0xb6, 0xb0, 0x29, 0x85, 0xed, 0x51]),
        (7, [0xa1, 0xf1, 0xeb, 0xbe, 0xd8, 0xdb, 0xc1, 0x53, 0xc0, 0xb8, 0x4a, 0xa6, 0x1f, 0xf0, 0x82, 0x39]),
        (8, [0x3b, 0x62, 0xa9, 0xba, 0x62, 0x58, 0xf5, 0x61, 0x0f, 0x83, 0xe2, 0x64, 0xf3, 0x14, 0x97, 0xb4]),
    ]

    @Test("The hash is the published one", arguments: vectors)
    func published(length: Int, hash: [UInt8]) {
        var sip = SipHash128(
            key0: 0x0706_0504_0302_0100, key1: 0x0f0e_0d0c_0b0a_0908, compressionRounds: 2, finalizationRounds: 4)
        Array(UInt8(0)..<UInt8(length)).withUnsafeBytes { sip.absorb($0) }
        let (first, second) = sip.finish()
        let bytes = [first, second].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (8 * $0)) } }
        #expect(bytes == hash)
    }

    @Test("A message in pieces hashes like the whole")
    func pieces() {
        let message = (0..<61).map { UInt8($0) }
        message.withUnsafeBytes { bytes in
            var sip = SipHash128(compressionRounds: 1, finalizationRounds: 3)
            sip.absorb(UnsafeRawBufferPointer(rebasing: bytes[..<24]))
            sip.absorb(UnsafeRawBufferPointer(rebasing: bytes[24...]))
            let (low, high) = sip.finish()
            #expect(Fingerprint(low: low, high: high) == Fingerprint(bytes))
        }
    }

    /// The values come from another implementation (Python), written from the description of the forms.
    @Test("The byte forms are those that ledgers hold: a change here makes every stored line a stranger")
    func golden() throws {
        let line = try fingerprint(Line())
        #expect(line.fingerprint == Fingerprint(low: 0xb22f_bcb1_c089_4252, high: 0x4cd0_abc6_a2e2_91b1))
        #expect(line.key == 5_268_441_862_900_859_301)
        #expect(try fingerprint(Order()) == Fingerprint(low: 0xaa0a_70e4_e6ff_c546, high: 0xae4a_c588_02ba_9d26))
    }

    struct Change: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let movesFingerprint: Bool
        let movesKey: Bool
        let apply: @Sendable (inout Line) -> Void

        init(_ what: String, _ fingerprint: Bool, _ key: Bool, _ apply: @escaping @Sendable (inout Line) -> Void) {
            (testDescription, movesFingerprint, movesKey, self.apply) = (what, fingerprint, key, apply)
        }
    }

    static let changes = [
        Change("nothing", false, false) { _ in },
        Change("names", false, false) {
            $0.texts = [.customerName: "Alpine Dental", .productName: "M365", .skuName: "Std", .publisher: "MSFT"]
        },
        Change("the place in the source", false, false) {
            $0.change = { $0.source = SourceLocation(document: DocumentIndex(9), line: 99) }
        },
        Change("the form", false, false) { $0.change = { $0.form = .portalCSV } },
        Change("the spelling of the charge type", false, false) { $0.texts = [.chargeType: "Cycle Charge"] },
        Change("the order", true, true) { $0.order = "order-2" },
        Change("the subscription", true, true) { $0.texts = [.subscriptionID: "subscription-2"] },
        Change("the product", true, true) { $0.texts = [.productID: "X"] },
        Change("the SKU", true, true) { $0.texts = [.skuID: "0002"] },
        Change("the charge type", true, true) { $0.texts = [.chargeType: "renew"] },
        Change("the meter", true, true) { $0.texts = [.meterDescription: "D2 v3"] },
        Change("the days", true, true) { $0.change = { $0.chargeEnd = "2026-11-15" } },
        Change("the currency", true, true) { $0.change = { $0.currency = .usd } },
        Change("the sign", true, true) { $0.subtotal = "-10.00" },
        Change("the subtotal in its last digit", true, false) { $0.subtotal = "10.0000000000000000000001" },
        Change("the tax", true, false) { $0.tax = "1.91" },
        Change("the quantity", true, false) { $0.quantity = "2" },
        Change("the price", true, false) { $0.price = "10.5" },
        Change("the rate", true, false) { $0.change = { $0.exchangeRate = "0.92" } },
        Change("the customer", true, false) { $0.texts = [.customerID: "customer-2"] },
        Change("the availability", true, false) { $0.texts = [.availabilityID: "Y"] },
        Change("the price adjustment", true, false) { $0.texts = [.priceAdjustment: "[\"15.0%\"]"] },
        Change("the term", true, false) { $0.change = { $0.term = .threeYears } },
        Change("a text moved to the next field", true, false) {
            $0.texts = [.alternateID: "ab", .referenceID: ""]
        },
    ]

    @Test("What a line is told apart by", arguments: changes)
    func changed(_ change: Change) throws {
        let plain = try fingerprint(Line())
        let changed = try fingerprint(Line().with(change.apply))
        #expect((plain.fingerprint != changed.fingerprint) == change.movesFingerprint)
        #expect((plain.key != changed.key) == change.movesKey)
    }

    @Test("Neighbouring fields do not run into each other")
    func neighbours() throws {
        let left = try fingerprint(Line().with { $0.texts = [.alternateID: "ab", .referenceID: "c"] })
        let right = try fingerprint(Line().with { $0.texts = [.alternateID: "a", .referenceID: "bc"] })
        #expect(left.fingerprint != right.fingerprint)
    }

    private func fingerprint(_ line: Line) throws -> (fingerprint: Fingerprint, key: UInt64) {
        var form = ByteBuffer(capacity: 16)
        var result: (fingerprint: Fingerprint, key: UInt64)?
        try Line.batch([line]).withRows { lines in
            result = lines[0].map { ChargeForm.fingerprint($0, using: &form) }
        }
        return try #require(result)
    }

    private func fingerprint(_ order: Order) throws -> Fingerprint {
        var form = ByteBuffer(capacity: 16)
        var result: Fingerprint?
        try Order.batch([order]).withRows { rows in
            result = rows[0].map { OrderEventForm.fingerprint($0, using: &form) }
        }
        return try #require(result)
    }
}
