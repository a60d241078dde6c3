import BillingModel
import PartnerCenter
import ReconciliationJob

/// Tells a chat or a monitor what a run came to: numbers and money added up, nobody's name and no id.
///
/// The address is a secret, so it comes from the environment or the configuration file, never from the command line, and
/// is never shown. A webhook that fails is said and changes nothing: the reports are there.
enum Webhook {
    private static let seconds = 20
    private static let attempts = 3
    private static let answerLimit = 65_536

    /// Posts a summary, when there is somewhere to post it to.
    static func post(_ summary: RunSummary, to address: WebAddress?) throws {
        guard let address else { return }
        let body = Array(message(summary).json.utf8)
        if let reason = try ServiceSession.wait({ try await send(body, to: address) }) {
            Console.log("tieout: the webhook was not told: \(reason)", .warning, event: "webhook_failed")
        }
    }

    /// `text` is what Slack, Mattermost, Teams and their like show; the rest is for programs.
    static func message(_ summary: RunSummary) -> JSONValue {
        let counts = Severity.allCases.reversed().map {
            JSONValue.JSONMember($0.rawValue, .number("\(summary.bySeverity[$0] ?? 0)"))
        }
        return [
            "text": .string(text(summary)), "as_of": .string("\(summary.asOf)"),
            "exit_status": .number("\(summary.exitStatus.rawValue)"), "provisional": .bool(summary.isProvisional),
            "unchanged": .bool(summary.isUnchanged), "discrepancies": .object(counts),
            "money": .array(summary.money.map(RunReporting.money)),
        ]
    }

    private static func text(_ summary: RunSummary) -> String {
        if summary.isUnchanged { return "tieout: nothing has changed since the last run as of \(summary.asOf)." }
        let total = summary.bySeverity.values.reduce(0, +)
        var lines = [
            "tieout as of \(summary.asOf): \(total) discrepancies, \(summary.bySeverity[.high] ?? 0) of them high."
        ]
        lines += summary.money.map {
            "\($0.currency): billed \($0.billed), overcharged \($0.overcharged), undercharged \($0.undercharged)"
        }
        if summary.isProvisional { lines.append("Provisional: some source could not be read whole.") }
        return lines.joined(separator: "\n")
    }

    /// `nil` when it was taken, or why not.
    private static func send(_ body: [UInt8], to target: WebAddress) async throws -> String? {
        let transport = NetworkTransport(timeout: seconds, connections: 1)
        let request = HTTPRequest(
            method: .post, address: target, headers: [("Content-Type", "application/json")], body: body,
            wholeWithin: seconds)
        var reason: String?
        for attempt in 1...attempts {
            reason = await answer(request, transport)
            if reason == nil || attempt == attempts { break }
            try await Task.sleep(for: .seconds(2 * attempt))
        }
        try await transport.shutdown()
        return reason
    }

    private static func answer(_ request: HTTPRequest, _ transport: NetworkTransport) async -> String? {
        var sink = MemorySink(limit: answerLimit)
        do throws(TransportFailure) {
            let head = try await transport.exchange(request, into: &sink)
            return head.isSuccess ? nil : "\(request.address.origin) answered \(head.status)"
        } catch {
            return "\(request.address.origin): \(error.reason)"
        }
    }
}
