internal import BillingModel

/// The headline of each currency: billed, explained, in dispute, leaked; what each word means stands below.
enum SummarySection {
    static func markup(_ overview: NightOverview) -> Markup {
        """
        <section id="summary" aria-labelledby="summary-title">
        <h2 id="summary-title">Summary</h2>
        <div class="cards">
        \(Markup.join(overview.currencies, card))</div>
        \(settled(overview))
        <dl class="legend">
        <div><dt>Billed</dt><dd>what all lines come to, before tax, without voided and replaced documents</dd></div>
        <div><dt>Explained</dt><dd>those of them that agree with the order book, within tolerance</dd></div>
        <div><dt>On lines in question</dt><dd>the rest: lines on which a finding stands, or which no order answers</dd></div>
        <div><dt>In dispute</dt><dd>differences of standing findings, added up without their signs; those that a reviewer \
        has accepted are left out</dd></div>
        <div><dt>Leaked</dt><dd>overcharges among them that nobody has claimed yet: not decided as disputed or awaiting \
        credit</dd></div>
        </dl>
        \(withoutMoney(overview))
        </section>
        """
    }

    /// A night without findings says so; where lines had no order to be held against it does not say more than it knows.
    private static func settled(_ overview: NightOverview) -> Markup {
        if overview.standing > 0 { return "" }
        if overview.currencies.allSatisfy(\.questioned.isZero) {
            return """
                <p class="settled"><strong>Nothing to act on.</strong> Every line that was read is explained, and everything \
                that was expected has been billed.</p>
                """
        }
        return """
            <p class="settled"><strong>No finding stands.</strong> What is in question above are lines that no order was there \
            to explain.</p>
            """
    }

    private static func withoutMoney(_ overview: NightOverview) -> Markup {
        if overview.standing == 0 { return "" }
        let words =
            switch overview.withoutMoney {
            case 0: "Every finding has a difference in money."
            case 1: "1 finding has no difference in money."
            default: "\(FigureText.count(overview.withoutMoney)) findings have no difference in money."
            }
        return """
            <p class="note">\(words)</p>
            """
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
            \(optional("Data and timing", "unclear", figures.dispute.unclear))
            <div class="leaked"><dt>Leaked</dt><dd>\(FigureText.money(figures.leaked))</dd></div>\
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
