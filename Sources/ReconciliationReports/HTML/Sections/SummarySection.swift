internal import BillingModel

/// The headline of each currency: billed, explained, in dispute.
enum SummarySection {
    static func markup(_ overview: NightOverview) -> Markup {
        """
        <section id="summary" aria-labelledby="summary-title">
        <h2 id="summary-title">Summary</h2>
        <div class="cards">
        \(Markup.join(overview.currencies, card))</div>
        <p class="note">Before tax, without voided and replaced documents. <em>Explained</em>: lines that agree with \
        the order book. <em>On lines in question</em>: the rest of the bill, lines on which a finding \
        stands or which no order answers. <em>In dispute</em>: the differences of standing findings added up without their signs, \
        those accepted by a reviewer left out. \(withoutMoney(overview.withoutMoney))</p>
        </section>
        """
    }

    private static func withoutMoney(_ count: Int) -> String {
        switch count {
        case 0: "Every finding has a difference in money."
        case 1: "1 finding has no difference in money."
        default: "\(FigureText.count(count)) findings have no difference in money."
        }
    }

    private static func card(_ figures: CurrencyFigures) -> Markup {
        let share = FigureText.percent(figures.explained, of: figures.billed)
        return """
            <article class="card" aria-labelledby="card-\(figures.currency)">
            <h3 id="card-\(figures.currency)">\(figures.currency)</h3>
            <dl class="figures">
            <div class="main"><dt>Billed</dt><dd>\(FigureText.money(figures.billed))</dd></div>
            <div><dt>Explained\(share.map { ", \($0)" } ?? "")</dt><dd>\(FigureText.money(figures.explained))</dd></div>
            <div><dt>On lines in question</dt><dd>\(FigureText.money(figures.questioned))</dd></div>
            </dl>
            \(Bars.share(figures.explained, of: figures.billed))
            <dl class="figures">
            <div class="main"><dt>In dispute</dt><dd>\(FigureText.money(figures.dispute.gross))</dd></div>
            <div><dt><span class="key over"></span>Overcharged</dt>\
            <dd>\(FigureText.difference(figures.dispute.overcharged))</dd></div>
            <div><dt><span class="key under"></span>Undercharged</dt>\
            <dd>\(FigureText.difference(figures.dispute.undercharged))</dd></div>
            \(optional("Data and timing", "unclear", figures.dispute.unclear))\
            \(optional("Accepted, not in dispute", "fine", figures.accepted.net))
            </dl>
            </article>

            """
    }

    private static func optional(_ term: StaticString, _ tone: StaticString, _ amount: Amount) -> Markup {
        if amount.isZero { return "" }
        return """
            <div><dt><span class="key \(tone)"></span>\(term)</dt><dd>\(FigureText.difference(amount))</dd></div>
            """
    }
}
