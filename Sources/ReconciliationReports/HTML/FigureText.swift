internal import BillingModel

/// Figures as people read them. The exact ones are in the CSV files and in each opened finding.
enum FigureText {
    private static let unitsPerCent: UInt128 = 100_000_000_000_000_000_000

    /// Money to the cent, halves away from zero, thousands set apart, with a true minus sign. An amount that is not
    /// zero and would read as such keeps all its digits.
    static func money(_ amount: Amount) -> String {
        let cents = (amount.units.magnitude + unitsPerCent / 2) / unitsPerCent
        if cents == 0, !amount.isZero { return minus(amount) + amount.magnitude.description }
        let fraction = String(cents % 100)
        return minus(amount) + grouped(String(cents / 100)) + (fraction.count == 1 ? ".0" : ".") + fraction
    }

    /// The same with a sign before what is above zero, for differences.
    static func difference(_ amount: Amount) -> String {
        (amount.signum > 0 ? "+" : "") + money(amount)
    }

    static func count(_ count: Int) -> String {
        (count < 0 ? "\u{2212}" : "") + grouped(String(count.magnitude))
    }

    /// `1 finding`, `2 findings`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(FigureText.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// A dash for nothing, so that the rest stands out.
    static func orDash(_ amount: Amount, _ text: (Amount) -> String) -> String {
        amount.isZero ? "\u{2013}" : text(amount)
    }

    static func orDash(_ count: Int, _ text: (Int) -> String) -> String {
        count == 0 ? "\u{2013}" : text(count)
    }

    /// `part ÷ whole` in per cent with one decimal, cut and not rounded, so that 100 means all of it; `nil` where a
    /// share says nothing.
    static func percent(_ part: Amount, of whole: Amount) -> String? {
        guard whole.signum > 0, part.signum >= 0, part <= whole else { return nil }
        let permille = part.scaled(to: 1000, of: whole)
        return "\(permille / 10).\(permille % 10) %"
    }

    /// `charged_not_ordered` as `Charged not ordered`.
    static func words(_ code: String) -> String {
        let words = code.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func minus(_ amount: Amount) -> String { amount.signum < 0 ? "\u{2212}" : "" }

    private static func grouped(_ digits: String) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}

extension Amount {
    /// `self × length ÷ whole` as a whole number, cut toward zero; for lengths of bars and shares. `length` and the
    /// error are small: `whole` is cut to a multiple of `length` where the product would not fit.
    func scaled(to length: Int, of whole: Amount) -> Int {
        guard whole.signum > 0 else { return 0 }
        let (product, overflow) = units.multipliedReportingOverflow(by: Int128(length))
        if !overflow { return Int(product / whole.units) }
        return Int(units / max(1, whole.units / Int128(length)))
    }
}
