internal import BillingModel

/// HM Revenue & Customs' monthly rates: `<exchangeRateMonthList Period="01/Jun/2026 to 30/Jun/2026">`, then a rate for
/// each country. Countries share currencies; unequal repeats of one currency are a fault.
enum RevenueAndCustomsRates {
    enum Element: String, Vocabulary {
        case exchangeRate = "no:exchangeRate"
        case currencyCode = "no:currencyCode"
        case rateNew = "no:rateNew"
    }

    static let namespaces = ["no": ""]

    static func read(_ source: XMLSource) throws(XMLFault) -> RateSheet {
        let reader = ElementReader<Element>(source, namespaces: namespaces)
        var period = try reader.attribute("Period")
        if period == nil { period = try reader.attribute("period") }
        guard let period, let days = days(period) else {
            throw source.fault("Period names no days: \"\(period?.prefix(60) ?? "")\"")
        }
        var sheet = RateSheet(source: .hmrc)
        try reader.children { (element) throws(XMLFault) in
            guard element == .exchangeRate else { return }
            var code = ""
            var rate = ""
            try reader.children { (element) throws(XMLFault) in
                switch element {
                case .currencyCode: code = try reader.text().value
                case .rateNew: rate = try reader.text().value
                case .exchangeRate: break
                }
            }
            try sheet.add(code, rate, days: days, at: source)
        }
        try reader.finish()
        return try sheet.complete()
    }

    /// `01/Jun/2026 to 30/Jun/2026`.
    private static func days(_ text: String) -> BillingPeriod? {
        let ends = text.split(separator: " ").filter { $0 != "to" }.map(day)
        guard ends.count == 2, let start = ends[0], let end = ends[1], start <= end else { return nil }
        return BillingPeriod(start, end)
    }

    private static func day(_ text: Substring) -> CalendarDate? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let parts = text.split(separator: "/")
        guard parts.count == 3, let day = Int(parts[0]), let year = Int(parts[2]),
            let month = months.firstIndex(of: String(parts[1].lowercased().prefix(3)))
        else { return nil }
        return CalendarDate(year: year, month: month + 1, day: day)
    }
}
