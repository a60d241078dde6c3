import BillingModel
import Foundation
import LedgerStore
import ReconciliationJob
import Testing

/// Bad input ends in a clear finding or a clear error, and the rest of the data goes on.
@Suite struct BadInputRunTests {
    private static let header = """
        {"items":[{"id":"G001","invoiceDate":"2026-10-08T00:00:00Z","billingPeriodStartDate":"2026-09-01T00:00:00Z",\
        "billingPeriodEndDate":"2026-09-30T00:00:00Z","totalCharges":120.0,"paidAmount":0,"currencyCode":"EUR",\
        "documentType":"invoice","invoiceType":"OneTime"}]}
        """

    private static func line(_ change: [String: String] = [:]) -> String {
        var fields: [String: String] = [
            "CustomerId": "\"c1\"", "InvoiceNumber": "\"G001\"", "OrderId": "\"o1\"", "ProductId": "\"P1\"",
            "SkuId": "\"0001\"", "AvailabilityId": "\"A1\"", "ChargeType": "\"new\"", "UnitPrice": "12.00",
            "Quantity": "10", "BillableQuantity": "10", "Subtotal": "120.00", "TaxTotal": "0", "Total": "120.00",
            "Currency": "\"EUR\"", "SubscriptionId": "\"s1\"", "ChargeStartDate": "\"2026-09-10T00:00:00Z\"",
            "ChargeEndDate": "\"2026-10-09T00:00:00Z\"", "EffectiveUnitPrice": "12.00",
            "PricingCurrency": "\"EUR\"", "PCToBCExchangeRate": "1", "BillingFrequency": "\"Monthly\"",
        ]
        for (name, value) in change { fields[name] = value }
        return "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private static let order = """
        order_id,customer_id,order_date,catalog_item_id,subscription_id,quantity,unit_price,currency,term,billing_cycle
        o1,c1,2026-09-10,P1:0001:A1,s1,10,12.00,EUR,P1Y,monthly

        """

    /// A snapshot of one invoice with one good line, changed by the caller.
    private struct Night {
        let folder: TemporaryFolder
        var options: RunOptions

        init(lines: [String] = [line()], headers: String? = header, orders: String = order) throws {
            folder = try TemporaryFolder()
            if let headers { try folder.write("snapshot/invoices.json", headers) }
            if !lines.isEmpty {
                try folder.write(
                    "snapshot/invoices/G001/reconciliation/part-0001.json", lines.joined(separator: "\n") + "\n")
            }
            try folder.write("orders.csv", orders)
            options = RunOptions(source: folder / "snapshot", asOf: "2026-10-10")
            options.orders = [folder / "orders.csv"]
            options.ledger = folder / "ledger.sqlite"
            options.reports = folder / "reports"
        }

        func run() throws -> RunSummary {
            try ReconciliationRun(options).run(clock: { "2026-11-10T04:30:00Z" }, progress: { _ in })
        }

        /// `class expected billed`, sorted.
        func findings() throws -> [String] {
            try csvRows(folder / "reports/2026-10-10/discrepancies.csv").map { row in
                [row["class"], row["expected_amount"], row["billed_amount"]].compactMap { $0 }
                    .filter { !$0.isEmpty }.joined(separator: " ")
            }.sorted()
        }
    }

    @Test func `a good night finds nothing`() throws {
        let night = try Night()
        #expect(try night.run().exitStatus == .ended)
        #expect(try night.findings() == [])
    }

    @Test(arguments: [
        ["Subtotal": "1e5"], ["Subtotal": "\"12,50\""], ["Subtotal": "NaN"], ["Subtotal": "\"NaN\""],
        ["Subtotal": "1234567890123456789012345678901234567890"], ["Currency": "\"ZZZ\""],
        ["ChargeStartDate": "\"2026-02-30\""], ["ChargeEndDate": "\"2026-09-01\""], ["CustomerName": "\"\u{1}\""],
    ])
    func `a line that cannot be read is set aside and the rest goes on`(change: [String: String]) throws {
        let night = try Night(lines: [Self.line(), Self.line(change)])
        let summary = try night.run()
        #expect(summary.exitStatus == .ended)
        #expect(summary.rejectedLines == 1)
        #expect(try night.findings() == ["line_rejected"])
    }

    @Test func `invalid UTF-8 and a line of a megabyte are set aside or read, never lost`() throws {
        let night = try Night(lines: [Self.line(["Extra": "\"" + String(repeating: "x", count: 1 << 20) + "\""])])
        #expect(try night.run().lines == 1)
        #expect(try night.findings() == [])

        let broken = try Night()
        let part = broken.folder / "snapshot/invoices/G001/reconciliation/part-0001.json"
        var bytes = Array(Self.line().utf8) + [10]
        bytes += Array("{\"CustomerName\":\"".utf8) + [0xFF, 0xFE] + Array("\"}\n".utf8)
        try Data(bytes).write(to: URL(fileURLWithPath: part))
        #expect(try broken.run().rejectedLines == 1)
        #expect(try broken.findings() == ["line_rejected"])
    }

    @Test func `missing headers make a provisional night, not a lost one`() throws {
        let night = try Night(headers: nil)
        let summary = try night.run()
        #expect(summary.exitStatus == .incomplete)
        #expect(summary.lines == 1)
        #expect(try night.findings().contains("header_total_mismatch 0.00 120.00"))
    }

    @Test func `an invoice without lines is incomplete`() throws {
        let night = try Night(lines: [])
        #expect(try night.run().exitStatus == .incomplete)
        #expect(try night.findings() == ["lines_incomplete"])
    }

    @Test func `a cut gzip is incomplete`() throws {
        let night = try Night(lines: [])
        let path = night.folder / "snapshot/invoices/G001/reconciliation/part-0001.json"
        try night.folder.write("snapshot/invoices/G001/reconciliation/part-0001.json", Self.line() + "\n")
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
        gzip.arguments = [path]
        try gzip.run()
        gzip.waitUntilExit()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
        try whole.dropLast(9).write(to: URL(fileURLWithPath: path + ".gz"))
        #expect(try night.run().exitStatus == .incomplete)
        #expect(try night.findings().contains("lines_incomplete"))
    }

    @Test func `lines without a header and lines of another invoice are named`() throws {
        let stray = try Night()
        try stray.folder.write(
            "snapshot/invoices/G777/reconciliation/part-0001.json",
            Self.line([
                "InvoiceNumber": "\"G777\"", "Subtotal": "0", "Total": "0", "EffectiveUnitPrice": "0", "UnitPrice": "0",
                "OrderId": "\"o9\"", "SubscriptionId": "\"\"",
            ]) + "\n")
        _ = try stray.run()
        #expect(try stray.findings().contains("header_total_mismatch 0.00 0.00"))

        let foreign = try Night(lines: [Self.line(["InvoiceNumber": "\"G002\""])])
        _ = try foreign.run()
        #expect(try foreign.findings() == ["header_total_mismatch 120.00 120.00"])
    }

    @Test func `two forms that disagree are incomplete`() throws {
        let night = try Night()
        try night.folder.write(
            "snapshot/invoices/G001/lineitems/onetime-billinglineitems/page-0001.json",
            "{\"items\":[" + Self.line(["Subtotal": "99.00", "Total": "99.00"]) + "]}")
        #expect(try night.run().exitStatus == .incomplete)
        #expect(try night.findings().contains("lines_incomplete"))
    }

    @Test func `a bad order row is named with file and line and the others count`() throws {
        let rows =
            Self.order + ",c1,2026-09-10,P1:0001:A1,s2,10,12.00,EUR,P1Y,monthly\n"
            + "o3,c1,2026-09-10,P1:0001:A1,s3,1.5,12.00,EUR,P1Y,monthly\n"
        let night = try Night(orders: rows)
        let summary = try night.run()
        #expect(summary.rejectedOrderRows == 2)
        #expect(summary.findings.filter { $0.weight == .warning }.map(\.location) == ["orders.csv:3", "orders.csv:4"])
        #expect(try night.findings() == [])
    }

    @Test(arguments: ["", "order_id\n"])
    func `an order book that cannot be read at all is refused`(text: String) throws {
        let night = try Night(orders: text)
        #expect { try night.run() } throws: { ($0 as? JobError)?.exitStatus == .refused }
        #expect(!FileManager.default.fileExists(atPath: night.folder / "reports/2026-10-10"))
    }

    @Test func `a folder that is no snapshot is refused`() throws {
        var night = try Night()
        night.options.source = night.folder / "nowhere"
        #expect { try night.run() } throws: { ($0 as? JobError)?.exitStatus == .refused }
    }

    @Test func `reports that cannot be written leave the ledger as it was`() throws {
        var night = try Night()
        try night.folder.write("plain", "a file")
        night.options.reports = night.folder / "plain/reports"
        #expect { try night.run() } throws: { ($0 as? JobError)?.exitStatus == .incomplete }
        let ledger = try Ledger(path: night.options.ledger)
        #expect(try ledger.lastRuns().isEmpty)
    }

    @Test func `a second run at the same time is told so`() throws {
        let night = try Night()
        let lock = try LedgerLock(ledger: night.options.ledger)
        #expect { try night.run() } throws: { ($0 as? JobError)?.exitStatus == .held }
        withExtendedLifetime(HeldForTest(lock)) {}
    }

    @Test func `a dry run writes nothing`() throws {
        var night = try Night(lines: [Self.line(["Subtotal": "121.00", "Total": "121.00"])])
        night.options.dryRun = true
        let summary = try night.run()
        #expect(summary.bySeverity == [.high: 2])
        #expect(!FileManager.default.fileExists(atPath: night.options.ledger))
        #expect(!FileManager.default.fileExists(atPath: night.options.reports))
    }
}

/// Keeps a lock alive to the end of a test.
private final class HeldForTest {
    private let lock: LedgerLock

    init(_ lock: consuming LedgerLock) { self.lock = lock }
}
