import Foundation
import LedgerStore
import ReconciliationJob
import Testing

/// A reseller's folder with a ledger and reports, for nights that go wrong.
///
/// The first night lacks an invoice and some orders, so that the second adds facts of every kind.
struct Night: Sendable {
    let folder: TemporaryFolder
    var asOf = "2026-11-10"
    var ledger: String { folder / "ledger/ledger.sqlite" }
    var reports: String { folder / "reports" }

    /// The shipped sample.
    static let samples: String = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("sample-invoices").path

    /// A folder without any night.
    init() throws {
        folder = try TemporaryFolder()
        for name in ["ledger", "reports"] {
            try FileManager.default.createDirectory(atPath: folder / name, withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(atPath: Night.samples, toPath: folder / "source")
    }

    /// As another night left it, its second night ahead.
    init(after first: Night) throws {
        folder = try TemporaryFolder()
        for name in ["ledger", "reports"] {
            try FileManager.default.copyItem(atPath: first.folder / name, toPath: folder / name)
        }
        try FileManager.default.copyItem(atPath: Night.samples, toPath: folder / "source")
        try Data("%PDF-1.7\n%%EOF\n".utf8).write(
            to: URL(fileURLWithPath: folder / "source/invoices/G041870112/statement.pdf"))
        asOf = "2026-11-11"
    }

    /// A folder with a first night in it.
    static func first() throws -> Night {
        let night = try Night()
        let book = try String(contentsOfFile: night.folder / "source/orders.csv", encoding: .utf8)
        try book.split(separator: "\n").dropLast(7).joined(separator: "\n")
            .write(toFile: night.folder / "source/orders.csv", atomically: true, encoding: .utf8)
        let last = try #require(
            try FileManager.default.contentsOfDirectory(atPath: night.folder / "source/invoices").sorted().last)
        try FileManager.default.removeItem(atPath: night.folder / "source/invoices/\(last)")
        let outcome = try night.run()
        try #require(outcome.status == 3, "\(outcome.errors)")
        return night
    }

    var arguments: [String] {
        [
            "run", "--source", folder / "source", "--orders", folder / "source/orders.csv", "--ledger", ledger,
            "--reports", reports, "--as-of", asOf, "--matches",
        ]
    }

    func run(
        _ fault: Fault? = nil, log: String? = nil, arguments more: [String] = [], environment: [String: String] = [:]
    ) throws -> Program.Outcome {
        var values = try fault?.environment(under: folder.path, log: log) ?? [:]
        values.merge(environment) { $1 }
        return try Program.tieout.run(arguments + more, environment: values)
    }

    /// The calls of this night that change files, a line each.
    func calls(in place: String = "", countingReads: Bool = false) throws -> [String] {
        let log = folder / "calls"
        _ = try run(Fault(kind: .kill, call: 0, countsReads: countingReads, place: place), log: log)
        return try String(contentsOfFile: log, encoding: .utf8).replacing(folder.path, with: "")
            .split(separator: "\n").map(String.init)
    }

    /// Everything that stands in the folder of reports, links by their target, hidden files too; not the metrics, which
    /// tell the time.
    func reportBytes() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: reports) where name != "tieout.prom" {
            let path = reports + "/" + name
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            switch attributes[.type] as? FileAttributeType {
            case .typeSymbolicLink:
                files[name] = Data(try FileManager.default.destinationOfSymbolicLink(atPath: path).utf8)
            case .typeDirectory: files[name + "/"] = Data()
            default: files[name] = try Data(contentsOf: URL(fileURLWithPath: path))
            }
        }
        return files
    }

    /// What `tieout verify` finds wrong; `nil` when the ledger is proved.
    func fault() throws -> String? {
        let verification = try LedgerVerification.run(ledger: ledger)
        return verification.isGood ? nil : verification.lines.joined(separator: "\n")
    }
}
