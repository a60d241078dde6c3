internal import BillingModel

/// The top of the page: what this is, and the night in two sentences.
enum MastheadSection {
    static func markup(
        _ record: RunRecord, _ overview: NightOverview, _ totals: [ControlTotals], since previous: NightFigures?
    ) -> Markup {
        """
        <header class="masthead">
        <p class="brand">tieout</p>
        <h1>Billed against ordered</h1>
        <p class="asof">Microsoft invoices reconciled as of <time datetime="\(record.asOf)">\(record.asOf)</time></p>
        <p class="lead">\(Verdict.read(totals)) \(Verdict.found(overview))</p>
        <p class="asof">\(unbroken(Verdict.changed(overview, since: previous)))</p>
        \(record.provisional ? provisional : "")
        <nav aria-label="On this page"><ul>
        <li><a href="#summary">Summary</a></li><li><a href="#changes">Changes</a></li>\
        <li><a href="#differences">Differences</a></li><li><a href="#findings">Findings</a></li>\
        <li><a href="#totals">Control totals</a></li><li><a href="#run">This run</a></li>
        </ul></nav>
        </header>
        """
    }

    /// Dates stay on one line.
    private static func unbroken(_ text: String) -> String { text.replacing("-", with: "\u{2011}") }

    private static let provisional: Markup = """
        <p class="notice"><strong>Provisional.</strong> Some source could not be read whole. What was read is shown; \
        figures may change when the run is repeated. See <a href="#run">this run</a> for what is missing.</p>
        """
}

/// The night in sentences, for the page and for mail.
enum Verdict {
    static func read(_ totals: [ControlTotals]) -> String {
        let lines = totals.reduce(0) { $0 + $1.linesRead }
        let invoices = Set(totals.map(\.invoiceID)).count
        return "\(FigureText.count(lines, "line")) on \(FigureText.count(invoices, "document")) checked."
    }

    static func found(_ overview: NightOverview) -> String {
        if overview.standing == 0 { return "No finding stands." }
        var text = "\(FigureText.count(overview.standing, "finding")) \(overview.standing == 1 ? "stands" : "stand")"
        let high = overview.bySeverity[.high] ?? 0
        if high > 0 { text += ", \(FigureText.count(high)) of high severity" }
        return text + "."
    }

    /// The difference against the night before: findings, then money in dispute by currency.
    static func changed(_ overview: NightOverview, since previous: NightFigures?) -> String {
        guard let previous else { return "There is no earlier run to compare with." }
        let parts = [DiscrepancyStatus.new, .changed, .resolved].map {
            "\(FigureText.count(overview.byStatus[$0]?.findings ?? 0)) \($0.rawValue)"
        }
        return "Since \(previous.asOf): \(parts.joined(separator: ", ")); \(dispute(overview, since: previous))."
    }

    private static func dispute(_ overview: NightOverview, since previous: NightFigures) -> String {
        let now = Dictionary(uniqueKeysWithValues: overview.currencies.map { ($0.currency, $0.dispute.gross) })
        let moves = Set(now.keys).union(previous.inDispute.keys).sorted().compactMap { currency -> String? in
            let move = (now[currency] ?? .zero) - (previous.inDispute[currency] ?? .zero)
            return move.isZero ? nil : "\(currency)\u{A0}\(FigureText.difference(move))"
        }
        return moves.isEmpty ? "money in dispute as before" : "in dispute " + moves.joined(separator: ", ")
    }
}
