internal import BillingModel

/// The waterfall from expected to billed: a table whose rows each carry their piece of the drawing.
enum BridgeTable {
    /// Where the drawing begins and how much of it the running totals take; the rest shows that both ends go on.
    private static let (margin, span) = (100, 860)

    static func markup(_ figures: CurrencyFigures) -> Markup {
        let bridge = figures.bridge
        if bridge.steps.isEmpty {
            return """
                <p>No difference between billed charges and what was ordered: expected and billed are \
                \(FigureText.money(bridge.billed)) \(figures.currency).\(apart(bridge))</p>
                """
        }
        return """
            <table class="bars bridge"><caption>From expected to billed, \(figures.currency)</caption>
            <thead><tr><th scope="col">Step</th><th scope="col" class="num">Findings</th>\
            <th scope="col" class="num">Amount</th><td class="draw"></td></tr></thead>
            <tbody>
            \(end("Expected", bridge.expected, bridge))\
            \(steps(bridge))\
            \(end("Billed", bridge.billed, bridge))</tbody></table>
            <p class="note">Expected is what was billed less the differences found. The drawing is cut on the left: it shows \
            the differences, not the whole bill.\(apart(bridge))</p>
            """
    }

    private static func steps(_ bridge: Bridge) -> Markup {
        var running = bridge.expected
        return Markup.join(bridge.steps) { step in
            let before = running
            running += step.difference
            let left = position(min(before, running), bridge)
            let length = max(3, position(max(before, running), bridge) - left)
            let tone: StaticString = step.difference.signum < 0 ? "under" : "over"
            return """
                <tr><th scope="row">\(FigureText.words(step.kind.rawValue))</th>\
                <td class="num">\(FigureText.count(step.findings))</td>\
                <td class="num">\(FigureText.difference(step.difference))</td>\
                <td class="draw">\(Bars.row([Bars.Part(tone: tone, start: left, length: length)]))</td></tr>

                """
        }
    }

    private static func end(_ label: StaticString, _ amount: Amount, _ bridge: Bridge) -> Markup {
        """
        <tr class="end"><th scope="row">\(label)</th><td class="num"></td>\
        <td class="num">\(FigureText.money(amount))</td><td class="draw">\
        \(Bars.row([Bars.Part(tone: "plain", start: 0, length: position(amount, bridge))]))</td></tr>

        """
    }

    /// From the left edge, in units of ``Bars/width``.
    private static func position(_ amount: Amount, _ bridge: Bridge) -> Int {
        let (least, greatest) = bridge.range
        if least == greatest { return margin + span }
        return margin + (amount - least).scaled(to: span, of: greatest - least)
    }

    private static func apart(_ bridge: Bridge) -> String {
        if bridge.apart.isEmpty { return "" }
        let named = bridge.apart.map {
            "\(FigureText.words($0.kind.rawValue).lowercased()) \(FigureText.difference($0.difference))"
        }
        return " Not part of it, being about tax, headers, documents or cash: " + named.joined(separator: ", ") + "."
    }
}
