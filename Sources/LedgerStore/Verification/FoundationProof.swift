package import BillingModel
internal import GRDB

/// What a run builds on, proved before it builds on it.
///
/// The chain of seals, every table of facts but the charges and order rows themselves, the lists of fingerprints, the
/// findings of the last night, and that the indexes say what their tables say. Charges are proved one by one when they
/// are read (`ChargeProof`).
enum FoundationProof {
    /// - Parameters:
    ///   - date: The night at hand: of findings, those of the last night before it are read.
    ///   - run: The run that is going on, if one is.
    /// - Throws: The first ``LedgerFault``.
    static func check(before date: CalendarDate, during run: Int64?, _ database: Database) throws {
        for table in indexedTables {
            let found = try String.fetchOne(database, sql: "PRAGMA integrity_check(\(table))") ?? "no answer"
            if found != "ok" { throw LedgerFault(table, found) }
        }
        let lastNight = try String.fetchOne(
            database, sql: "SELECT max(as_of) FROM nights WHERE as_of < ?", arguments: [date.description])
        var verification = SealVerification()
        try verification.verify(.foundation(lastNight: lastNight), during: run, database)
    }

    /// Proves the record of a run whose reports are taken as they stand.
    static func checkRecord(of run: Int64, _ database: Database) throws {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT run_no, form_version, previous, digest,
                    (SELECT ifnull(max(b.run_no), 0) FROM seals b WHERE b.run_no < ?1) AS before
                FROM seals WHERE run_no >= ?1 ORDER BY run_no LIMIT 1
                """, arguments: [run])
        guard let row else { throw LedgerFault("runs", row: run, "is in no seal") }
        let seal = try SealVerification.seal(row, database)
        for (part, sealed) in zip(SealPart.of(version: seal.version), seal.parts)
        where ["runs", "run_outcomes", "run_reports"].contains(part.table) {
            let reading = try PartReading(of: part, after: row["before"], through: seal.run, database)
            if reading.result.digest != sealed.digest {
                throw LedgerFault(part.table, row: run, "is not what run \(seal.run) sealed")
            }
        }
    }

    /// Those of the tables that are looked into by an index. Findings are not among them: their digest shows what an
    /// index brought.
    private static let indexedTables = [
        "customers", "items", "charge_terms", "order_terms", "source_documents", "invoices", "invoice_headers",
        "postings", "charge_fingerprints", "restatements", "withdrawals", "rejected_lines", "decisions",
        "decision_sources", "reference_rates", "bank_statements", "runs", "run_documents", "nights", "seals",
    ]
}

extension Ledger {
    /// Proves what work on a night builds on.
    ///
    /// - Throws: ``LedgerError/corrupt(path:reason:)`` with the first thing that is wrong.
    package func proveFoundation(before date: CalendarDate) throws(LedgerError) {
        try access { try proving($0) { try FoundationProof.check(before: date, during: nil, $0) } }
    }

    /// Runs a proof: what it finds wrong is damage of the ledger.
    func proving<Result>(_ database: Database, _ body: (Database) throws -> Result) throws -> Result {
        do {
            return try body(database)
        } catch let fault as LedgerFault {
            throw LedgerError.corrupt(path: path, reason: fault.description)
        }
    }
}

extension RunPosting {
    /// Proves what this run builds on; comes before anything is posted.
    package func proveFoundation() throws(LedgerError) {
        try add { database in
            try ledger.proving(database) {
                try FoundationProof.check(before: asOf, during: runNumber, $0)
            }
        }
    }
}
