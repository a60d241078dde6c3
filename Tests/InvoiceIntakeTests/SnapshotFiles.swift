import BillingModel
import Testing

@testable import InvoiceIntake

/// Lines of one invoice in each of their forms.
enum LineFiles {
    static func blob(_ lines: [BilledLine]) -> String { lines.map { $0.json + "\n" }.joined() }

    static func page(_ lines: [BilledLine], next: Bool = false) -> String {
        let links = next ? #""links":{"next":{"uri":"/invoices/G1/lineitems?seekOperation=Next"}},"# : #""links":{},"#
        return "{\(links)\"totalCount\":2,\"items\":[\(lines.map(\.json).joined(separator: ","))]}"
    }

    static func portal(_ lines: [BilledLine]) -> String { BilledLine.csvHeader() + lines.map(\.csv).joined() }

    static func manifest(_ names: [String], count: Int? = nil) -> String {
        "{\"blobCount\":\(count ?? names.count),\"blobs\":[\(names.map { "{\"name\":\"\($0)\"}" }.joined(separator: ","))]}"
    }
}

/// The header of G1, which ties out to one plain line.
let oneHeader = """
    {"items":[{"id":"G1","invoiceDate":"2026-11-08","totalCharges":23.80,"currencyCode":"EUR"}]}
    """

/// Reads a whole snapshot; `invoice` is its first.
func readSnapshot(
    _ disk: SnapshotOnDisk, limits: IntakeLimits = .standard
) throws -> (sink: CollectingSink, reading: SnapshotReading, invoice: InvoiceReading) {
    var sink = CollectingSink()
    let reading = try SnapshotReader(directory: disk.path, limits: limits).read(into: &sink)
    return (sink, reading, try #require(reading.invoices.first))
}

/// A snapshot with the header of G1 and files in G1's folder.
func snapshot(_ files: KeyValuePairs<String, String>) throws -> SnapshotOnDisk {
    let disk = try SnapshotOnDisk().write(oneHeader, to: "invoices.json")
    for (name, text) in files { try disk.write(text, to: "invoices/G1/" + name) }
    return disk
}

/// Where v1 pages of new commerce lie.
let pagesFolder = "lineitems/onetime-billinglineitems/"
