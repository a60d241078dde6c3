internal import Foundation
internal import GRDB

/// What a check of the seals came to.
package struct SealVerification: Sendable, Equatable {
    /// The seal of a run, in hexadecimal; whoever keeps it elsewhere can tell a whole ledger from another one.
    package struct RunSeal: Sendable, Equatable {
        package let run: Int64
        package let digest: String
    }

    /// The seals that hold, in order.
    package private(set) var seals: [RunSeal] = []
    package private(set) var charges: Int64 = 0
    package private(set) var orderEvents: Int64 = 0
    /// The first thing that is wrong; what was counted up to there holds.
    package fileprivate(set) var fault: LedgerFault?
}

extension Ledger {
    /// Recomputes every seal from the rows of the ledger: fingerprints of charges and order rows from their fields,
    /// digests of all parts, the chain from run to run, and that nothing stands outside it.
    package func verifySeals() throws(LedgerError) -> SealVerification {
        try snapshot { database in
            var verification = SealVerification()
            do {
                try verification.verify(.everything, during: nil, database)
            } catch let fault as LedgerFault {
                verification.fault = fault
            }
            return verification
        }
    }
}

extension SealVerification {
    /// Throws the first ``LedgerFault``.
    ///
    /// - Parameter run: A run that is going on.
    mutating func verify(
        _ scope: VerificationScope, during run: Int64?, _ database: Database
    ) throws {
        var parts = try PartVerification(scope, database)
        var previous = Seal.none
        for row in try Row.fetchAll(
            database, sql: "SELECT run_no, form_version, previous, digest FROM seals ORDER BY run_no")
        {
            let seal = try SealVerification.seal(row, database)
            guard row["previous"] == HexText.write(previous) else {
                throw LedgerFault(
                    "seals", row: seal.run,
                    seals.isEmpty ? "follows a seal that is missing" : "does not follow the seal before it")
            }
            try parts.verify(seal)
            previous = seal.digest
            seals.append(RunSeal(run: seal.run, digest: HexText.write(previous)))
            charges += seal.parts.first { $0.table == "charges" }?.rows ?? 0
            orderEvents += seal.parts.first { $0.table == "order_events" }?.rows ?? 0
        }
        try parts.verifyNothingElse(but: run)
    }

    /// The seal of a row of `seals`, which is the digest of its parts.
    static func seal(_ row: Row, _ database: Database) throws -> Seal {
        let (run, version): (Int64, Int64) = (row["run_no"], row["form_version"])
        guard (1...Seal.currentVersion).contains(version) else {
            throw LedgerFault("seals", row: run, "has a form that this version does not know")
        }
        guard let previous = HexText.read(row["previous"]) else {
            throw LedgerFault("seals", row: run, "follows a digest that is none")
        }
        let seal = Seal(
            version: version, run: run, previous: previous, parts: try parts(of: run, version, database))
        guard row["digest"] == HexText.write(seal.digest) else {
            throw LedgerFault("seals", row: run, "is not the digest of its parts")
        }
        return seal
    }

    private static func parts(of run: Int64, _ version: Int64, _ database: Database) throws -> [Seal.Part] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT part, last, row_count, digest, row_marks FROM seal_parts WHERE run_no = ? ORDER BY position",
            arguments: [run])
        guard rows.map({ $0["part"] as String }) == SealPart.of(version: version).map(\.table) else {
            throw LedgerFault("seal_parts", row: run, "does not name every table once")
        }
        return try rows.map { row in
            guard let digest = HexText.read(row["digest"]) else {
                throw LedgerFault("seal_parts", row: run, "holds a digest that is none")
            }
            return Seal.Part(
                table: row["part"], last: row["last"], rows: row["row_count"], digest: digest,
                marks: Array(row["row_marks"] as Data))
        }
    }
}
