internal import BillingModel

/// What is different from the night before.
enum ChangesSection {
    /// A line of the table: statuses that belong together.
    private struct Line {
        let label: StaticString
        let statuses: [DiscrepancyStatus]
    }

    private static let lines = [
        Line(label: "New", statuses: [.new]),
        Line(label: "Changed in amount", statuses: [.changed]),
        Line(label: "As before", statuses: [.open, .disputed, .awaitingCredit]),
        Line(label: "Accepted by a reviewer", statuses: [.accepted]),
        Line(label: "Resolved", statuses: [.resolved]),
    ]

    static func markup(_ overview: NightOverview, asOf: CalendarDate, _ earlier: [NightFigures]) -> Markup {
        guard let previous = earlier.last else { return first }
        if overview.byStatus.isEmpty, previous.findings == 0 {
            return """
                <section id="changes" aria-labelledby="changes-title">
                <h2 id="changes-title">What changed since the last run</h2>
                <p>Nothing: no finding stands now, and none stood on \(previous.asOf).</p>
                \(TrendChart.markup(overview, asOf: asOf, earlier))
                </section>
                """
        }
        return """
            <section id="changes" aria-labelledby="changes-title">
            <h2 id="changes-title">What changed since the last run</h2>
            <div class="scroll" role="region" aria-label="Findings by what became of them" tabindex="0"><table class="compact">
            <thead><tr><th scope="col">Findings</th><th scope="col" class="num">Number</th>\
            \(Markup.join(overview.currencies) { "<th scope=\"col\" class=\"num\">\($0.currency)</th>" })</tr></thead>
            <tbody>
            \(Markup.join(lines) { line($0, overview) })</tbody>
            \(comparison(overview, with: previous))
            </table></div>
            <p class="note">Amounts are differences added up without their signs. What is new, changed and as before is in \
            dispute; what is accepted or resolved is not.</p>
            \(TrendChart.markup(overview, asOf: asOf, earlier))
            </section>
            """
    }

    private static let first: Markup = """
        <section id="changes" aria-labelledby="changes-title">
        <h2 id="changes-title">What changed since the last run</h2>
        <p>This is the first run: there is nothing to compare with, and every finding is new. From the next one on this \
        says what is new, what has changed in amount and what is resolved, and how the money in dispute develops.</p>
        </section>
        """

    private static func line(_ line: Line, _ overview: NightOverview) -> Markup {
        let count = line.statuses.reduce(0) { $0 + (overview.byStatus[$1]?.findings ?? 0) }
        return """
            <tr><th scope="row">\(line.label)</th>\
            <td class="num">\(FigureText.orDash(count, FigureText.count))</td>\
            \(Markup.join(overview.currencies) { figures in
                let worth = line.statuses.reduce(Amount.zero) {
                    $0 + (overview.byStatus[$1]?.worth[figures.currency]?.gross ?? .zero)
                }
                return "<td class=\"num\">\(FigureText.orDash(worth, FigureText.money))</td>"
            })</tr>

            """
    }

    private static func comparison(_ overview: NightOverview, with previous: NightFigures) -> Markup {
        """
        <tfoot>
        <tr><th scope="row">In dispute now</th><td class="num">\(FigureText.count(overview.inDispute))</td>\
        \(Markup.join(overview.currencies) { figures in
            "<td class=\"num\">\(FigureText.money(figures.dispute.gross))</td>"
        })</tr>
        <tr><th scope="row">In dispute on \(previous.asOf)</th>\
        <td class="num">\(FigureText.count(previous.findings))</td>\
        \(Markup.join(overview.currencies) { figures in
            "<td class=\"num\">\(FigureText.money(previous.inDispute[figures.currency] ?? .zero))</td>"
        })</tr>
        </tfoot>
        """
    }
}
