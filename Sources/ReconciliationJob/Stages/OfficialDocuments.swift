import BillingModel
import Foundation
import InvoiceIntake
import LedgerStore
import XMLDocuments

/// A file of reference rates or of bank statements that a run was given.
struct OfficialFile {
    enum Kind: String {
        case rates, statements
    }

    let kind: Kind
    let path: String
    /// As evidence names it: a file by its name, one of a folder with the folder's.
    let name: String

    /// Every file of a run, in the order in which they are read.
    static func all(_ options: RunOptions) throws(JobError) -> [OfficialFile] {
        var files: [OfficialFile] = []
        for path in options.rates { files += try list(path, .rates) }
        for path in options.statements { files += try list(path, .statements) }
        var names: [String: Int] = [:]
        return files.map { OfficialFile(kind: $0.kind, path: $0.path, name: unique($0.name, &names)) }
    }

    /// The second file of a name is told from the first by a number, as `OrderBookReader` does.
    static func unique(_ name: String, _ names: inout [String: Int]) -> String {
        names[name, default: 0] += 1
        let count = names[name, default: 1]
        return count == 1 ? name : "\(name) (\(count))"
    }

    static func list(_ path: String, _ kind: Kind) throws(JobError) -> [OfficialFile] {
        let own = (path as NSString).lastPathComponent
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw JobError.refused("\(kind.rawValue) \(path): no such file or folder")
        }
        if !isFolder.boolValue { return [OfficialFile(kind: kind, path: path, name: own)] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw JobError.refused("\(kind.rawValue) \(path): cannot be read: \(error.localizedDescription)")
        }
        return names.filter { $0.lowercased().hasSuffix(".xml") && !$0.hasPrefix(".") }.sorted().map {
            OfficialFile(kind: kind, path: "\(path)/\($0)", name: "\(own)/\($0)")
        }
    }
}

/// The official XML documents of a night, beside its lines: reference rates, bank statements, and the names of the
/// e-invoices, which are read one at a time when they are compared.
struct OfficialDocuments {
    private(set) var documents: [SourceDocument] = []
    var findings: [Finding] = []
    private(set) var rates = ReferenceRates([])
    private(set) var payments = StatementPayments()
    /// Bank statements were given.
    private(set) var hasStatements = false

    /// Reads them all. A file that cannot be read whole is a finding, and nothing of it is used.
    ///
    /// - Parameter imported: What the ledger has of earlier imports; a rate of tonight's files wins over it.
    static func read(
        _ options: RunOptions, _ imported: ImportedFacts, _ snapshot: SnapshotReading
    ) throws(JobError) -> OfficialDocuments {
        var official = OfficialDocuments()
        var published = imported.rates
        official.hasStatements = !imported.statements.isEmpty
        for statement in imported.statements {
            official.payments.add(
                known: statement.account, id: statement.id, sequence: statement.sequence,
                payments: statement.payments.map { Payment($0, of: statement.document) })
        }
        for file in try OfficialFile.all(options) {
            official.enter(file.path, file.name)
            do throws(XMLFault) {
                switch (try XMLDocument.read(path: file.path), file.kind) {
                case (.rates(let sheet), .rates): published += sheet.rates
                case (.statements(let list), .statements):
                    official.payments.add(list, of: file.name)
                    official.hasStatements = true
                default: throw XMLFault(line: 0, "holds no \(file.kind.rawValue)")
                }
            } catch {
                official.report(error, file.name)
            }
        }
        official.rates = ReferenceRates(published)
        official.payments.finish()
        official.findings += official.payments.findings
        for invoice in snapshot.invoices {
            // One whose lines were read from it is among the documents already.
            if let file = invoice.document, invoice.form != .electronicInvoice {
                official.enter(file.location, file.path)
            }
        }
        return official
    }

    private mutating func enter(_ path: String, _ name: String) {
        documents.append(SourceDocument(official: path, name))
    }

    private mutating func report(_ fault: XMLFault, _ name: String) {
        findings.append(OfficialDocuments.finding(fault, name))
    }

    static func finding(_ fault: XMLFault, _ name: String) -> Finding {
        Finding(.warning, at: fault.line > 0 ? "\(name):\(fault.line)" : name, "not read: \(fault.reason)")
    }
}
