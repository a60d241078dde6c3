/// Who publishes reference rates.
package enum RateSource: String, Sendable, CaseIterable {
    /// European Central Bank, euro foreign exchange reference rates: on working days, units of a currency for 1 EUR.
    case ecb
    /// HM Revenue & Customs, monthly rates: units of a currency for 1 GBP, for every day of a month.
    case hmrc

    /// What one unit of is expressed in the others.
    package var base: CurrencyCode { self == .ecb ? .euro : .sterling }

    /// How many calendar days back the last published rate is still taken: Easter is four days long.
    package var lookBack: Int { self == .ecb ? 4 : 0 }

    /// As a report names it.
    package var title: String { self == .ecb ? "ECB" : "HMRC" }
}

extension CurrencyCode {
    fileprivate static let euro = CurrencyCode(letters: 0x45_55_52)
    fileprivate static let sterling = CurrencyCode(letters: 0x47_42_50)
}

/// One published rate: so many units of `currency` for one unit of the source's base, in force on `days`.
package struct ReferenceRate: Sendable, Hashable {
    package let source: RateSource
    package let currency: CurrencyCode
    /// A single day, or the month of a monthly rate.
    package let days: BillingPeriod
    /// Greater than zero, with the digits that were published.
    package let rate: ExactDecimal

    package init(source: RateSource, currency: CurrencyCode, days: BillingPeriod, rate: ExactDecimal) {
        self.source = source
        self.currency = currency
        self.days = days
        self.rate = rate
    }
}
