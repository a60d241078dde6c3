/// Published rates, to be looked up by source, currency and day.
///
/// They are published for information: good for translation and plausibility, never "the correct rate".
package struct ReferenceRates: Sendable {
    private struct Key: Hashable {
        let source: RateSource
        let currency: CurrencyCode
    }

    /// Ascending by first day; one rate a day.
    private var rates: [Key: [ReferenceRate]] = [:]
    /// The newest day that a source published anything for.
    private var newest: [RateSource: CalendarDate] = [:]

    /// In any order. The same day twice: the later in the list wins, as a correction would.
    package init(_ published: some Sequence<ReferenceRate>) {
        for rate in published { rates[Key(source: rate.source, currency: rate.currency), default: []].append(rate) }
        for (key, list) in rates {
            var unique: [ReferenceRate] = []
            let ordered = list.enumerated().sorted {
                ($0.element.days.start, $0.offset) < ($1.element.days.start, $1.offset)
            }
            for (_, rate) in ordered {
                if unique.last?.days.start == rate.days.start { unique.removeLast() }
                unique.append(rate)
            }
            rates[key] = unique
            if let last = unique.last?.days.end { newest[key.source] = max(newest[key.source] ?? last, last) }
        }
    }

    package var isEmpty: Bool { rates.isEmpty }

    /// What a look-up gave.
    package enum LookUp: Sendable, Equatable {
        case found(CrossRate)
        /// Published before, last on the named day, which is too long ago: a currency that was given up.
        case retired(CurrencyCode, last: CalendarDate)
        /// Nothing on that day or shortly before it.
        case missing(CurrencyCode)
    }

    /// From one currency to another on a day, from the first source that has both.
    package func lookUp(from: CurrencyCode, to: CurrencyCode, on day: CalendarDate) -> LookUp {
        var reason: LookUp?
        if from == to { return .found(CrossRate(day)) }
        for source in RateSource.allCases where newest[source] != nil {
            switch (find(source, from, on: day), find(source, to, on: day)) {
            case (.rate(let a), .rate(let b)):
                let published = min(a?.days.start ?? day, b?.days.start ?? day)
                return .found(
                    CrossRate(
                        source: source, requested: day, published: published, divisor: a?.rate ?? .one,
                        multiplier: b?.rate ?? .one))
            case (.none(let why), _), (_, .none(let why)):
                if case .missing = reason { reason = nil }
                reason = reason ?? why
            }
        }
        return reason ?? .missing(from)
    }

    private enum Found {
        /// `nil`: the base itself, whose rate is 1 on every day.
        case rate(ReferenceRate?)
        case none(LookUp)
    }

    private func find(_ source: RateSource, _ currency: CurrencyCode, on day: CalendarDate) -> Found {
        if currency == source.base { return .rate(nil) }
        guard let list = rates[Key(source: source, currency: currency)] else { return .none(.missing(currency)) }
        // The last one that begins on or before the day.
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle].days.start <= day { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return .none(.missing(currency)) }
        let rate = list[low - 1]
        if day - rate.days.end <= source.lookBack { return .rate(rate) }
        let isGivenUp = low == list.count && (newest[source] ?? day) - rate.days.end > source.lookBack
        return .none(isGivenUp ? .retired(currency, last: rate.days.end) : .missing(currency))
    }
}

/// The way from one currency to another through the base of a source: `amount × multiplier ÷ divisor`.
package struct CrossRate: Sendable, Equatable {
    package let source: RateSource
    package let requested: CalendarDate
    /// The day whose rate it is: the requested one, or the last published before it.
    package let published: CalendarDate
    package let divisor: ExactDecimal
    package let multiplier: ExactDecimal

    init(
        source: RateSource, requested: CalendarDate, published: CalendarDate, divisor: ExactDecimal,
        multiplier: ExactDecimal
    ) {
        self.source = source
        self.requested = requested
        self.published = published
        self.divisor = divisor
        self.multiplier = multiplier
    }

    /// From a currency to itself.
    init(_ day: CalendarDate) {
        self.init(source: .ecb, requested: day, published: day, divisor: .one, multiplier: .one)
    }

    /// `trunc(amount × multiplier ÷ divisor, 2)`.
    package func convert(_ amount: Amount) throws(ArithmeticOverflow) -> Amount {
        try converted(amount.decimal)
    }

    private func converted(_ amount: ExactDecimal) throws(ArithmeticOverflow) -> Amount {
        guard divisor.scale <= 18, let whole = Int(exactly: divisor.coefficient), whole > 0 else {
            throw ArithmeticOverflow()
        }
        return try Rounding.towardZero(
            amount, times: multiplier, numerator: Int(PowerOfTen.int64(Int(divisor.scale))), denominator: whole)
    }

    /// Whether `rate` is farther than `share` (0.005 is half a percent) from the reference: exact, without a division.
    package func isExceeded(by rate: ExactDecimal, share: ExactDecimal) throws(ArithmeticOverflow) -> Bool {
        let distance = try rate.times(divisor).subtracting(multiplier).magnitude
        return try multiplier.times(share) < distance
    }

    /// How far `rate` is from the reference, in percent of the reference, cut after two decimals.
    package func percentAway(_ rate: ExactDecimal) throws(ArithmeticOverflow) -> ExactDecimal {
        let distance = try rate.times(divisor).subtracting(multiplier).magnitude
        guard multiplier.scale <= 15, let whole = Int(exactly: multiplier.coefficient), whole > 0 else {
            throw ArithmeticOverflow()
        }
        let hundred = Int(PowerOfTen.int64(Int(multiplier.scale) + 2))
        return try Rounding.towardZero(distance, numerator: hundred, denominator: whole).decimal
    }

    /// The rate itself, cut after eight decimals: for people, not for arithmetic.
    package var shown: ExactDecimal {
        guard let million = try? converted(ExactDecimal(integer: 1_000_000)) else { return multiplier }
        return ExactDecimal(coefficient: million.units, scale: Amount.scale + 6)
    }
}
