import BillingModel
import Testing

@testable import LedgerStore

@Suite("The journal's sums")
struct BooksTests {
    @Test("Only current charges count, exactly, by currency, kind and product")
    func sums() throws {
        let test = try TestLedger.ofTwoNights()
        let books = try Ledger(reading: test.path).books()
        #expect(books.documents.map(\.invoiceID) == ["G1", "G2"])
        let first = try #require(books.documents.first)
        #expect(first.header?.totalCharges == "100.00")
        #expect(first.standing == .active)
        #expect(first.firstSeen == "2026-10-10")
        #expect(first.sums.map(\.kind) == [.credits, .recurring])
        #expect(first.sums.map(\.lines) == [1, 2])
        // 10.00 was restated by 12.00, 5.00 was withdrawn.
        #expect(first.sums.map(\.subtotal) == ["-4.00", "19.1234567890123456789012"])
        #expect(first.sums.map(\.tax) == ["1.90", "1.90001"])
        #expect(first.sums.map(\.productID) == ["CFQ7TTC0LH18", "CFQ7TTC0LH18"])
        #expect(books.productNames == ["CFQ7TTC0LH18": "Microsoft 365"])
        #expect(books.lastRun == 2)
    }

    @Test("Kinds are those of the control totals")
    func kinds() throws {
        func line(_ order: String, _ subtotal: Amount, _ kind: ChargeKind) -> Line {
            Line(order, subtotal).with { $0.change = { $0.kind = kind } }
        }
        let test = try TestLedger()
        try test.night(
            "2026-10-10",
            Night([
                (
                    "G1",
                    [
                        line("a", "1.00", .oneTime), line("b", "2.00", .recurring), line("c", "4.00", .usage),
                        line("d", "-8.00", .credit), line("e", "16.00", .adjustment), line("f", "-32.00", .usage),
                        line("g", "-0.00000000001", .credit), line("h", "0.00", .oneTime),
                    ]
                )
            ]))
        let sums = try #require(try Ledger(reading: test.path).books().documents.first?.sums)
        #expect(sums.map(\.kind) == [.credits, .oneTime, .recurring, .usage])
        #expect(sums.map(\.lines) == [3, 3, 1, 1])
        #expect(sums.map(\.subtotal) == ["-40.00000000001", "17.00", "2.00", "4.00"])
    }
}
