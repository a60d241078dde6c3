internal import BillingModel

/// Bars in tables. They repeat what the figures beside them say, so programs that read aloud pass over them.
enum Bars {
    /// Units of width across a bar's whole drawing.
    static let width = 1000

    /// A part of a bar and how it is coloured.
    struct Part {
        let tone: StaticString
        let start: Int
        let length: Int
    }

    static func row(_ parts: [Part]) -> Markup {
        """
        <svg class="bar" viewBox="0 0 \(width) 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
        \(Markup.join(parts) { part in
            "<rect class=\"\(part.tone)\" x=\"\(part.start)\" y=\"0\" width=\"\(part.length)\" height=\"10\"/>"
        })</svg>
        """
    }

    /// Overcharged, undercharged and unclear one after the other, as long as `greatest` allows.
    static func worth(_ worth: Worth, greatest: Amount) -> Markup {
        var start = 0
        var parts: [Part] = []
        for (tone, amount) in [
            ("over" as StaticString, worth.overcharged), ("under", worth.undercharged), ("unclear", worth.unclear),
        ] where !amount.isZero {
            let length = max(3, amount.magnitude.scaled(to: width, of: greatest))
            parts.append(Part(tone: tone, start: start, length: min(length, width - start)))
            start = min(width, start + length)
        }
        return row(parts)
    }

    /// The share `part` of `whole` against the rest.
    static func share(_ part: Amount, of whole: Amount) -> Markup {
        let length = min(width, max(0, part.scaled(to: width, of: whole)))
        return row([
            Part(tone: "fine", start: 0, length: length),
            Part(tone: "open", start: length, length: width - length),
        ])
    }
}
