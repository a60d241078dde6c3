import BillingModel
import GRDB
import Testing

@testable import LedgerStore

@Suite("What was done to a ledger is named")
struct SealVerificationTests {
    struct Deed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        let fault: String

        init(_ name: String, _ sql: String, _ fault: String) {
            testDescription = name
            self.sql = sql
            self.fault = fault
        }
    }

    private static let disagree = "is not what was posted: its fields and its fingerprint disagree"
    private static let names = "one names another source line, customer or product than it did"

    static let deeds: [Deed] = [
        // Charges.
        Deed(
            "an amount", "UPDATE charges SET subtotal = subtotal + 1 WHERE charge_no = 3", "charges row 3: \(disagree)"),
        Deed(
            "an order id", "UPDATE charges SET order_id = 'order-7' WHERE charge_no = 1", "charges row 1: \(disagree)"),
        Deed(
            "a day", "UPDATE charges SET charge_end = charge_end + 1 WHERE charge_no = 2", "charges row 2: \(disagree)"),
        Deed(
            "a price that is no number", "UPDATE charges SET unit_price = '1,5' WHERE charge_no = 2",
            "charges row 2: unit_price holds no number"),
        Deed("the 22nd decimal", "UPDATE charge_fractions SET low = low + 1", "charges row 3: \(disagree)"),
        Deed("a fraction removed", "DELETE FROM charge_fractions WHERE field = 'tax'", "charges row 3: \(disagree)"),
        Deed(
            "a fraction of nothing", "INSERT INTO charge_fractions VALUES (99, 'tax', 1, 1)",
            "charge_fractions row 99: belongs to no charge"),
        Deed(
            "a fraction of an unknown field", "INSERT INTO charge_fractions VALUES (1, 'toll', 1, 1)",
            "charge_fractions row 1: is of the unknown field 'toll'"),
        Deed("a charge deleted", "DELETE FROM charges WHERE charge_no = 2", "charges row 2: is missing"),
        Deed("the last charge deleted", "DELETE FROM charges WHERE charge_no = 6", "charges row 6: is missing"),
        Deed(
            "two charges swapped",
            """
            UPDATE charges SET charge_no = -1 WHERE charge_no = 1; UPDATE charges SET charge_no = 1 WHERE charge_no = 2;
            UPDATE charges SET charge_no = 2 WHERE charge_no = -1
            """, "charges row 1: \(disagree)"),
        Deed("a charge added", copy("charges", "charge_no", from: 1, to: 7), "charges row 7: is in no seal"),
        Deed("a charge added in front", copy("charges", "charge_no", from: 1, to: 0), "charges row 0: is in no seal"),
        Deed(
            "a source line", "UPDATE charges SET line = 99 WHERE charge_no = 2",
            "charges: of rows 1 to 4, sealed by run 1, \(names)"),
        Deed(
            "a legacy GUID", "UPDATE charges SET legacy_subscription_guid = 'x' WHERE charge_no = 5",
            "charges: of rows 5 to 6, sealed by run 2, \(names)"),
        Deed(
            "a charge in another posting", "UPDATE charges SET posting_no = 1 WHERE charge_no = 5",
            "charges row 5: was posted with another document or invoice"),
        Deed(
            "a customer that is not there", "UPDATE charges SET customer_no = 9 WHERE charge_no = 2",
            "charges row 2: names row 9 of customers, which is not there"),
        Deed(
            "fingerprints emptied",
            "UPDATE charge_fingerprints SET fingerprints = zeroblob(96) WHERE first_charge_no = 1",
            "charges row 1: \(disagree)"),
        Deed(
            "fingerprints cut", "UPDATE charge_fingerprints SET fingerprints = zeroblob(23) WHERE first_charge_no = 1",
            "charge_fingerprints row 1: is a list of broken length"),
        Deed(
            "fingerprints deleted", "DELETE FROM charge_fingerprints WHERE first_charge_no = 1",
            "charges row 1: has no fingerprint: no run has posted it"),
        // Order rows.
        Deed(
            "an ordered quantity", "UPDATE order_events SET quantity = 2 WHERE event_no = 1",
            "order_events row 1: \(disagree)"),
        Deed("an order row deleted", "DELETE FROM order_events WHERE event_no = 2", "order_events row 2: is missing"),
        Deed(
            "an order row added", copy("order_events", "event_no", from: 1, to: 8), "order_events row 8: is in no seal"),
        // What they name.
        Deed("a customer's name", "UPDATE customers SET name = 'Other'", "customers row 1: is not what run 1 sealed"),
        Deed(
            "a kind of charge", "UPDATE charge_terms SET kind = 'one_time'",
            "charge_terms row 1: is not what run 1 sealed"),
        Deed(
            "a currency that is none", "UPDATE charge_terms SET currency = 'EURO'",
            "charge_terms row 1: currency holds 'EURO'"),
        Deed("an item deleted", "DELETE FROM items", "items row 1: is missing"),
        Deed(
            "a posting of another invoice", "UPDATE postings SET invoice_no = 1 WHERE posting_no = 5",
            "postings row 5: is not what run 2 sealed"),
        // Documents and invoices.
        Deed(
            "a document's digest", "UPDATE source_documents SET digest = 'd9' WHERE document_no = 2",
            "source_documents row 2: is not what run 1 sealed"),
        Deed(
            "a header's total", "UPDATE invoice_headers SET total_charges = '99.00' WHERE header_no = 1",
            "invoice_headers row 1: is not what run 1 sealed"),
        Deed(
            "a header deleted", "DELETE FROM invoice_headers WHERE header_no = 2", "invoice_headers row 2: is missing"),
        Deed("a restatement deleted", "DELETE FROM restatements", "restatements: run 2 sealed 1 rows, 0 are there"),
        Deed("a withdrawal deleted", "DELETE FROM withdrawals", "withdrawals: run 2 sealed 1 rows, 0 are there"),
        Deed(
            "a withdrawal added", "INSERT INTO withdrawals VALUES (1, 1, 2)",
            "withdrawals row 2: is not what run 2 sealed"),
        Deed(
            "a rejected line", "UPDATE rejected_lines SET raw = '[]'", "rejected_lines row 1: is not what run 2 sealed"),
        Deed(
            "a decision added", "INSERT INTO decisions VALUES (1, 1, 'D', 'accepted', '', NULL, 'now')",
            "decisions row 1: is in no seal"),
        // Findings.
        Deed(
            "a finding's amount", "UPDATE discrepancies SET billed_amount = '17.00'",
            "discrepancies: the rows of 2026-10-11 are not what run 2 sealed"),
        Deed(
            "a finding deleted", "DELETE FROM discrepancies",
            "discrepancies: the rows of 2026-10-11 are not what run 2 sealed"),
        Deed(
            "what a night came to", "UPDATE night_findings SET standing = 0",
            "night_findings: the rows of 2026-10-11 are not what run 2 sealed"),
        Deed(
            "money in dispute", "UPDATE night_disputes SET in_dispute = '0.00'",
            "night_disputes: the rows of 2026-10-11 are not what run 2 sealed"),
        Deed(
            "a night deleted", "DELETE FROM nights",
            "discrepancies: the rows of 2026-10-11, sealed by run 2, are gone"),
        Deed(
            "a night of another run", "UPDATE nights SET run_no = 1",
            "discrepancies: the rows of 2026-10-11, sealed by run 2, are gone"),
        Deed(
            "a night added", "INSERT INTO nights VALUES ('2026-12-24', 2)",
            "nights: 2026-12-24 stands by no run of that date"),
        // Runs and seals.
        Deed(
            "a run's date", "UPDATE runs SET as_of = '2026-10-09' WHERE run_no = 1",
            "runs row 1: is not what run 1 sealed"),
        Deed(
            "an exit status", "UPDATE run_outcomes SET exit_status = 3 WHERE run_no = 2",
            "run_outcomes row 2: is not what run 2 sealed"),
        Deed(
            "a report's digest", "UPDATE run_reports SET digest = 'x' WHERE run_no = 2",
            "run_reports row 2: is not what run 2 sealed"),
        Deed("a run added", copy("runs", "run_no", from: 1, to: 3), "runs row 3: is in no seal"),
        Deed(
            "a seal", "UPDATE seals SET digest = previous WHERE run_no = 1",
            "seals row 1: is not the digest of its parts"),
        Deed(
            "the first seal deleted", "DELETE FROM seals WHERE run_no = 1",
            "seals row 2: follows a seal that is missing"),
        Deed("the last seal deleted", "DELETE FROM seals WHERE run_no = 2", "runs row 2: is in no seal"),
        Deed("all seals deleted", "DELETE FROM seals; DELETE FROM seal_parts", "runs row 1: is in no seal"),
        Deed(
            "a seal's count", "UPDATE seal_parts SET row_count = 3 WHERE run_no = 1 AND part = 'charges'",
            "seals row 1: is not the digest of its parts"),
        Deed(
            "a part of a seal deleted", "DELETE FROM seal_parts WHERE run_no = 2 AND part = 'decisions'",
            "seal_parts row 2: does not name every table once"),
        Deed(
            "a seal of a later form", "UPDATE seals SET form_version = 99 WHERE run_no = 2",
            "seals row 2: has a form that this version does not know"),
    ]

    @Test("The first thing that is wrong", arguments: deeds)
    func named(_ deed: Deed) throws {
        let test = try TestLedger.ofTwoNights()
        try #require(try test.sealFault() == nil)
        try test.tamper(deed.sql)
        #expect(try test.sealFault() == deed.fault)
    }

    /// Charges and order rows that are there are proved when they are read, their fractions with them.
    @Test("A run finds it too, before it builds on it", arguments: deeds)
    func beforeARun(_ deed: Deed) throws {
        let test = try TestLedger.ofTwoNights()
        try test.open().proveFoundation(before: "2026-10-12")
        try test.tamper(deed.sql)
        let isOfRows = ["charges", "order_events", "charge_fractions"].contains { deed.fault.hasPrefix($0) }
        if isOfRows && !deed.testDescription.hasPrefix("fingerprints") && !deed.fault.hasSuffix("is in no seal") {
            #expect(throws: Never.self) { try test.open().proveFoundation(before: "2026-10-12") }
        } else {
            #expect {
                try test.open().proveFoundation(before: "2026-10-12")
            } throws: { error in
                if case LedgerError.corrupt(test.path, _) = error { true } else { false }
            }
        }
    }

    @Test("A charge that has changed is not read back")
    func charges() throws {
        let test = try TestLedger.ofTwoNights()
        let ledger = try test.open()
        #expect(try ledger.restatements(asOf: "2026-10-11", invoices: ["G1"]).count == 1)
        #expect(try lines(of: ledger) == 4)
        try test.tamper("UPDATE charges SET subtotal = subtotal + 1 WHERE charge_no IN (1, 6)")
        #expect(throws: LedgerError.self) { try ledger.restatements(asOf: "2026-10-11", invoices: ["G1"]) }
        #expect(throws: LedgerError.self) { try lines(of: ledger) }
    }

    private func lines(of ledger: Ledger) throws -> Int {
        let terms = try ledger.earlierTerms()
        var count = 0
        for invoice in try ledger.earlierInvoices(before: "2026-10-12") {
            try ledger.lines(of: invoice, before: "2026-10-12", as: InvoiceIndex(0), terms) { count += $0.lines.count }
        }
        return count
    }

    @Test("A row that names nothing is found by the references, whatever the table")
    func references() throws {
        let test = try TestLedger.ofTwoNights()
        #expect(try Ledger(reading: test.path).verifyReferences() == nil)
        try test.tamper("DELETE FROM source_documents WHERE document_no = 1")
        let fault = try Ledger(reading: test.path).verifyReferences()
        #expect(fault == LedgerFault("postings", row: 2, "names a row of source_documents that is not there"))
    }

    @Test(
        "A schema that is not this version's own",
        arguments: [
            ("DROP TRIGGER charges_refuse_delete", "trigger charges_refuse_delete is missing"),
            ("DROP VIEW journal_sums", "view journal_sums is missing"),
            ("CREATE TRIGGER t AFTER INSERT ON charges BEGIN SELECT 1; END", "trigger t is not of this version"),
            (
                "DROP VIEW current_charges; CREATE VIEW current_charges AS SELECT * FROM charges",
                "view current_charges is not as it was made"
            ),
        ])
    func schema(sql: String, reason: String) throws {
        let test = try TestLedger.ofTwoNights()
        #expect(try Ledger(reading: test.path).verifySchema() == nil)
        try DatabaseQueue(path: test.path).inDatabase { try $0.execute(sql: sql) }
        #expect(try Ledger(reading: test.path).verifySchema() == LedgerFault("the schema", reason))
    }

    /// An exact copy of a row under another number.
    private static func copy(_ table: String, _ number: String, from: Int, to: Int) -> String {
        """
        CREATE TEMP TABLE copied AS SELECT * FROM \(table) WHERE \(number) = \(from);
        UPDATE copied SET \(number) = \(to);
        INSERT INTO \(table) SELECT * FROM copied
        """
    }
}
