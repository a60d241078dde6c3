import BillingModel
import Foundation
import ReconciliationReports

/// What `tieout import` has read and kept for `tieout match`: `<ledger>.documents/import.json` says which documents, the
/// documents lie beside it under their digests. Each import takes the place of the one before.
struct ImportedNight: Codable, Sendable {
    struct Document: Codable, Sendable {
        let name: String
        let digest: String
        let byteCount: Int
    }

    /// Trouble that reading the documents once more does not show again.
    struct Note: Codable, Sendable {
        let isWarning: Bool
        let location: String
        let message: String
    }

    static let currentVersion = 1

    var version = ImportedNight.currentVersion
    /// Digest of the list of the inputs, ``RunInputs``.
    let inputs: String
    let documents: [Document]
    let orderNotes: [Note]

    init(inputs: String, documents: [SourceDocument], orderFindings: [Finding]) {
        self.inputs = inputs
        self.documents = documents.map { Document(name: $0.name, digest: $0.digest, byteCount: $0.byteCount) }
        orderNotes = orderFindings.map {
            Note(isWarning: $0.weight == .warning, location: $0.location, message: $0.message)
        }
    }

    var sources: [SourceDocument] {
        documents.map { SourceDocument(name: $0.name, digest: $0.digest, byteCount: $0.byteCount) }
    }

    var orderFindings: [Finding] {
        orderNotes.map { Finding($0.isWarning ? .warning : .note, at: $0.location, $0.message) }
    }

    // MARK: The file

    private static func path(_ store: DocumentStore) -> String { store.folder + "/import.json" }
    /// Lists of documents may be long; this is a hundred thousand of them.
    private static let largestFile = 32 << 20

    func write(to store: DocumentStore) throws(JobError) {
        let path = ImportedNight.path(store)
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            try StateFile.replace(path, with: Array(try encoder.encode(self)), isShared: false)
        } catch {
            throw .documents("\(path) cannot be written: \(error)")
        }
    }

    static func read(from store: DocumentStore) throws(JobError) -> ImportedNight {
        let path = path(store)
        do {
            guard let text = try StateFile.read(path, limit: largestFile) else {
                throw JobError.refused("\(path) is not there: nothing has been imported yet; run 'tieout import' first")
            }
            let night = try JSONDecoder().decode(ImportedNight.self, from: Data(text.utf8))
            if night.version == currentVersion { return night }
        } catch let error as JobError {
            throw error
        } catch {
            throw .documents("\(path) cannot be read: \(error); run 'tieout import' again")
        }
        throw .documents("\(path) was written by a newer tieout: use that version, or run 'tieout import' again")
    }
}
