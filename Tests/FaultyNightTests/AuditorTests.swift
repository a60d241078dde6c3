import Foundation
import GRDB
import Testing

@Suite("What an auditor would try ends in a clear message")
struct AuditorTests {
    /// Changes a ledger as somebody with SQLite's shell might: the triggers are dropped and put back.
    private func edit(_ ledger: String, _ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: ledger, configuration: configuration)
        try queue.inDatabase { database in
            let triggers = try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
            try database.execute(sql: sql)
            try #require(database.changesCount > 0, "nothing was changed: \(sql)")
            for trigger in triggers { try database.execute(sql: trigger["sql"] as String) }
        }
    }

    @Test(
        "A fact or a finding that was edited: the next run is refused and names the table",
        arguments: [
            ("UPDATE customers SET name = 'Someone Else' WHERE customer_no = 1", "customers row 1"),
            ("UPDATE discrepancies SET billed_amount = '0.01' WHERE position = 3", "discrepancies"),
            ("UPDATE discrepancies SET first_seen = '2026-01-01'", "discrepancies"),
            ("UPDATE night_disputes SET in_dispute = '0.00'", "night_disputes"),
            ("UPDATE invoice_headers SET total_charges = '1.00' WHERE header_no = 2", "invoice_headers row 2"),
            ("UPDATE run_outcomes SET exit_status = 0", "run_outcomes row 1"),
            (
                "UPDATE charge_fingerprints SET fingerprints = zeroblob(24) WHERE first_charge_no = 1",
                "charge_fingerprints"
            ),
            ("DELETE FROM nights", "discrepancies"), ("DELETE FROM seals", "is in no seal"),
            (
                "INSERT INTO decisions SELECT 1, 1, discrepancy_id, 'accepted', '', NULL, 'now' FROM discrepancies LIMIT 1",
                "decisions row 1"
            ),
        ])
    func edited(sql: String, named: String) throws {
        let first = try Night.first()
        let night = try Night(after: first)
        let before = try night.reportBytes()
        try edit(night.ledger, sql)
        let outcome = try night.run()
        #expect(outcome.status == 2, "\(outcome.errors)")
        #expect(outcome.errors.contains(night.ledger) && outcome.errors.contains("is damaged"), "\(outcome.errors)")
        #expect(outcome.errors.contains(named), "\(outcome.errors)")
        #expect(try night.reportBytes() == before)
        #expect(try night.review().status == 2)
        #expect(try night.fault() != nil)
    }

    @Test("A charge that was edited and is no longer in the folder is not matched with")
    func editedCharge() throws {
        let night = try Night()
        #expect(try night.run().status == 0)
        try night.forget("G041870112")
        try edit(night.ledger, "UPDATE charges SET subtotal = subtotal + 10000")
        let outcome = try night.next.run()
        #expect(outcome.status == 2 && outcome.errors.contains("charges row"), "\(outcome.errors)")
    }

    @Test("A folder of reports that was deleted is written again, byte for byte")
    func reportsDeleted() throws {
        let night = try Night()
        #expect(try night.run().status == 0)
        let reports = try night.reportBytes()
        try FileManager.default.removeItem(atPath: night.reports)
        #expect(try night.run().status == 0)
        #expect(try night.reportBytes() == reports)
        try FileManager.default.removeItem(atPath: night.reports + "/2026-11-10/discrepancies.csv")
        #expect(try night.run().status == 0)
        #expect(try night.reportBytes() == reports)
    }

    @Test("Two runs at once: the second one is told to wait")
    func twoAtOnce() throws {
        let night = try Night()
        #expect(try night.run().status == 0)
        let lock = open(night.ledger + ".lock", O_RDWR)
        try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        defer { close(lock) }
        for outcome in [try night.run(), try night.review()] {
            #expect(outcome.status == 4, "\(outcome.errors)")
            #expect(outcome.errors.contains("another run holds the ledger"), "\(outcome.errors)")
        }
    }

    @Test("Another program that writes in the ledger is waited for, then told of")
    func otherWriter() throws {
        let night = try Night()
        #expect(try night.run().status == 0)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: night.ledger, configuration: configuration)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let outcome = try night.next.run()
        #expect(outcome.status == 3 && outcome.errors.contains("another program has the ledger"), "\(outcome.errors)")
        try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    }
}

extension Night {
    /// Takes an invoice out of the source, header and lines.
    fileprivate func forget(_ invoice: String) throws {
        try FileManager.default.removeItem(atPath: folder / "source/invoices/\(invoice)")
        let url = URL(fileURLWithPath: folder / "source/invoices.json")
        let list = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
        let items = try #require(list?["items"] as? [[String: Any]])
        let left = items.filter { $0["id"] as? String != invoice }
        try #require(left.count == items.count - 1)
        try JSONSerialization.data(withJSONObject: ["items": left]).write(to: url)
    }

    /// The night after this one.
    fileprivate var next: Night {
        var night = self
        night.asOf = "2026-11-11"
        return night
    }
}
