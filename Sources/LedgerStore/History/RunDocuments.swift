package import BillingModel
internal import GRDB

extension Ledger {
    /// The runs up to a number, oldest first.
    package func runs(through number: Int64) throws(LedgerError) -> [RunRecord] {
        try access { try RunRecord.fetch("WHERE run_no <= ? ORDER BY run_no", [number], $0) }
    }

    /// Every document that a run read, in no particular order.
    package func documents(of run: Int64) throws(LedgerError) -> [SourceDocument] {
        try access { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT name, digest, byte_count FROM run_documents JOIN source_documents USING (document_no)
                    WHERE run_no = ? ORDER BY document_no
                    """, arguments: [run]
            ).map { SourceDocument(name: $0[0], digest: $0[1], byteCount: $0[2]) }
        }
    }
}
