import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("Bringing orders into the order book")
struct OrderSyncTests {
    private let customer = "08588730-ae0c-575b-b82c-ebe23a9281b8"

    @Test("a purchase is in the book at once, pending, and completed when the service lists it")
    func purchase() async throws {
        try await SandboxVisit.with {
            $0.hiddenListings = 2
        } body: { visit in
            let client = try visit.client()
            let book = OrderBookFile(visit.folder + "/orders.csv")
            let sync = OrderSync(client, book: book)
            let carts = CartCalls(client, customer: customer)
            let cart = try await carts.create([
                CartLine(
                    catalogItemID: "CFQ7TTC0LH16:0001:CFQ7TTC0K971", quantity: 10, billingCycle: "monthly", term: "P1Y")
            ])
            guard case .placed(let orders, _) = try await carts.checkOut(cart.id) else {
                Issue.record("nothing was placed")
                return
            }
            #expect(try await sync.note(orders) == [])
            #expect(try book.rows().map { $0[OrderBookRows.columns.firstIndex(of: "unit_price") ?? 0] } == ["3.68"])
            #expect(try status(book, orders[0].id) == ["pending"])
            // Not listed yet: asked for by its id.
            let first = try await sync.run()
            #expect(first.isComplete)
            #expect(try status(book, orders[0].id) == ["pending"])
            _ = try await sync.run()
            _ = try await sync.run()
            #expect(try status(book, orders[0].id) == ["completed"])
            #expect(try book.rows().count == first.rows)
        }
    }

    @Test("every customer is read, and the same night twice writes the same bytes")
    func everyone() async throws {
        try await SandboxVisit.with { visit in
            let path = visit.folder + "/orders.csv"
            let report = try await OrderSync(try visit.client(), book: OrderBookFile(path)).run()
            #expect(report.customers == 16)
            #expect(report.rows == 104)
            let bytes = FileManager.default.contents(atPath: path)
            _ = try await OrderSync(try visit.client(), book: OrderBookFile(path)).run()
            #expect(FileManager.default.contents(atPath: path) == bytes)
        }
    }

    @Test("what could not be read stays as it was")
    func gap() async throws {
        try await SandboxVisit.with { visit in
            let book = OrderBookFile(visit.folder + "/orders.csv")
            _ = try await OrderSync(try visit.client(), book: book).run()
            let before = try book.rows()
            try await SandboxVisit.with {
                $0.faults = SandboxFaults([.serverErrors: .init(percent: 30, times: 1000)])
            } body: { bad in
                do {
                    let report = try await OrderSync(try bad.client(), book: book).run()
                    #expect(!report.isComplete)
                } catch let error as ServiceError {
                    // The list of customers itself may be among what is struck.
                    #expect(error.status == 500)
                }
            }
            #expect(Set(try book.rows()) == Set(before))
        }
    }

    @Test("somebody's own order book is never written")
    func foreign() async throws {
        try await SandboxVisit.with { visit in
            let path = visit.folder + "/orders.csv"
            try "order_id,my_column\r\n1,2\r\n".write(toFile: path, atomically: true, encoding: .utf8)
            await #expect {
                _ = try await OrderSync(try visit.client(), book: OrderBookFile(path)).run()
            } throws: { "\($0)".contains("not an order book that tieout wrote") }
            #expect(try String(contentsOfFile: path, encoding: .utf8).contains("my_column"))
        }
    }

    @Test("fields come back as they went, whatever is in them")
    func quoting() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("book-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // a test's own file: nothing depends on it
        var row = OrderBookRows.columns.map { "<\($0)>" }
        row[3] = "Smith, \"Sons\"\nand Daughters"
        row[5] = ""
        let book = OrderBookFile(path)
        try book.write([row, row])
        #expect(try book.rows() == [row, row])
    }

    private func status(_ book: OrderBookFile, _ order: String) throws -> [String] {
        try book.rows().filter { $0[0] == order }.compactMap(\.last)
    }
}
