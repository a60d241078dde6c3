internal import BillingModel

/// What was in dispute over the last nights, a row of columns for each currency and the figures in a table.
enum TrendChart {
    static let nightsShown = 30
    /// Two nights are no wide blocks: the drawing has room for as many at least.
    private static let leastColumns = 12

    static func markup(_ overview: NightOverview, asOf: CalendarDate, _ earlier: [NightFigures]) -> Markup {
        if earlier.isEmpty { return "" }
        let nights = Array((earlier + [overview.figures(asOf: asOf)]).suffix(nightsShown))
        if nights.allSatisfy({ $0.inDispute.values.allSatisfy(\.isZero) }) {
            return "<p>No money has been in dispute in the last \(nights.count) runs.</p>"
        }
        return """
            <h3>In dispute, last \(nights.count) runs</h3>
            <div class="trends">
            \(Markup.join(overview.currencies) { chart($0.currency, nights) })</div>
            <details><summary>The figures</summary>
            <div class="scroll" role="region" aria-label="In dispute by run" tabindex="0"><table class="compact">
            <thead><tr><th scope="col">As of</th><th scope="col" class="num">Findings</th>\
            \(Markup.join(overview.currencies) { "<th scope=\"col\" class=\"num\">\($0.currency)</th>" })</tr></thead>
            <tbody>
            \(Markup.join(nights.reversed()) { line($0, overview) })</tbody></table></div></details>
            """
    }

    private static func line(_ night: NightFigures, _ overview: NightOverview) -> Markup {
        """
        <tr><th scope="row">\(night.asOf)</th><td class="num">\(FigureText.count(night.findings))</td>\
        \(Markup.join(overview.currencies) { figures in
            "<td class=\"num\">\(FigureText.money(night.inDispute[figures.currency] ?? .zero))</td>"
        })</tr>

        """
    }

    private static func chart(_ currency: CurrencyCode, _ nights: [NightFigures]) -> Markup {
        let amounts = nights.map { $0.inDispute[currency] ?? .zero }
        let greatest = amounts.max() ?? .zero
        return """
            <figure class="trend"><figcaption>\(currency) <b>\(FigureText.money(amounts.last ?? .zero))</b></figcaption>
            <svg viewBox="0 0 \(max(nights.count, leastColumns) * 10) 100" preserveAspectRatio="none" role="img" \
            aria-label="\(currency) in dispute, from \(FigureText.money(amounts.first ?? .zero)) to \
            \(FigureText.money(amounts.last ?? .zero)), at most \(FigureText.money(greatest))">\
            \(Markup.join(amounts.enumerated()) { column in
                let height = column.element.isZero ? 0 : max(1, column.element.scaled(to: 100, of: greatest))
                let tone: StaticString = column.offset == nights.count - 1 ? "now" : "then"
                return """
                    <rect class="\(tone)" x="\(column.offset * 10 + 1)" y="\(100 - height)" width="8" \
                    height="\(height)"/>
                    """
            })</svg></figure>

            """
    }
}
