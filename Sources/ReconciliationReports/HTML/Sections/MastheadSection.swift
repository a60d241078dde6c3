internal import BillingModel

/// The top of the page: what this is, and the night in two sentences.
enum MastheadSection {
    static func markup(_ record: RunRecord, _ overview: NightOverview, _ totals: [ControlTotals]) -> Markup {
        """
        <header class="masthead">
        <p class="brand">tieout</p>
        <h1>Billed against ordered</h1>
        <p class="asof">Microsoft invoices reconciled as of <time datetime="\(record.asOf)">\(record.asOf)</time></p>
        <p class="lead">\(Verdict.read(totals)) \(Verdict.found(overview))</p>
        \(record.provisional ? provisional : "")
        <nav aria-label="On this page"><ul>
        <li><a href="#summary">Summary</a></li><li><a href="#changes">Changes</a></li>\
        <li><a href="#differences">Differences</a></li><li><a href="#findings">Findings</a></li>\
        <li><a href="#totals">Control totals</a></li><li><a href="#run">This run</a></li>
        </ul></nav>
        </header>
        """
    }

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
        let new = overview.byStatus[.new]?.findings ?? 0
        return text + (new > 0 ? "; \(FigureText.count(new)) new." : "; none is new.")
    }
}
