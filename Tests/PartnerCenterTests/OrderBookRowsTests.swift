import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("The service's orders as an order book")
struct OrderBookRowsTests {
    @Test("the sample's order book comes back from the orders that led to it: quantities in force, prices per cycle")
    func roundTrip() async throws {
        try await SandboxVisit.with { visit in
            let calls = OrderCalls(try visit.client())
            let customers = try await calls.customers()
            #expect(customers.count == 16)
            var found: [String] = []
            for (id, name) in customers {
                let (rows, notes) = OrderBookRows.rows(try await calls.orders(of: id), customerName: name)
                #expect(notes == [])
                found += rows.map { row in described { row[OrderBookRows.columns.firstIndex(of: $0) ?? 0] } }
            }
            let expected = try sample()
            #expect(Set(found).symmetricDifference(expected) == [])
            #expect(found.count == expected.count)
        }
    }

    @Test(
        "a price for the whole term becomes one for a cycle",
        arguments: [
            ("657.60", "P1Y", "monthly", "54.8"), ("657.60", "P1Y", "annual", "657.6"), ("36", "P3Y", "monthly", "1"),
            ("36", "P3Y", "annual", "12"), ("36", "P3Y", "triennial", "36"), ("4.20", "P1M", "monthly", "4.2"),
            ("100", "P1Y", "monthly", "8.3333333333"), ("965", "", "one_time", "965"),
            ("-100", "P1Y", "monthly", "-8.3333333333"),
        ])
    func prices(_ price: String, _ term: String, _ cycle: String, _ expected: String) throws {
        let rows = try self.rows([order("o1", "2026-01-01", cycle, [line("new", 1, term: term, price: price)])])
        #expect(rows.map { $0["unit_price"] } == [expected])
    }

    @Test("what an order bought becomes what is in force after it")
    func quantities() throws {
        let rows = try self.rows([
            order("o3", "2026-03-01", "monthly", [line("removeQuantity", 3)]),
            order("o1", "2026-01-01", "monthly", [line("New", 10)]),
            order("o2", "2026-02-01", "monthly", [line("addQuantity", 5)]),
            order("o4", "2026-04-01", "monthly", [line("renew", 12)]),
            order("o5", "2026-05-01", "monthly", [line("cancel", 12)]),
        ])
        #expect(rows.map { $0["quantity"] } == ["10", "15", "12", "12", "0"])
        #expect(rows.map { $0["transaction_type"] } == ["new", "addQuantity", "removeQuantity", "renew", "cancel"])
        #expect(rows.map { $0["line_number"] } == ["1", "1", "1", "1", "1"])
    }

    @Test("what cannot be an order book row is left out with a reason, or kept with a doubt")
    func doubts() throws {
        let (rows, notes) = try book([
            order("o1", "2026-01-01", "monthly", [line("teleport", 1)]),
            order("o2", "no day", "monthly", [line("new", 1)]),
            order("o3", "2026-01-03", "monthly", [line("new", 1, price: nil)]),
        ])
        #expect(rows.map { $0["order_id"] } == ["o3"])
        #expect(notes.count == 3)
        #expect(notes.contains { $0.contains("o3") && $0.contains("no price") })
    }

    private func line(_ kind: String, _ quantity: Int, term: String = "P1M", price: String? = "4.20") -> String {
        let pricing = price.map { ",\"pricing\":{\"listPrice\":\($0)}" } ?? ""
        return "{\"lineItemNumber\":0,\"offerId\":\"A:B:C\",\"subscriptionId\":\"S\",\"transactionType\":\"\(kind)\","
            + "\"termDuration\":\"\(term)\",\"quantity\":\(quantity)\(pricing)}"
    }

    private func order(_ id: String, _ day: String, _ cycle: String, _ lines: [String]) -> String {
        "{\"id\":\"\(id)\",\"billingCycle\":\"\(cycle)\",\"currencyCode\":\"EUR\",\"creationDate\":\"\(day)T09:00:00Z\","
            + "\"status\":\"completed\",\"lineItems\":[\(lines.joined(separator: ","))]}"
    }

    private func rows(_ orders: [String]) throws -> [[String: String]] { try book(orders).rows }

    private func book(_ orders: [String]) throws -> (rows: [[String: String]], notes: [String]) {
        let read = try orders.map { PlacedOrder(try JSONValue(Array($0.utf8)), customer: "c") }
        let (rows, notes) = OrderBookRows.rows(read, customerName: "Customer")
        return (rows.map { Dictionary(uniqueKeysWithValues: zip(OrderBookRows.columns, $0)) }, notes)
    }

    private func sample() throws -> [String] {
        let text = try String(contentsOfFile: SandboxVisit.sampleInvoices + "/orders.csv", encoding: .utf8)
        // Quoted fields hold commas; every other piece between quotes is inside them.
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map { index, piece in
                index % 2 == 0 ? String(piece.replacing(",", with: "\u{1F}")) : String(piece)
            }.joined().split(separator: "\u{1F}", omittingEmptySubsequences: false)
        }
        let names = lines[0].map(String.init)
        return lines.dropFirst().map { fields in described { name in String(fields[names.firstIndex(of: name) ?? 0]) } }
    }

    /// The columns that orders carry; prices without their trailing zeros.
    private func described(_ column: (String) -> String) -> String {
        let price = ExactDecimal(column("unit_price"))?.description ?? ""
        let columns = [
            "order_id", "customer_id", "customer_name", "catalog_item_id", "subscription_id", "transaction_type",
            "quantity",
            "currency", "term", "billing_cycle", "promotion_id",
        ]
        return columns.map(column).joined(separator: "|") + "|" + price
    }
}
