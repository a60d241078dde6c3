import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// The shipped samples through the whole job.
@Suite struct SampleRunTests {
    private func options(_ folder: TemporaryFolder, source: String = Repository.samples) -> RunOptions {
        var options = RunOptions(source: source, asOf: "2026-11-10")
        options.orders = [Repository.samples + "/orders.csv"]
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        options.matches = true
        return options
    }

    private func run(_ options: RunOptions) throws -> RunSummary {
        try ReconciliationRun(options).run(clock: { "2026-11-10T04:30:00Z" }, progress: { _ in })
    }

    @Test func `every planted discrepancy is found with its amounts, and nothing else`() throws {
        let folder = try TemporaryFolder()
        let summary = try run(options(folder))
        #expect(summary.exitStatus == .ended)
        let columns = [
            "class", "invoice_id", "customer_id", "order_id", "subscription_id", "catalog_item_id", "charge_start",
            "currency", "expected_amount", "billed_amount",
        ]
        let found = try csvRows(folder / "reports/2026-11-10/discrepancies.csv").map { row in
            columns.map { row[$0] ?? "?" }
        }
        let planted = try csvRows(Repository.root + "/Tests/SampleReseller/expected-findings.csv")
            .map { row in columns.map { row[$0] ?? "?" } }
        let unmet = planted.filter { label in
            // A label leaves a cell empty where the finding may say more.
            !found.contains { row in zip(label, row).allSatisfy { $0 == $1 || $0.isEmpty } }
        }
        #expect(unmet.isEmpty)
        #expect(found.count == planted.count)
    }

    @Test func `lines and money in are lines and money out`() throws {
        let folder = try TemporaryFolder()
        _ = try run(options(folder))
        let rows = try csvRows(folder / "reports/2026-11-10/control-totals.csv")
        #expect(rows.count == 15)
        for row in rows {
            func amount(_ name: String) -> Amount { Amount(stringLiteral: row[name] ?? "") }
            func count(_ name: String) -> Int { Int(row[name] ?? "") ?? -1 }
            let buckets = ["matched", "tolerated", "discrepant", "unmatched", "excluded"]
            #expect(
                buckets.reduce(0) { $0 + count($1 + "_lines") } == count("lines_read") - count("lines_rejected"),
                "\(row["invoice_id"] ?? "")")
            #expect(buckets.reduce(.zero) { $0 + amount($1 + "_amount") } == amount("subtotal"))
            let kinds = ["one_time", "recurring", "usage", "credits"]
            #expect(kinds.reduce(.zero) { $0 + amount($1) } == amount("subtotal"))
        }
    }

    @Test func `the same night again adds nothing and yields the same bytes`() throws {
        let folder = try TemporaryFolder()
        let first = try run(options(folder))
        let reports = try reportFiles(folder / "reports/2026-11-10")
        #expect(!first.isUnchanged)

        // With the reports gone the night is done again, against a ledger that knows every line.
        try FileManager.default.removeItem(atPath: folder / "reports/2026-11-10")
        let second = try run(options(folder))
        #expect(!second.isUnchanged)
        #expect(try reportFiles(folder / "reports/2026-11-10") == reports)

        let elsewhere = try TemporaryFolder()
        _ = try run(options(elsewhere))
        #expect(try reportFiles(elsewhere / "reports/2026-11-10") == reports)
    }

    @Test func `the next night knows the findings of the night before`() throws {
        let folder = try TemporaryFolder()
        _ = try run(options(folder))
        var next = options(folder)
        next.asOf = "2026-11-11"
        _ = try run(next)
        let rows = try csvRows(folder / "reports/2026-11-11/discrepancies.csv")
        #expect(rows.count == 27)
        #expect(rows.allSatisfy { $0["status"] == "open" && $0["age_days"] == "1" && $0["first_seen"] == "2026-11-10" })
    }

    @Test func `a finding that has gone is listed once as resolved`() throws {
        let folder = try TemporaryFolder()
        _ = try run(options(folder))
        var next = options(folder)
        next.asOf = "2026-11-11"
        let corrected = folder / "orders.csv"
        let book = try String(contentsOfFile: Repository.samples + "/orders.csv", encoding: .utf8)
        let dropped =
            try csvRows(folder / "reports/2026-11-10/discrepancies.csv")
            .first { $0["class"] == "ordered_not_charged" }?["order_id"] ?? "?"
        let lines = book.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.contains { $0.hasPrefix(dropped) })
        try lines.filter { !$0.hasPrefix(dropped) }.joined(separator: "\n")
            .write(toFile: corrected, atomically: true, encoding: .utf8)
        next.orders = [corrected]
        _ = try run(next)
        let rows = try csvRows(folder / "reports/2026-11-11/discrepancies.csv")
        #expect(rows.filter { $0["status"] == "resolved" }.map { $0["class"] } == ["ordered_not_charged"])

        next.asOf = "2026-11-12"
        _ = try run(next)
        let last = try csvRows(folder / "reports/2026-11-12/discrepancies.csv")
        #expect(last.count == 26)
        #expect(last.allSatisfy { $0["status"] == "open" })
    }

    @Test func `without an order book only what invoices prove about themselves is found`() throws {
        let folder = try TemporaryFolder()
        var alone = options(folder)
        alone.orders = []
        let summary = try run(alone)
        #expect(summary.exitStatus == .ended)
        let classes = Set(try csvRows(folder / "reports/2026-11-10/discrepancies.csv").map { $0["class"] ?? "" })
        #expect(classes.contains("line_arithmetic") && classes.contains("duplicate_line"))
        #expect(!classes.contains("charged_not_ordered") && !classes.contains("ordered_not_charged"))
    }

    @Test func `explain shows both sides and the arithmetic`() throws {
        let folder = try TemporaryFolder()
        _ = try run(options(folder))
        let row = try #require(
            try csvRows(folder / "reports/2026-11-10/discrepancies.csv").first { $0["class"] == "quantity_over" })
        let text = try Explanation.text(of: row["discrepancy_id"] ?? "", ledger: folder / "ledger.sqlite")
        for part in ["quantity_over", "80.00", "100.00", "20.00", "trunc(", row["evidence"] ?? "?"] {
            #expect(text.contains(part), "\(part) is not in\n\(text)")
        }
    }

    @Test func `fail-on decides between status 0 and 1`() throws {
        let folder = try TemporaryFolder()
        var strict = options(folder)
        strict.failOn = .high
        #expect(try run(strict).exitStatus == .discrepancies)
    }
}
