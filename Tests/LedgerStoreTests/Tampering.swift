import BillingModel
import Foundation
import GRDB

@testable import LedgerStore

extension TestLedger {
    /// Two nights with a row in nearly every table of facts: the second one restates, withdraws and rejects.
    static func ofTwoNights() throws -> TestLedger {
        let test = try TestLedger()
        try twoNights.get().write(to: URL(fileURLWithPath: test.path))
        return test
    }

    /// The file, made once.
    private static let twoNights = Result {
        let test = try makeTwoNights()
        return try Data(contentsOf: URL(fileURLWithPath: test.path))
    }

    private static func makeTwoNights() throws -> TestLedger {
        let test = try TestLedger()
        let fine = Line("order-3", "7.1234567890123456789012").with { $0.tax = "0.00001" }
        try test.night(
            "2026-10-10",
            Night(
                [("G1", [Line("order-1", "10.00"), Line("order-2", "-4.00"), fine, Line("order-4", "5.00")])],
                orders: [Order("order-1", quantity: "3"), Order("order-2"), Order("order-3")]))
        let run = try test.open().beginRun(.test("2026-10-11"))
        try run.register(invoices: ["G1", "G2"])
        try run.record(headers: [.test("G1"), .test("G2", total: "23.80")])
        try run.post(orders: Order.batch([Order("order-9")]))
        try run.post(lines: Line.batch([Line("order-1", "12.00"), Line("order-2", "-4.00"), fine]))
        try run.post(lines: Line.batch([Line("order-9", "20.00")], invoice: 1))
        try run.post(
            rejected: [
                RejectedLineFact(
                    invoice: InvoiceIndex(1), source: SourceLocation(document: DocumentIndex(0), line: 9),
                    reason: "Subtotal is missing", raw: "{}")
            ])
        try run.seal(documents: Night().documents.map { SourceDocument(name: $0.name, digest: "new", byteCount: 9) })
        _ = try run.finishReading { _ in true }
        var discrepancy = Discrepancy(.quantityOver)
        discrepancy.invoiceID = "G2"
        (discrepancy.expectedAmount, discrepancy.billedAmount) = ("16.00", "20.00")
        try run.replaceDiscrepancies([
            ReportedDiscrepancy(
                id: "d1", status: .new, firstSeen: "2026-10-11", ageDays: 0, discrepancy: discrepancy)
        ])
        try run.replaceNightWorth(NightWorth(asOf: "2026-10-11", findings: 1, inDispute: [.eur: "4.00"]))
        try run.commit(.test)
        return test
    }

    /// Changes facts as someone with SQLite's shell might: the triggers are dropped and put back.
    func tamper(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in
            let triggers = try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
            try database.execute(sql: sql)
            for trigger in triggers { try database.execute(sql: trigger["sql"] as String) }
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    /// What `verifySeals` says is wrong.
    func sealFault() throws -> String? { try Ledger(reading: path).verifySeals().fault?.description }
}
