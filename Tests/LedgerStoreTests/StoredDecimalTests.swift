import BillingModel
import Testing

@testable import LedgerStore

@Suite("Quantities, prices and rates in the ledger")
struct StoredDecimalTests {
    static let decimals: [ExactDecimal] = [
        "0", "1", "-1", "25", "0.5", "-0.05", "12.3456", "0.000000000000000000000000000000000001",
        "123456789012345678901234567890123456", "-1234567890123456.78901234567890123456", "9223372036854775807",
        "9223372036854775808", "18446744073709551616.5",
    ]

    @Test("Written digit by digit as everywhere else", arguments: decimals)
    func text(decimal: ExactDecimal) {
        var buffer = ByteBuffer(capacity: 1)
        StoredDecimal.write(decimal, to: &buffer)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == decimal.description)
    }

    @Test("Whole numbers are INTEGER, others TEXT, and both come back exactly")
    func columns() throws {
        let test = try TestLedger()
        let lines = Self.decimals.enumerated().map { index, decimal in
            Line("order-\(index)").with {
                $0.quantity = decimal
                $0.price = decimal
            }
        }
        try test.night("2026-10-10", Night([("G1", lines)]))
        try test.night("2026-10-11", Night([("G1", [])]))
        let gone = try test.open().withdrawals(asOf: "2026-10-11", invoices: ["G1"])
        #expect(gone.map(\.quantity) == Self.decimals)
        #expect(gone.map(\.effectiveUnitPrice) == Self.decimals)
        #expect(
            try test.texts("SELECT typeof(quantity) FROM charges WHERE charge_no IN (3, 5, 11, 12) ORDER BY charge_no")
                == ["integer", "text", "integer", "text"])
    }
}
