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

    /// Of the sample's order book.
    private static func customers(_ book: String) throws -> [String] {
        let header = try #require(book.split(separator: "\n").first).split(separator: ",")
        let column = try #require(header.firstIndex(of: "customer_name"))
        let rows = book.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let names = Set(rows.filter { $0.count == header.count }.map { String($0[column]) }).filter { $0.count > 3 }
        try #require(names.count > 5)
        return names.sorted()
    }

    /// How a source is spoiled so that names come where something else is expected.
    enum Spoiling: String, CaseIterable { case nothing, cells, objects, halves }

    @Test("No customer's name on standard error or standard output", arguments: Spoiling.allCases, ["text", "json"])
    func names(spoiling: Spoiling, format: String) throws {
        let night = try Night()
        let source = night.folder / "source"
        let book = try String(contentsOfFile: source + "/orders.csv", encoding: .utf8)
        let names = try Self.customers(book)
        for name in try FileManager.default.subpathsOfDirectory(atPath: source) where spoiling != .nothing {
            let isCSV = name.hasSuffix(".csv")
            guard isCSV || (name.hasSuffix(".json") && name.contains("invoices/") && !name.contains("manifest")) else {
                continue
            }
            var text = try String(contentsOfFile: source + "/" + name, encoding: .utf8)
            switch spoiling {
            case .nothing: continue
            case .cells where isCSV:
                // Every third row loses its first cell, so that all others move.
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
                    index, line in
                    index % 3 == 1 ? String(line.drop { $0 != "," }.dropFirst()) : String(line)
                }
                text = lines.joined(separator: "\n")
            case .cells: continue
            case .objects:
                for field in ["Subtotal", "subtotal", "ChargeStartDate", "chargeStartDate", "Quantity", "quantity"] {
                    text = text.replacing("\"\(field)\"", with: "\"was_\(field)\"", maxReplacements: 1)
                        .replacing("\"CustomerName\"", with: "\"\(field)\"", maxReplacements: 1)
                        .replacing("\"customerName\"", with: "\"\(field)\"", maxReplacements: 1)
                }
            case .halves: text = String(text.prefix(text.count / 2))
            }
            try text.write(toFile: source + "/" + name, atomically: true, encoding: .utf8)
        }
        let outcome = try night.run(arguments: ["--log-format", format])
        #expect([0, 2, 3].contains(outcome.status), "\(outcome.errors)")
        for name in names { #expect(!(outcome.errors + outcome.output).contains(name), "\(name): \(outcome.errors)") }
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
        let secrets = ["sandbox-secret", "sandbox-refresh-", "sandbox-token-", "Bearer ", "client_secret", "sig="]
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
            ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"],
            ["LC_ALL": "C", "TZ": "Pacific/Apia"],
        ])
    func elsewhere(environment: [String: String]) throws {
        if let locale = environment["LC_ALL"], locale != "C" {
            let known = try Program("/usr/bin/locale").run(["-a"]).output.lowercased()
            try #require(known.contains("tr_tr.utf"), "\(locale) is not on this machine: .ci/setup makes it")
        }
        let here = try Night()
        #expect(try here.run().status == 0)
        let there = try Night()
        #expect(try there.run(environment: environment).status == 0)
        #expect(try there.reportBytes() == here.reportBytes())
        #expect(try LedgerFacts.text(there.ledger) == LedgerFacts.text(here.ledger))
    }
}
