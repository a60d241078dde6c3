import BillingModel
import Foundation
import InvoiceIntake
import Testing

@testable import ReconciliationJob

/// Findings set apart by customer and by account manager.
@Suite struct FindingSharesTests {
    private func row(_ customer: String, order: String = "", _ name: String = "") -> ReportedDiscrepancy {
        var finding = Discrepancy(.quantityOver)
        (finding.customerID, finding.customerName, finding.orderID) = (customer, name, order)
        return ReportedDiscrepancy(
            id: customer, status: .new, firstSeen: "2026-11-10", ageDays: 0, discrepancy: finding)
    }

    @Test(arguments: [
        ("08588730-AE0C-575B-B82C-EBE23A9281B8", "08588730-ae0c-575b-b82c-ebe23a9281b8"), ("", "no-customer"),
        ("../../etc", "customer-"), ("a/b", "customer-"), ("-rf", "customer-"), ("c:\\x", "customer-"),
        ("Ümlaut", "customer-"),
    ])
    func `a folder's name is never what came in, unless it is an id`(id: String, folder: String) {
        let share = FindingShares.customer(row(id).discrepancy)
        #expect(folder == "customer-" ? share.folder.hasPrefix(folder) : share.folder == folder)
        #expect(share.folder.utf8.allSatisfy { $0 == 45 || ($0 >= 48 && $0 < 58) || ($0 >= 97 && $0 < 123) })
    }

    @Test func `an order's manager counts before its customer's, the last row wins, others have none`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "orders.csv",
            "Order_ID,customer_id,ACCOUNT_MANAGER\no1,c1,Ana\no2,c1,\"Bo, the \u{1B}\"\no3,c2,Cy\nshort\no3,c2,\n")
        try folder.write("other.csv", "order_id,customer_id\no9,c9\n")
        let managers = try AccountManagers.read(paths: [folder / "orders.csv", folder / "other.csv"])
        let shares = FindingShares(
            [row("C1", order: "O1"), row("c1", order: "unknown"), row("c2"), row("c9", order: "o9")],
            by: FindingShares.accountManager(managers))
        #expect(shares.shares.map(\.name) == ["Ana", "Bo, the \u{1B}", "Cy", ""])
        #expect(shares.shares.map { $0.folder.split(separator: "-").first ?? "" } == ["ana", "bo", "cy", "no"])
        #expect(shares.shares.map { shares.rows(of: $0).count } == [1, 1, 1, 1])
    }

    @Test func `the shares of a night hold each of its findings once, and a second night finds them unchanged`() throws
    {
        let folder = try TemporaryFolder()
        var options = RunOptions(source: Repository.samples, asOf: "2026-11-10")
        options.orders = [Repository.samples + "/orders.csv"]
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        options.splitBy = .customer
        options.xlsx = true
        let run = ReconciliationRun(options)
        _ = try run.run(clock: { "2026-11-10T04:30:00Z" }, progress: { _ in })
        let night = folder / "reports/2026-11-10"
        let index = try csvRows(night + "/by-customer/index.csv")
        var ids: [String] = []
        for name in Set(index.compactMap { $0["folder"] }) {
            let rows = try csvRows("\(night)/by-customer/\(name)/discrepancies.csv")
            ids += rows.compactMap { $0["discrepancy_id"] }
            #expect(Set(rows.map { $0["customer_id"] }).count == 1)
            #expect(FileManager.default.fileExists(atPath: "\(night)/by-customer/\(name)/discrepancies.xlsx"))
        }
        let all = try csvRows(night + "/discrepancies.csv").compactMap { $0["discrepancy_id"] }
        #expect(ids.sorted() == all.sorted())
        #expect(index.reduce(0) { $0 + (Int($1["discrepancies"] ?? "") ?? 0) } == all.count)
        #expect(try run.run(clock: { "2026-11-10T05:30:00Z" }, progress: { _ in }).isUnchanged)

        try FileManager.default.removeItem(atPath: "\(night)/by-customer/\(index[0]["folder"] ?? "")/discrepancies.csv")
        #expect(try !run.run(clock: { "2026-11-10T06:30:00Z" }, progress: { _ in }).isUnchanged)
    }
}
