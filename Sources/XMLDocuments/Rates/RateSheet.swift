package import BillingModel

/// The rates of one file.
package struct RateSheet: Sendable, Equatable {
    package let source: RateSource
    /// Ascending by day, then currency.
    package private(set) var rates: [ReferenceRate] = []
    /// Currencies that exist no more and that nothing can be billed in: left out.
    package private(set) var leftOut: Set<String> = []
    private var seen: [Place: ExactDecimal] = [:]

    private struct Place: Hashable {
        let currency: CurrencyCode
        let days: BillingPeriod
    }

    init(source: RateSource) { self.source = source }

    /// Takes one rate as it stands in the file.
    mutating func add(_ code: String, _ rate: String, days: BillingPeriod, at place: XMLSource) throws(XMLFault) {
        try place.admit()
        let text = rate.utf8.map { $0 }
        let number = text.withUnsafeBytes { XMLText.decimal(XMLText.trimmed($0)) }
        guard let number, number.signum > 0 else {
            throw place.fault("the rate of \(code.prefix(12)) is no number above zero: \"\(rate.prefix(60))\"")
        }
        guard let currency = CurrencyCode(code) else {
            guard code.count == 3, code.allSatisfy({ $0.isASCII && $0.isLetter }) else {
                throw place.fault("no currency: \"\(code.prefix(60))\"")
            }
            leftOut.insert(code.uppercased())
            return
        }
        if currency == source.base { return }
        let key = Place(currency: currency, days: days)
        if let earlier = seen[key] {
            if earlier == number { return }
            throw place.fault("\(currency) has two rates for \(days.start): \(earlier) and \(number)")
        }
        seen[key] = number
        rates.append(ReferenceRate(source: source, currency: currency, days: days, rate: number))
    }

    /// The sheet as it counts once the file was read to its end.
    consuming func complete() throws(XMLFault) -> RateSheet {
        var sheet = self
        if sheet.rates.isEmpty { throw XMLFault(line: 0, "holds no rate") }
        sheet.seen = [:]
        sheet.rates.sort { ($0.days, $0.currency) < ($1.days, $1.currency) }
        return sheet
    }
}
