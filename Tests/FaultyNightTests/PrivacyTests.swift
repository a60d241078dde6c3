import Foundation
import Testing

@Suite("What a run leaves is its owner's alone, says no secret, and does not depend on where it ran")
struct PrivacyTests {
    /// Files and folders under a path that others may look at.
    private func open(_ path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
            if attributes[.type] as? FileAttributeType == .typeSymbolicLink { return false }
            return (attributes[.posixPermissions] as? Int ?? 0o777) & 0o077 != 0
        }
    }

    @Test("Ledger, kept documents and reports, with an open umask")
    func modes() throws {
        let night = try Night()
        let shell = Program("/bin/sh")
        let outcome = try shell.run(
            ["-c", "umask 000; exec \"$0\" \"$@\"", Program.tieout.path] + night.arguments + ["--xlsx"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try open(night.folder / "ledger") == [])
        // The metrics are there for a collector that runs as somebody else.
        #expect(try open(night.reports).filter { $0 != "tieout.prom" } == [])
    }

    @Test("No customer's name on standard error or standard output")
    func names() throws {
        let night = try Night()
        let outcome = try night.run()
        let book = try String(contentsOfFile: night.folder / "source/orders.csv", encoding: .utf8)
        let header = try #require(book.split(separator: "\n").first).split(separator: ",")
        let column = try #require(header.firstIndex(of: "customer_name"))
        let rows = book.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let names = Set(rows.filter { $0.count == header.count }.map { String($0[column]) }).filter { $0.count > 3 }
        try #require(names.count > 5)
        for name in names { #expect(!(outcome.errors + outcome.output).contains(name), "\(name)") }
    }

    @Test(
        "No secret in anything that a faulty fetch leaves or says",
        arguments: ["throttling=60", "badGzip=60", "serverErrors=60", "cutConnections=40", "none"])
    func secrets(fault: String) throws {
        let folder = try TemporaryFolder()
        var arguments = ["--refresh-token-file", folder / "token"]
        if fault != "none" { arguments += ["--fault", fault] }
        let sandbox = try Sandbox(in: folder, arguments: arguments)
        try FileManager.default.createDirectory(atPath: folder / "l", withIntermediateDirectories: true)
        var environment = sandbox.environment
        environment["TIEOUT_RETRIES"] = "2"
        let outcome = try Program.tieout.run(
            [
                "run", "--source", "partner-center", "--archive", folder / "archive", "--ledger",
                folder / "l/ledger.sqlite",
                "--reports", folder / "reports", "--as-of", "2026-11-10",
            ], environment: environment)
        #expect([0, 2, 3].contains(outcome.status), "\(outcome.errors)")
        let secrets = ["sandbox-secret", "sandbox-refresh-", "sandbox-token-", "Bearer ", "client_secret"]
        for secret in secrets {
            #expect(!outcome.errors.contains(secret) && !outcome.output.contains(secret), "\(secret)")
        }
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where name != "token" && name != "sandbox-environment" {
            guard let bytes = FileManager.default.contents(atPath: folder / name) else { continue }
            for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(name)") }
        }
    }

    @Test(
        "The same bytes everywhere",
        arguments: [
            ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"], ["TZ": "Asia/Kathmandu"],
            ["LC_ALL": "C", "TZ": "Pacific/Apia"],
        ])
    func elsewhere(environment: [String: String]) throws {
        let here = try Night()
        #expect(try here.run().status == 0)
        let there = try Night()
        #expect(try there.run(environment: environment).status == 0)
        #expect(try there.reportBytes() == here.reportBytes())
        #expect(try LedgerFacts.text(there.ledger) == LedgerFacts.text(here.ledger))
    }
}
