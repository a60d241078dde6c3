package import BillingModel
import Foundation
import Yams

/// The options of a run that may come from the command line, the environment or a file; the raw value is the YAML key.
package enum RunSetting: String, CaseIterable, Sendable {
    case source, orders, ledger, reports, rules
    case asOf = "as_of"
    case failOn = "fail_on"
    case matches

    /// The environment variable.
    var variable: String { "TIEOUT_" + rawValue.uppercased() }
}

/// Flags win over the environment, the environment over the file, the file over what is built in (contracts, section 1).
package enum RunConfiguration {
    /// Settles every option.
    ///
    /// - Throws: ``JobError/refused(_:)`` with the file and line of an unknown key or a malformed value.
    package static func resolve(
        given: [RunSetting: [String]], environment: [String: String], file: String?, dryRun: Bool, today: CalendarDate
    ) throws(JobError) -> RunOptions {
        var values = try file.map { path throws(JobError) in try read(path) } ?? [:]
        for setting in RunSetting.allCases {
            if let value = environment[setting.variable], !value.isEmpty {
                values[setting] = setting == .orders ? value.split(separator: ",").map(String.init) : [value]
            }
            if let value = given[setting] { values[setting] = value }
        }
        guard let source = values[.source]?.last else {
            throw .refused("nothing to reconcile: give --source a snapshot folder (or set TIEOUT_SOURCE)")
        }
        var options = RunOptions(source: source, asOf: try date(values[.asOf]?.last) ?? today)
        options.orders = values[.orders] ?? []
        options.ledger = values[.ledger]?.last ?? options.ledger
        options.reports = values[.reports]?.last ?? options.reports
        options.rules = values[.rules]?.last
        options.failOn = try severity(values[.failOn]?.last)
        options.matches = values[.matches]?.last == "true"
        options.dryRun = dryRun
        return options
    }

    private static func date(_ text: String?) throws(JobError) -> CalendarDate? {
        guard let text else { return nil }
        guard text.count == 10, case .date(let date) = DateText.read(text) else {
            throw .refused("'\(text)' is no date: write --as-of as YYYY-MM-DD")
        }
        return date
    }

    private static func severity(_ text: String?) throws(JobError) -> Severity? {
        guard let text, text != "never" else { return nil }
        guard let severity = Severity(rawValue: text) else {
            throw .refused("'\(text)' is no severity: --fail-on takes high, medium, low or never")
        }
        return severity
    }

    private static func read(_ path: String) throws(JobError) -> [RunSetting: [String]] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
            throw .refused("\(path): cannot be read, or is larger than 1 MiB")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
        } catch {
            throw .refused("\(path): \(error)")
        }
        guard let root else { return [:] }
        guard let mapping = root.mapping else { throw .refused("\(path):1: not a mapping of settings") }
        var values: [RunSetting: [String]] = [:]
        for (key, value) in mapping {
            let line = key.mark?.line ?? 0
            guard let setting = key.string.flatMap(RunSetting.init(rawValue:)) else {
                throw .refused("\(path):\(line): unknown setting '\(key.string ?? "?")'")
            }
            if let scalar = value.scalar {
                values[setting] = [scalar.string]
            } else if let list = value.sequence, setting == .orders {
                values[setting] = list.compactMap(\.string)
            } else {
                throw .refused("\(path):\(line): '\(setting.rawValue)' takes a plain value")
            }
        }
        return values
    }
}
