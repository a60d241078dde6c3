/// How long a purchase commits the customer.
package enum Term: UInt8, Sendable {
    case month, year, threeYears

    /// Length in months.
    package var months: Int {
        switch self {
        case .month: 1
        case .year: 12
        case .threeYears: 36
        }
    }

    /// ISO 8601, as order books and the catalogue write it.
    package var code: String {
        switch self {
        case .month: "P1M"
        case .year: "P1Y"
        case .threeYears: "P3Y"
        }
    }

    /// Reads `P1M`, `P1Y`, `P12M`, `P3Y`, `P36M`.
    package init?(code: String) {
        switch code.uppercased() {
        case "P1M": self = .month
        case "P1Y", "P12M": self = .year
        case "P3Y", "P36M": self = .threeYears
        default: return nil
        }
    }

    /// Reads the free text of TermAndBillingCycle by how it begins: "1 Month", "One-Month", "1 Year", "One-Year",
    /// "3 Year", "Three-Year" (discrepancy classes, *Term and billing frequency*); `nil` for anything else.
    package init?(wireValue bytes: UnsafeRawBufferPointer) {
        func begins(_ prefix: StaticString) -> Bool {
            guard bytes.count >= prefix.utf8CodeUnitCount else { return false }
            for index in 0..<prefix.utf8CodeUnitCount {
                let byte = bytes[index]
                let letter = byte >= 65 && byte <= 90 ? byte | 0x20 : (byte == UInt8(ascii: "-") ? 32 : byte)
                if letter != prefix.utf8Start[index] { return false }
            }
            return true
        }
        if begins("1 month") || begins("one month") {
            self = .month
        } else if begins("1 year") || begins("one year") {
            self = .year
        } else if begins("3 year") || begins("three year") {
            self = .threeYears
        } else {
            return nil
        }
    }
}

/// How often a purchase is charged.
package enum BillingCycle: UInt8, Sendable {
    case oneTime, monthly, annual, triennial, usage

    /// Months between two charges; `nil` where nothing recurs.
    package var months: Int? {
        switch self {
        case .monthly: 1
        case .annual: 12
        case .triennial: 36
        case .oneTime, .usage: nil
        }
    }

    /// The order book's and the reports' word.
    package var code: String {
        switch self {
        case .oneTime: "one_time"
        case .monthly: "monthly"
        case .annual: "annual"
        case .triennial: "triennial"
        case .usage: "usage"
        }
    }

    /// Reads the order book's and BillingFrequency's words without regard to case and underscores; `nil` for others.
    package init?(wireValue text: String) {
        switch text.lowercased().filter({ $0 != "_" && $0 != "-" && $0 != " " }) {
        case "onetime": self = .oneTime
        case "monthly": self = .monthly
        case "annual", "annually", "yearly": self = .annual
        case "triennial", "threeyear", "3year": self = .triennial
        case "usage": self = .usage
        default: return nil
        }
    }
}
