import BillingModel
import Foundation
import ReconciliationJob
import Testing

@Suite("Statements beside the invoices' lines") struct StatementTests {
    private let pdf = Data("%PDF-1.4\n% a statement\n%%EOF\n".utf8)

    /// The shipped samples with one more file in an invoice's folder, reconciled.
    private func run(with statement: Data, in folder: TemporaryFolder) throws -> RunSummary {
        let source = folder / "snapshot"
        if !FileManager.default.fileExists(atPath: source) {
            try FileManager.default.copyItem(atPath: Repository.samples, toPath: source)
        }
        try statement.write(to: URL(fileURLWithPath: source + "/invoices/G041870112/statement.pdf"))
        var options = RunOptions(source: source, asOf: "2026-11-10")
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        return try ReconciliationRun(options).run(clock: { "2026-11-10T04:30:00Z" }, progress: { _ in })
    }

    private func page(_ folder: TemporaryFolder) throws -> String {
        try String(contentsOfFile: folder / "reports/2026-11-10/report.html", encoding: .utf8)
    }

    @Test func `are copied beside the reports and linked from the control totals`() throws {
        let folder = try TemporaryFolder()
        _ = try run(with: pdf, in: folder)
        let copy = FileManager.default.contents(atPath: folder / "reports/2026-11-10/statements/G041870112.pdf")
        #expect(copy == pdf)
        let page = try page(folder)
        #expect(page.contains("<a href=\"statements/G041870112.pdf\""))
        #expect(!page.contains("statements/G043216508.pdf"))
        // A folder with a statement counts as unchanged like any other; a newer statement does not.
        let newer = pdf + Data("% corrected\n".utf8)
        #expect(try run(with: newer, in: folder).isUnchanged == false)
        #expect(FileManager.default.contents(atPath: folder / "reports/2026-11-10/statements/G041870112.pdf") == newer)
    }

    @Test func `that are no PDF are not linked, and a note says so`() throws {
        let folder = try TemporaryFolder()
        let summary = try run(with: Data("<html>sign in</html>".utf8), in: folder)
        #expect(
            summary.findings.contains {
                $0.location == "invoices/G041870112/statement.pdf" && $0.message == "not linked: no PDF"
            })
        #expect(try !page(folder).contains("statements/"))
        #expect(!FileManager.default.fileExists(atPath: folder / "reports/2026-11-10/statements"))
    }
}
