import Foundation
import FoundationNetworking
import Testing

/// The program against `tieout sandbox`: fetching and reconciling, in one command and in two.
@Suite("Nights against the service") struct ServiceNightTests {
    private struct Desk {
        let folder: TemporaryFolder
        let sandbox: Sandbox

        init(arguments: [String] = []) throws {
            folder = try TemporaryFolder()
            sandbox = try Sandbox(in: folder, arguments: arguments)
        }

        @discardableResult
        func tieout(_ arguments: [String], status: Int32 = 0) throws -> Program.Outcome {
            let outcome = try Program.tieout.run(arguments, environment: sandbox.environment)
            try #require(outcome.status == status, "\(arguments): \(outcome.errors)")
            return outcome
        }

        /// Where a night of this name keeps its ledger and reports.
        func places(_ name: String) -> [String] {
            ["--ledger", folder / "\(name)/ledger.sqlite", "--reports", folder / "\(name)/reports", "--matches"]
        }

        /// Every report but for the run's own record, which names folders and times.
        func reports(_ name: String, _ day: String) throws -> [String: Data] {
            let place = folder / "\(name)/reports/\(day)"
            var files: [String: Data] = [:]
            for file in try FileManager.default.contentsOfDirectory(atPath: place) where file != "run.json" {
                files[file] = FileManager.default.contents(atPath: place + "/" + file)
            }
            return files
        }

        func rows(_ name: String, _ report: String, _ day: String) throws -> [[String: String]] {
            try rowsOfCSV(folder / "\(name)/reports/\(day)/\(report)")
        }

        /// The month turns in the sandbox.
        func issueInvoice(_ date: String) async throws {
            let base = try #require(sandbox.environment["TIEOUT_API_URL"]).replacing("/api", with: "")
            var request = URLRequest(url: try #require(URL(string: "\(base)/sandbox/invoices?date=\(date)")))
            request.httpMethod = "POST"
            let (_, response) = try await URLSession.shared.data(for: request)
            try #require((response as? HTTPURLResponse)?.statusCode == 201)
        }
    }

    @Test func `fetch and then run gives the bytes of run from the service, in one go`() throws {
        let desk = try Desk()
        let day = ["--as-of", "2026-11-24"]
        for name in ["one", "two", "three"] {
            try FileManager.default.createDirectory(atPath: desk.folder / name, withIntermediateDirectories: true)
        }
        try desk.tieout(["run", "--source", "partner-center", "--sync-orders"] + day + desk.places("one"))
        try desk.tieout(["fetch", "--snapshot", desk.folder / "snapshot", "--sync-orders"] + day)
        try desk.tieout(["run", "--source", desk.folder / "snapshot"] + day + desk.places("two"))
        let one = try desk.reports("one", "2026-11-24")
        #expect(one.count >= 4)
        #expect(one["discrepancies.csv"]?.count ?? 0 > 10_000)
        #expect(try desk.reports("two", "2026-11-24") == one)
        // The orders as they came say the same as the book that was made of them.
        let book = "orders-partner-center.csv"
        let rows = try String(contentsOfFile: desk.folder / "snapshot/\(book)", encoding: .utf8)
        try FileManager.default.removeItem(atPath: desk.folder / "snapshot/\(book)")
        try desk.tieout(["run", "--source", desk.folder / "snapshot"] + day + desk.places("three"))
        #expect(try String(contentsOfFile: desk.folder / "three/orders-snapshot.csv", encoding: .utf8) == rows)
        #expect(rows.contains("false,completed"), "a subscription that does not renew")
        let named = try desk.reports("three", "2026-11-24").mapValues {
            String(decoding: $0, as: UTF8.self).replacing("orders-snapshot.csv", with: book)
        }
        #expect(named["discrepancies.csv"] == one["discrepancies.csv"].map { String(decoding: $0, as: UTF8.self) })
    }

    @Test func `what is bought in the sandbox is on the next invoice, and the books agree`() async throws {
        let desk = try Desk(arguments: ["--today", "2026-11-20"])
        try FileManager.default.createDirectory(atPath: desk.folder / "night", withIntermediateDirectories: true)
        let customer = "08588730-ae0c-575b-b82c-ebe23a9281b8"
        let item = "CFQ7TTC0LH16:0001:CFQ7TTC0K971"
        let book = ["--book", desk.folder / "night/archive/orders-partner-center.csv"]
        let created = try desk.tieout([
            "cart", "create", "--customer", customer, "--country", "DE", "--line", "\(item) 10 monthly P1Y", "--format",
            "csv",
        ])
        let cart = try #require(
            created.output.split(whereSeparator: \.isNewline).dropFirst().first?.prefix { $0 != "," })
        let bought = try desk.tieout(
            ["cart", "checkout", "--customer", customer, String(cart), "--format", "csv"] + book)
        let order = try #require(
            bought.output.split(whereSeparator: \.isNewline).dropFirst().first?.prefix { $0 != "," })
        try desk.tieout(["orders", "sync"] + book)
        try await desk.issueInvoice("2026-12-05")
        try await desk.issueInvoice("2027-01-05")
        let night = ["run", "--source", "partner-center", "--sync-orders", "--as-of", "2027-01-06"]
        try desk.tieout(night + desk.places("night"))
        let day = "2027-01-06"
        let matches = try desk.rows("night", "matches.csv", day).filter { $0["order_id"] == String(order) }
        #expect(matches.map { $0["invoice_id"] } == ["G900000001", "G900000002"])
        #expect(matches.map { $0["amount"] } == ["36.80", "36.80"])
        #expect(matches.map { $0["difference"] } == ["0.00", "0.00"])
        let found = try desk.rows("night", "discrepancies.csv", day)
        #expect(found.filter { $0["order_id"] == String(order) || $0["invoice_id"]?.hasPrefix("G9000") == true } == [])
        let totals = try desk.rows("night", "control-totals.csv", day).filter {
            $0["invoice_id"]?.hasPrefix("G9000") == true
        }
        #expect(totals.map { $0["ties_out"] } == ["true", "true"])
    }

    @Test func `a charge for a reservation that nobody is entitled to has a note in its evidence`() throws {
        let folder = try TemporaryFolder()
        let snapshot = folder / "snapshot"
        let customer = "0d4d9ad6-2e2a-4f6f-9a59-1b1f2b3c4d5e"
        try write(snapshot + "/invoices.json", Self.list)
        try write(snapshot + "/balance.json", #"{"balanceAmount":300,"currencyCode":"EUR"}"#)
        let lines = [("o1", "r-known"), ("o2", "r-unknown"), ("o3", "R-OTHER")].map { order, reservation in
            Self.line.replacing("ORDER", with: order).replacing("RESERVATION", with: reservation)
                .replacing("CUSTOMER", with: customer)
        }
        try write(snapshot + "/invoices/G1/reconciliation/part-0.json", lines.joined(separator: "\n") + "\n")
        try write(
            snapshot + "/entitlements/\(customer).json",
            #"{"items":[{"productId":"DZH318Z0BQ3V","entitlementType":"reservedInstance","quantity":1,"#
                + #""entitledArtifacts":[{"artifactType":"reservedinstance","resourceId":"R-Known"}]}]}"#)
        try write(
            snapshot + "/orders.csv",
            "order_id,customer_id,order_date,catalog_item_id,quantity,unit_price,currency,billing_cycle\n"
                + "o1,\(customer),2026-10-10,DZH318Z0BQ3V:00G1:DZH318Z0DFLG,1,100,EUR,one_time\n"
                + "o3,\(customer),2026-10-10,DZH318Z0BQ3V:00G1:DZH318Z0DFLG,1,100,EUR,one_time\n")
        let desk = try Desk(arguments: ["--snapshot", snapshot])
        try FileManager.default.createDirectory(atPath: desk.folder / "night", withIntermediateDirectories: true)
        let night = [
            "run", "--source", "partner-center", "--orders", snapshot + "/orders.csv", "--as-of", "2026-11-24",
        ]
        try desk.tieout(night + desk.places("night"))
        let place = "entitlements/\(customer).json: no entitlement for reservation order"
        let found = try desk.rows("night", "discrepancies.csv", "2026-11-24").filter {
            $0["order_id"] == "o2"
        }
        #expect(found.count == 1)
        #expect(found.first?["evidence"]?.hasSuffix("; \(place) r-unknown") == true)
        let explained = try desk.tieout([
            "explain", found.first?["discrepancy_id"] ?? "", "--ledger", desk.folder / "night/ledger.sqlite",
        ])
        #expect(explained.output.contains("\(place) r-unknown"))
        let matches = try desk.rows("night", "matches.csv", "2026-11-24")
        #expect(matches.map { $0["order_id"] } == ["o1", "o3"])
        #expect(matches.first?["evidence"]?.contains("entitlement") == false)
        #expect(matches.last?["evidence"]?.hasSuffix("; \(place) R-OTHER") == true)
        // The customer is asked for once, and again only when lines are read anew; a past night is done again without.
        let archived = desk.folder / "night/archive/entitlements/\(customer).json"
        #expect(FileManager.default.fileExists(atPath: archived))
        try FileManager.default.removeItem(atPath: archived)
        try desk.tieout([
            "replay", "1", "--ledger", desk.folder / "night/ledger.sqlite", "--into", desk.folder / "again",
        ])
        #expect(
            FileManager.default.contents(atPath: desk.folder / "again/matches.csv")
                == FileManager.default.contents(atPath: desk.folder / "night/reports/2026-11-24/matches.csv"))
    }

    private static let list =
        #"{"items":[{"id":"G1","invoiceDate":"2026-11-05T00:00:00Z","billingPeriodStartDate":"2026-10-01T00:00:00Z","#
        + #""billingPeriodEndDate":"2026-10-31T00:00:00Z","totalCharges":300,"paidAmount":0,"currencyCode":"EUR","#
        + #""documentType":"invoice","invoiceType":"OneTime","invoiceDetails":[{"invoiceLineItemType":"#
        + #""billing_line_items","billingProvider":"one_time"}]}]}"#

    private static let line =
        #"{"CustomerId":"CUSTOMER","InvoiceNumber":"G1","OrderId":"ORDER","OrderDate":"2026-10-10T00:00:00Z","#
        + #""ProductId":"DZH318Z0BQ3V","SkuId":"00G1","AvailabilityId":"DZH318Z0DFLG","ChargeType":"new","#
        + #""UnitPrice":100,"EffectiveUnitPrice":100,"Quantity":1,"BillableQuantity":1,"Subtotal":100,"TaxTotal":0,"#
        + #""Total":100,"Currency":"EUR","PricingCurrency":"EUR","PCToBCExchangeRate":1,"#
        + #""ChargeStartDate":"2026-10-10T00:00:00Z","ChargeEndDate":"2026-10-10T00:00:00Z","#
        + #""ReservationOrderId":"RESERVATION"}"#

    private func write(_ path: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}

/// A report's rows as dictionaries.
private func rowsOfCSV(_ path: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: path, encoding: .utf8).replacing("\u{FEFF}", with: "")
    var records: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    for scalar in text.unicodeScalars where scalar != "\r" {
        switch scalar {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted, "\n" where !isQuoted:
            records[records.count - 1].append(cell)
            cell = ""
            if scalar == "\n" { records.append([]) }
        default: cell.unicodeScalars.append(scalar)
        }
    }
    let names = records[0]
    return records.dropFirst().filter { $0.count == names.count }.map {
        Dictionary(uniqueKeysWithValues: zip(names, $0))
    }
}
