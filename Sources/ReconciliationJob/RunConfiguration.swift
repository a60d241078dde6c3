package import BillingModel

/// The options of a run that may come from the command line, the environment or a file; the raw value is the YAML key.
package enum RunSetting: String, CaseIterable, Sendable {
    case source, orders, ledger, reports, rules
    case asOf = "as_of"
    case failOn = "fail_on"
    case matches, xlsx
    case splitBy = "split_by"
    case summary, metrics
    case logFormat = "log_format"

    /// The environment variable.
    package var variable: String { "TIEOUT_" + rawValue.uppercased() }

    /// The option on the command line.
    package var option: String { "--" + rawValue.replacing("_", with: "-") }
}

/// Flags win over the environment, the environment over the file, the file over what is built in (contracts, section 1).
package enum RunConfiguration {
    /// Settles every option.
    ///
    /// - Throws: ``JobError/refused(_:)`` with the file and line of an unknown key or a malformed value.
    package static func resolve(
        given: [RunSetting: [String]], environment: [String: String], file: String?, dryRun: Bool, today: CalendarDate
    ) throws(JobError) -> RunOptions {
        let values = try settle(given: given, environment: environment, file: file)
        guard let source = values[.source]?.last else {
            throw .refused("nothing to reconcile: give --source a snapshot folder (or set TIEOUT_SOURCE)")
        }
        var options = RunOptions(source: source, asOf: try values[.asOf]?.date() ?? today)
        options.orders = values[.orders]?.texts ?? []
        options.ledger = values[.ledger]?.last ?? options.ledger
        options.reports = values[.reports]?.last ?? options.reports
        options.rules = values[.rules]?.last
        options.failOn = try values[.failOn]?.severity()
        options.matches = try values[.matches]?.flag() ?? false
        options.xlsx = try values[.xlsx]?.flag() ?? false
        options.splitBy = try values[.splitBy]?.word(RunOptions.Split.self)
        options.summary = try values[.summary]?.flag() ?? false
        options.metrics = values[.metrics]?.last
        options.logFormat = try values[.logFormat]?.word(RunOptions.LogFormat.self) ?? options.logFormat
        options.dryRun = dryRun
        return options
    }

    /// Every setting that stands somewhere, from where it counts.
    static func settle(
        given: [RunSetting: [String]], environment: [String: String], file: String?
    ) throws(JobError) -> [RunSetting: SettingValue] {
        var values = try file.map { path throws(JobError) in try ConfigurationFile.read(path) } ?? [:]
        for setting in RunSetting.allCases {
            if let value = environment[setting.variable], !value.isEmpty {
                let texts = setting == .orders ? value.split(separator: ",").map(String.init) : [value]
                values[setting] = SettingValue(texts: texts, place: setting.variable)
            }
            if let value = given[setting] { values[setting] = SettingValue(texts: value, place: setting.option) }
        }
        return values
    }
}

/// What a setting says, and where, for who has to correct it.
struct SettingValue {
    let texts: [String]
    /// An option, a variable, or file and line.
    let place: String

    var last: String? { texts.last }

    func date() throws(JobError) -> CalendarDate? {
        guard let last else { return nil }
        guard last.count == 10, case .date(let date) = DateText.read(last) else {
            throw .refused("\(place): '\(last)' is no date: write YYYY-MM-DD")
        }
        return date
    }

    func severity() throws(JobError) -> Severity? {
        guard let last, last != "never" else { return nil }
        guard let severity = Severity(rawValue: last) else {
            throw .refused("\(place): '\(last)' is no severity: write high, medium, low or never")
        }
        return severity
    }

    /// The two words that YAML itself calls booleans.
    func flag() throws(JobError) -> Bool? {
        guard let last else { return nil }
        switch last {
        case "true": return true
        case "false": return false
        default: throw .refused("\(place): '\(last)' is neither true nor false")
        }
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ type: Word.Type
    ) throws(JobError) -> Word? where Word.RawValue == String {
        guard let last else { return nil }
        guard let word = Word(rawValue: last) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: " or ")
            throw .refused("\(place): '\(last)' is not known here: write \(known)")
        }
        return word
    }
}
