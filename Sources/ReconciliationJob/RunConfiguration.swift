package import BillingModel
import PartnerCenter

/// The options of a run that may come from the command line, the environment or a file; the raw value is the YAML key.
package enum RunSetting: String, CaseIterable, Sendable {
    case source, orders, reviews, rates, statements, ledger, reports, rules, archive
    case asOf = "as_of"
    case failOn = "fail_on"
    case matches, xlsx
    case splitBy = "split_by"
    case reportingCurrency = "reporting_currency"
    case paymentTerms = "payment_terms"
    case summary, metrics, webhook
    case syncOrders = "sync_orders"
    case logFormat = "log_format"
    case keepDocuments = "keep_documents"

    /// Several may be given: a list in the file, commas in the environment.
    var takesSeveral: Bool { self == .orders || self == .rates || self == .statements }

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
        let file = try file.map { path throws(JobError) in try ConfigurationFile(path: path) }
        let values = settle(given: given, environment: environment, file: file)
        guard let source = values[.source]?.last else {
            throw .refused(
                "nothing to reconcile: give --source a snapshot folder or '\(FetchPlan.source)' (or set TIEOUT_SOURCE)")
        }
        var options = RunOptions(source: source, asOf: try values[.asOf]?.date() ?? today)
        options.orders = values[.orders]?.texts ?? []
        options.reviews = values[.reviews]?.last
        options.rates = values[.rates]?.texts ?? []
        options.statements = values[.statements]?.texts ?? []
        options.reportingCurrency = try values[.reportingCurrency]?.currency()
        options.paymentTerms = try values[.paymentTerms]?.days()
        options.ledger = values[.ledger]?.last ?? options.ledger
        options.reports = values[.reports]?.last ?? options.reports
        options.rules = values[.rules]?.last
        options.failOn = try values[.failOn]?.severity()
        options.matches = try values[.matches]?.flag() ?? false
        options.xlsx = try values[.xlsx]?.flag() ?? false
        options.splitBy = try values[.splitBy]?.word(RunOptions.Split.self)
        options.summary = try values[.summary]?.flag() ?? false
        options.metrics = values[.metrics]?.last
        options.webhook = try values[.webhook]?.address()
        options.logFormat = try values[.logFormat]?.word(RunOptions.LogFormat.self) ?? options.logFormat
        options.keepDocuments = try values[.keepDocuments]?.flag() ?? true
        options.dryRun = dryRun
        guard source == FetchPlan.source else { return options }
        let plan = try fetchPlan(values, environment, file)
        options.source = plan.archive
        if plan.syncsOrders { options.orders.append(plan.orderBook) }
        options.fetch = plan
        return options
    }

    /// Settles what a stage needs that begins with what an earlier one has left beside the ledger: the source counts for
    /// nothing.
    ///
    /// - Throws: ``JobError/refused(_:)``.
    package static func resolveStage(
        given: [RunSetting: [String]], environment: [String: String], file: String?, today: CalendarDate
    ) throws(JobError) -> RunOptions {
        var given = given
        given[.source] = ["."]
        return try resolve(given: given, environment: environment, file: file, dryRun: false, today: today)
    }

    /// Settles what `tieout fetch` needs: the archive, whether orders come along, the service, the day.
    ///
    /// - Throws: ``JobError/refused(_:)``.
    package static func resolveFetch(
        given: [RunSetting: [String]], environment: [String: String], file: String?, today: CalendarDate
    ) throws(JobError) -> (plan: FetchPlan, asOf: CalendarDate) {
        let file = try file.map { path throws(JobError) in try ConfigurationFile(path: path) }
        let values = settle(given: given, environment: environment, file: file)
        return (try fetchPlan(values, environment, file), try values[.asOf]?.date() ?? today)
    }

    private static func fetchPlan(
        _ values: [RunSetting: SettingValue], _ environment: [String: String], _ file: ConfigurationFile?
    ) throws(JobError) -> FetchPlan {
        FetchPlan(
            archive: values[.archive]?.last ?? archive(beside: values[.ledger]?.last),
            syncsOrders: try values[.syncOrders]?.flag() ?? false,
            service: try ServiceConfiguration.resolve(environment, file))
    }

    /// The archive is kept beside the ledger, which refers to it.
    private static func archive(beside ledger: String?) -> String {
        guard let ledger, let slash = ledger.lastIndex(of: "/") else { return "archive" }
        return ledger[...slash] + "archive"
    }

    /// The ledger alone, for commands that only look at it.
    package static func ledger(
        given: String?, environment: [String: String], file: String?
    ) throws(JobError) -> String {
        let file = try file.map { path throws(JobError) in try ConfigurationFile(path: path) }
        let values = settle(given: given.map { [.ledger: [$0]] } ?? [:], environment: environment, file: file)
        return values[.ledger]?.last ?? RunOptions.defaultLedger
    }

    /// Every setting that stands somewhere, from where it counts.
    static func settle(
        given: [RunSetting: [String]], environment: [String: String], file: ConfigurationFile?
    ) -> [RunSetting: SettingValue] {
        var values = file?.run ?? [:]
        for setting in RunSetting.allCases {
            if let value = environment[setting.variable], !value.isEmpty {
                let texts = setting.takesSeveral ? value.split(separator: ",").map(String.init) : [value]
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

    /// An address may carry a secret: it is not shown.
    func address() throws(JobError) -> WebAddress? {
        guard let last else { return nil }
        do throws(WebAddress.Refusal) {
            return try WebAddress(last)
        } catch {
            throw .refused("\(place): \(error.reason)")
        }
    }

    func severity() throws(JobError) -> Severity? {
        guard let last, last != "never" else { return nil }
        guard let severity = Severity(rawValue: last) else {
            throw .refused("\(place): '\(last)' is no severity: write high, medium, low or never")
        }
        return severity
    }

    func currency() throws(JobError) -> CurrencyCode? {
        guard let last else { return nil }
        guard let currency = CurrencyCode(last) else {
            throw .refused("\(place): '\(last)' is no ISO 4217 currency")
        }
        return currency
    }

    func days() throws(JobError) -> Int? {
        guard let last else { return nil }
        guard let days = Int(last), (0...365).contains(days) else {
            throw .refused("\(place): '\(last)' is no number of days from 0 to 365")
        }
        return days
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
