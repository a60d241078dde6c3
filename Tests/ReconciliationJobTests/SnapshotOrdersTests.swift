import BillingModel
import Foundation
import ReconciliationJob
import Testing

@Suite("Orders as the service returns them, in a snapshot") struct SnapshotOrdersTests {
    private func order(_ id: String, quantity: String = "3") -> String {
        #"{"id":"\#(id)","referenceCustomerId":"C1","billingCycle":"monthly","currencyCode":"EUR","#
            + #""creationDate":"2026-10-01T09:00:00Z","status":"completed","lineItems":[{"lineItemNumber":0,"#
            + #""offerId":"P:0001:A","quantity":\#(quantity),"termDuration":"P1Y","transactionType":"New","#
            + #""subscriptionId":"S1","pricing":{"price":120}}]}"#
    }

    /// What becomes of these files; the rows without their heading.
    private func added(
        _ files: [String: String], orders: [String] = []
    ) throws -> (options: RunOptions, rows: [Substring]) {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write("snapshot/orders/" + name, text) }
        var options = RunOptions(source: folder / "snapshot", asOf: "2026-11-10")
        options.ledger = folder / "ledger.sqlite"
        options.orders = orders
        let settled = try SnapshotOrders.added(to: options)
        guard let data = FileManager.default.contents(atPath: folder / SnapshotOrders.bookName) else {
            return (settled, [])
        }
        return (settled, String(decoding: data, as: UTF8.self).split(separator: "\r\n").dropFirst().map { $0 })
    }

    @Test func `are an order book: a list in an envelope, a bare list, one order alone`() throws {
        let (options, rows) = try added([
            "a.json": #"{"totalCount":1,"items":[\#(order("O1"))]}"#, "b.json": "[\(order("O2"))]",
            "c.json": order("O3"),
        ])
        #expect(options.orders.count == 1)
        #expect(options.orderFindings == [])
        #expect(rows.map { $0.split(separator: ",")[0] } == ["O1", "O2", "O3"])
        // The price of a term is that of twelve cycles.
        #expect(rows.allSatisfy { $0.contains(",3,10,EUR,P1Y,monthly,") })
    }

    @Test func `stand back behind an order book that is given`() throws {
        let (options, rows) = try added(["a.json": order("O1")], orders: ["own.csv"])
        #expect(options.orders == ["own.csv"])
        #expect(rows.isEmpty)
    }

    @Test(arguments: [
        ("{\"items\":[", "not a whole JSON document"), ("7", "holds no orders"), ("{}", "holds no orders"),
        (#"{"items":[],"links":{"next":{"uri":"/x"}}}"#, "more orders follow"),
    ])
    func `that are broken are a finding, and the rest is used`(text: String, message: String) throws {
        let (options, rows) = try added(["a.json": text, "b.json": order("O2")])
        #expect(options.orderFindings.map(\.location) == ["orders/a.json"])
        #expect(options.orderFindings.allSatisfy { $0.weight == .warning && $0.message.contains(message) })
        #expect(rows.count == 1)
    }

    @Test func `are none without files`() throws {
        #expect(try added([:]).options.orders == [])
    }
}
