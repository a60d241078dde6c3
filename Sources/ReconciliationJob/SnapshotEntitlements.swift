import BillingModel
import Foundation
import InvoiceIntake
import MatchingEngine
import PartnerCenter

/// What customers own, `entitlements/*.json` of a snapshot. Beside the invoices: what does not read is worth a note and
/// nothing else.
struct SnapshotEntitlements {
    private(set) var documents: [SourceDocument] = []
    private(set) var findings: [Finding] = []
    private(set) var reservations = ReservationEntitlements()

    private static let largestFile = 64 << 20

    /// Nothing is known.
    init() {}

    init(source: String) throws(JobError) {
        for file in try SnapshotEntitlements.files(source) {
            do {
                let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
                guard size <= SnapshotEntitlements.largestFile else {
                    note(file.name, "more than \(SnapshotEntitlements.largestFile) bytes")
                    continue
                }
                let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file.path)))
                documents.append(
                    SourceDocument(name: file.name, digest: FileDigest.sha256(file.path), byteCount: bytes.count))
                let name = (file.name as NSString).lastPathComponent
                guard let owned = ArchivedEntitlements(try JSONValue(bytes), fileName: name) else {
                    note(file.name, "holds no entitlements, or more follow on another page")
                    continue
                }
                reservations.add(customer: owned.customer, orders: owned.reservationOrders, file: file.name)
            } catch let fault as JSONFault {
                note(file.name, "not a whole JSON document: \(fault)")
            } catch {
                note(file.name, "cannot be read: \(error.localizedDescription)")
            }
        }
    }

    private mutating func note(_ name: String, _ reason: String) {
        findings.append(Finding(.note, at: name, "not used: \(reason)"))
    }

    /// Where they lie, and their names in evidence; sorted.
    static func files(_ source: String) throws(JobError) -> [(path: String, name: String)] {
        let folder = source + "/" + ArchivedEntitlements.folder
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.lowercased().hasSuffix(".json") && !$0.hasPrefix(".")
            }.sorted().map { ("\(folder)/\($0)", "\(ArchivedEntitlements.folder)/\($0)") }
        } catch {
            throw .refused("source \(folder): cannot be listed: \(error.localizedDescription)")
        }
    }
}
