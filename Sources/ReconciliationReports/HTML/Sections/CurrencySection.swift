internal import BillingModel

/// Where the differences of each currency come from: the bridge, their age, whom and what they are about.
enum CurrencySection {
    static func markup(_ overview: NightOverview) -> Markup {
        """
        <section id="differences" aria-labelledby="differences-title">
        <h2 id="differences-title">Where the differences are</h2>
        \(Markup.join(overview.currencies, currency))</section>
        """
    }

    private static func currency(_ figures: CurrencyFigures) -> Markup {
        """
        <section class="currency" aria-labelledby="currency-\(figures.currency)">
        <h3 id="currency-\(figures.currency)">\(figures.currency)</h3>
        \(BridgeTable.markup(figures))
        <div class="tables">
        \(RankingTable.markup("Customers", figures.customers, figures.currency))
        \(RankingTable.markup("Products", figures.products, figures.currency))
        \(ageing(figures))
        \(kinds(figures))
        </div>
        </section>

        """
    }

    private static func ageing(_ figures: CurrencyFigures) -> Markup {
        if figures.dispute.findings == 0 { return "" }
        let greatest = figures.ageing.map(\.gross).max() ?? .zero
        return """
            <table class="bars"><caption>How long it has been standing, \(figures.currency)</caption>
            <thead><tr><th scope="col">Since first seen</th><th scope="col" class="num">Findings</th>\
            <th scope="col" class="num">In dispute</th><td class="draw"></td></tr></thead>
            <tbody>
            \(Markup.join(AgeBand.allCases) { band in
                let worth = figures.ageing[band.rawValue]
                return """
                    <tr><th scope="row">\(band.label)</th>\
                    <td class="num">\(FigureText.orDash(worth.findings, FigureText.count))</td>\
                    <td class="num">\(FigureText.orDash(worth.gross, FigureText.money))</td>\
                    <td class="draw">\(Bars.worth(worth, greatest: greatest))</td></tr>

                    """
            })</tbody></table>
            """
    }

    private static func kinds(_ figures: CurrencyFigures) -> Markup {
        let kinds = figures.kinds
        var lines: [(StaticString, Amount)] = [
            ("One-time", kinds.oneTime), ("Recurring", kinds.recurring), ("Usage", kinds.usage),
            ("Credits", kinds.credits),
        ]
        if !kinds.setAside.isZero { lines.append(("Set aside", -kinds.setAside)) }
        let greatest = lines.map(\.1.magnitude).max() ?? .zero
        return """
            <table class="bars"><caption>What was billed for, \(figures.currency)</caption>
            <thead><tr><th scope="col">Kind</th><th scope="col" class="num">Billed</th>\
            <td class="draw"></td></tr></thead>
            <tbody>
            \(Markup.join(lines) { label, amount in
                """
                <tr><th scope="row">\(label)</th><td class="num">\(FigureText.orDash(amount, FigureText.money))</td>\
                <td class="draw">\(Bars.row([
                    Bars.Part(
                        tone: amount.signum < 0 ? "under" : "plain", start: 0,
                        length: amount.magnitude.scaled(to: Bars.width, of: greatest))
                ]))</td></tr>

                """
            })</tbody>
            <tfoot><tr><th scope="row">Billed</th><td class="num">\(FigureText.money(figures.billed))</td>\
            <td class="draw"></td></tr></tfoot></table>
            """
    }
}
