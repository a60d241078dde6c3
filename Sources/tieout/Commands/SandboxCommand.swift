import ArgumentParser
import BillingModel
import Foundation
import PartnerCenterSandbox
import ReconciliationJob

struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Runs a local Partner Center look-alike until it is told to stop.",
        discussion: """
            Serves a snapshot folder and a small catalogue under one port, and prints the settings that lead the other \
            commands to it. What was bought in it is billed by POST /sandbox/invoices?date=2026-12-05: an invoice of that \
            day for the month before. Faults: \(SandboxFault.allCases.map(\.rawValue).joined(separator: ", ")).
            """
    )

    @Option(
        help: ArgumentHelp("The snapshot folder to serve (default: the shipped sample invoices).", valueName: "folder"))
    var snapshot: String?

    @Option(help: "The port; 0 for any free one.")
    var port = 8199

    @Option(
        help: ArgumentHelp(
            "A fault, the share of addresses that it strikes, and how often: throttling=20 or badGzip=10x3.",
            valueName: "fault=percent[xtimes]"))
    var fault: [String] = []

    @Option(help: "Makes the faults repeatable.")
    var seed: UInt64 = 1

    @Option(name: .customLong("largest-page"), help: "The most lines on a page.")
    var largestPage = 2000

    @Option(name: .customLong("retry-after"), help: "Seconds that running exports and throttled calls ask for.")
    var retryAfter = 1

    @Option(
        help: ArgumentHelp(
            "The day in the sandbox, on which things are bought (default: the real one).", valueName: "date"))
    var today: String?

    @Option(help: "Milliseconds that every answer takes longer than it has to.")
    var latency = 0

    @Option(name: .customLong("token-lifetime"), help: "Seconds that a token lives.")
    var tokenLifetime = 3600

    @Option(
        name: .customLong("refresh-token-file"),
        help: ArgumentHelp("Write a user's refresh token there, for App+User.", valueName: "file"))
    var refreshTokenFile: String?

    func run() throws {
        guard let snapshot = snapshot ?? ShippedFiles.folder("sample-invoices", holding: "invoices.json") else {
            throw ServiceSession.ended(.refused, "the sample invoices are not beside this program; give a --snapshot")
        }
        var settings = SandboxSettings(snapshot: snapshot)
        settings.port = port
        settings.seed = seed
        settings.largestPage = max(largestPage, 1)
        settings.retryAfter = max(retryAfter, 0)
        settings.latency = max(latency, 0)
        settings.tokenLifetime = max(tokenLifetime, 1)
        for text in fault {
            guard let (kind, rule) = SandboxFaults.rule(text) else {
                throw ServiceSession.ended(.refused, "'\(text)' is no fault such as throttling=20 or badGzip=10x3")
            }
            settings.faults.rules[kind] = rule
        }
        if let today {
            guard case .date(let day) = DateText.read(today) else {
                throw ServiceSession.ended(.refused, "--today: '\(today)' is no day such as 2026-11-24")
            }
            settings.today = day
        }
        let server = SandboxServer(settings)
        let tokenFile = refreshTokenFile
        if let tokenFile {
            try (server.refreshToken + "\n").write(toFile: tokenFile, atomically: true, encoding: .utf8)
        }
        try ServiceSession.wait {
            try await server.run { port in
                var lines = server.environment(port: port)
                lines["TIEOUT_REFRESH_TOKEN_FILE"] = tokenFile
                print(lines.sorted { $0.key < $1.key }.map { "export \($0.key)='\($0.value)'" }.joined(separator: "\n"))
                fflush(nil)
                Console.error("tieout: curl -X POST http://127.0.0.1:\(port)/sandbox/invoices bills what was bought")
                Console.error("tieout: the sandbox serves \(snapshot) on port \(port); end it with Ctrl-C")
            }
        }
    }
}
