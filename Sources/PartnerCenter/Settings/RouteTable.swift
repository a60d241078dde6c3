package import BillingModel

/// Which part of the service has an invoice's lines.
package enum BillingRoute: String, Sendable {
    /// Partner Center pages.
    case v1
    /// Graph exports.
    case v2
}

/// The choice between v1 and v2, per invoice by kind and date: the one place for it.
///
/// Cut-off dates moved three times and sources disagree (billing API 1), so each row names what to ask first and what
/// to ask when that refuses; and the table can be overridden.
package struct RouteTable: Sendable, Equatable {
    package enum Commerce: String, Sendable {
        /// `D…` invoices: `office` and `azure`.
        case legacy
        /// `G…` invoices.
        case modern
    }

    package enum Lines: String, Sendable {
        /// What was charged.
        case reconciliation
        /// Daily rated usage.
        case usage
    }

    package struct Row: Sendable, Equatable {
        package let commerce: Commerce
        package let lines: Lines
        /// The first billing month it holds for; `nil` from the beginning.
        package let from: CalendarMonth?
        /// The order in which to ask.
        package let routes: [BillingRoute]
    }

    /// The last row that fits counts.
    package private(set) var rows: [Row]

    package static let standard = RouteTable(rows: [
        Row(commerce: .legacy, lines: .reconciliation, from: nil, routes: [.v1]),
        Row(commerce: .legacy, lines: .usage, from: nil, routes: [.v1]),
        // Before February 2024 v1 exclusively; until March 2025 v1 was allowed for a time; then v2.
        Row(commerce: .modern, lines: .reconciliation, from: nil, routes: [.v1, .v2]),
        Row(commerce: .modern, lines: .reconciliation, from: CalendarMonth(year: 2024, month: 2), routes: [.v2, .v1]),
        // Daily usage: v2 from September 2022 by the documentation, from September 2023 by Microsoft's own sample.
        Row(commerce: .modern, lines: .usage, from: nil, routes: [.v1, .v2]),
        Row(commerce: .modern, lines: .usage, from: CalendarMonth(year: 2022, month: 9), routes: [.v2, .v1]),
    ])

    /// The order in which to ask for an invoice's lines.
    package func routes(_ commerce: Commerce, _ lines: Lines, month: CalendarMonth) -> [BillingRoute] {
        let fitting = rows.last {
            guard $0.commerce == commerce, $0.lines == lines else { return false }
            guard let from = $0.from else { return true }
            return from <= month
        }
        return fitting?.routes ?? []
    }

    /// Adds rows of the form `modern usage 2022-09 v2 v1`, separated by `;`. `*` for the month: from the beginning.
    package func overridden(by text: String) throws(SettingsError) -> RouteTable {
        var table = self
        for line in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty { continue }
            guard words.count >= 4, let commerce = Commerce(rawValue: words[0]), let lines = Lines(rawValue: words[1]),
                let from = RouteTable.month(words[2])
            else { throw RouteTable.refusal(line) }
            let routes = words[3...].compactMap { BillingRoute(rawValue: $0) }
            guard routes.count == words.count - 3, Set(routes).count == routes.count else {
                throw RouteTable.refusal(line)
            }
            table.rows.append(Row(commerce: commerce, lines: lines, from: from.month, routes: routes))
        }
        return table
    }

    private static func refusal(_ line: Substring) -> SettingsError {
        SettingsError(
            setting: ServiceSetting.billingRoutes.rawValue,
            reason: "'\(line)' is no row such as 'modern usage 2022-09 v2 v1'")
    }

    /// `nil` when the word is neither a month nor `*`.
    private static func month(_ word: String) -> (month: CalendarMonth?, Void)? {
        if word == "*" { return (nil, ()) }
        guard case .date(let date) = DateText.read(word + "-01"), word.utf8.count == 7 else { return nil }
        return (date.month, ())
    }
}
