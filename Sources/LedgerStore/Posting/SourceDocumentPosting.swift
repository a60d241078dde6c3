internal import BillingModel
internal import GRDB

/// Enters the documents of a run, once their digests are known at the end of reading.
enum SourceDocumentPosting {
    /// A document gets a row when it brought something or when no earlier run read it (same name, same bytes); the run
    /// names every document it read.
    static func seal(
        _ documents: [SourceDocument], run: Int64, _ postings: borrowing PostingRegister, _ database: Database
    ) throws {
        let find = try database.cachedStatement(
            sql: "SELECT max(document_no) FROM source_documents WHERE name = ? AND digest = ?")
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO source_documents (document_no, name, digest, byte_count, first_run_no) VALUES (?, ?, ?, ?, ?)
                """)
        let name = try database.cachedStatement(
            sql: "INSERT INTO run_documents (run_no, document_no) VALUES (?, ?) ON CONFLICT DO NOTHING")
        for (position, document) in documents.enumerated() {
            let index = DocumentIndex(position)
            var number = postings.number(of: index)
            if !postings.documents.contains(index.index),
                let known = try Int64.fetchOne(find, arguments: [document.name, document.digest])
            {
                number = known
            } else {
                try insert.execute(arguments: [number, document.name, document.digest, document.byteCount, run])
            }
            try name.execute(arguments: [run, number])
        }
    }
}
