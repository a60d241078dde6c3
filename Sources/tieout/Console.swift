import BillingModel
import Foundation
import PartnerCenter
import ReconciliationJob
import Synchronization

/// Standard error: lines for people, or one JSON object a line for programs.
enum Console {
    /// How much a line matters.
    enum Level: String { case info, warning, error }

    private struct State {
        var format = RunOptions.LogFormat.text
        /// A line of progress stands on the terminal, unfinished.
        var hasProgress = false
    }

    private static let state = Mutex(State())

    /// Writes every line from now on in this format.
    static func use(_ format: RunOptions.LogFormat) { state.withLock { $0.format = format } }

    static var isJSON: Bool { state.withLock { $0.format == .json } }

    /// Writes a line to standard error.
    static func error(_ text: String) { write(text, .info, []) }

    /// Says why the program ends: what happened, where, and what to do.
    static func fail(_ reason: String, _ status: Int32) {
        let text = isJSON ? reason : Tint.bad.mark("tieout:", on: STDERR_FILENO) + " " + reason
        write(text, .error, [.init("event", "failed"), .init("exit_status", .number("\(status)"))])
    }

    /// Writes something that happened: as a line of text, or as an object with the fields.
    static func log(_ text: String, _ level: Level = .info, event: String, _ fields: [JSONValue.JSONMember] = []) {
        write(text, level, [JSONValue.JSONMember("event", .string(event))] + fields)
    }

    private static func write(_ text: String, _ level: Level, _ fields: [JSONValue.JSONMember]) {
        state.withLock { state in
            var line = text
            if state.format == .json {
                let head = [
                    JSONValue.JSONMember("time", .string(Clock.now())), .init("level", .string(level.rawValue)),
                    .init("message", .string(text)),
                ]
                line = JSONValue.object(head + fields).json
            }
            let erase = state.hasProgress ? eraseLine : ""
            state.hasProgress = false
            FileHandle.standardError.write(Data((erase + line + "\n").utf8))
        }
    }

    /// Shows a line that the next one replaces. For terminals.
    static func show(progress line: String) {
        state.withLock { state in
            if line.isEmpty, !state.hasProgress { return }
            state.hasProgress = !line.isEmpty
            FileHandle.standardError.write(Data((eraseLine + line).utf8))
        }
    }

    private static let eraseLine = "\r\u{1B}[2K"

    /// A person is watching: progress makes sense.
    static var isInteractive: Bool {
        isatty(STDERR_FILENO) == 1 && !isJSON && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }
}

/// Colour, where it helps and nobody has asked to do without (https://no-color.org).
enum Tint: String {
    case good = "32"
    case doubtful = "33"
    case bad = "31"

    /// The text in this colour, when the terminal behind `descriptor` shows colours.
    func mark(_ text: String, on descriptor: Int32) -> String {
        let environment = ProcessInfo.processInfo.environment
        guard isatty(descriptor) == 1, environment["NO_COLOR", default: ""].isEmpty, environment["TERM"] != "dumb"
        else {
            return text
        }
        return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }
}

/// The wall clock, asked in one place.
enum Clock {
    /// Now, ISO 8601, UTC, to the second.
    static func now() -> String { ISO8601DateFormatter().string(from: Date()) }

    /// Today, UTC.
    static func today() -> CalendarDate {
        CalendarDate(dayNumber: Int32((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    }
}
