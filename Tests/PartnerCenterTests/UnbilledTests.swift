import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("The open periods")
struct UnbilledTests {
    @Test("are kept beside the invoices, per currency and period, and fetched again only when their etag changes")
    func openPeriods() async throws {
        let snapshot = FileManager.default.temporaryDirectory.appendingPathComponent("snapshot-\(UUID().uuidString)")
            .path
        defer { try? FileManager.default.removeItem(atPath: snapshot) }  // a test's own folder: nothing depends on it
        let folder = snapshot + "/invoices/unbilled/EUR-last/reconciliation"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let list =
            #"{"items":[{"id":"G1","invoiceDate":"2026-10-06T00:00:00Z","totalCharges":0,"currencyCode":"EUR","invoiceType":"OneTime","documentType":"credit_note","invoiceDetails":[]}]}"#
        try list.write(toFile: snapshot + "/invoices.json", atomically: true, encoding: .utf8)
        try #"{"balanceAmount":0}"#.write(toFile: snapshot + "/balance.json", atomically: true, encoding: .utf8)
        try "{\"Subtotal\":1}\n".write(toFile: folder + "/part-0.json", atomically: true, encoding: .utf8)
        try await SandboxVisit.with(snapshot: snapshot) { visit in
            let fetch = PartnerCenterFetch(
                try visit.client(), archive: try ArchiveFolder(visit.archive),
                options: FetchOptions(includesUnbilled: true))
            let report = try await fetch.run(asOf: "2026-11-24")
            #expect(report.gaps == [])
            #expect(report.notes.filter { $0.contains("unbilled") }.count == 3)
            let path = "invoices/unbilled/EUR-last/reconciliation/part-0.json"
            #expect(try visit.archived()[path] == Data("{\"Subtotal\":1}\n".utf8))
            _ = try await fetch.run(asOf: "2026-11-25")
            #expect(visit.server.requests.filter { $0.contains("/blobs/") }.count == 1)
        }
    }

    @Test("what was bought in the sandbox stands in the open period, by either version, until it is billed")
    func bought() async throws {
        try await SandboxVisit.with { visit in
            let customer = "08588730-ae0c-575b-b82c-ebe23a9281b8"
            let client = try visit.client()
            let query = LineQuery(invoice: "unbilled", currency: "EUR", period: "current")
            #expect(try await lines(query, client).isEmpty)
            let carts = CartCalls(client, customer: customer)
            let item = "CFQ7TTC0LH16:0001:CFQ7TTC0K971"
            let cart = try await carts.create([
                CartLine(catalogItemID: item, quantity: 10, billingCycle: "monthly", term: "P1Y")
            ])
            guard case .placed(let orders, _) = try await carts.checkOut(cart.id) else {
                Issue.record("nothing was placed")
                return
            }
            let found = try await lines(query, client)
            #expect(found.count == 1)
            #expect(found[0].cells.contains(.text(orders[0].id)))
            #expect(found[0].cells.contains(.number("36.8")))
            _ = try await visit.night(options: FetchOptions(includesUnbilled: true))
            let path = "invoices/unbilled/EUR-current/reconciliation/part-00000-bought.json"
            let blob = try #require(try visit.archived()[path])
            #expect(String(decoding: blob, as: UTF8.self).contains("\"OrderId\":\"\(orders[0].id)\""))
        }
    }

    private func lines(_ query: LineQuery, _ client: ServiceClient) async throws -> [ListedLine] {
        var lines: [ListedLine] = []
        try await MoneyCalls(client).lines(query) { lines += $0 }
        return lines
    }
}
