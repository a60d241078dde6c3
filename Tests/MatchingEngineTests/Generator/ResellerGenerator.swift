import BillingModel
import MatchingEngine

/// Whole resellers from a seed: a world in which every charge is as agreed, over four covered months and three currencies.
///
/// Amounts are worked out here by the published formulas, not by the engine: whole cycles, parts by days, both shapes of a
/// seat change, both day counts of a refund, conversions, renewals at new prices, co-terminous ends, promotions, trials,
/// orders of two lines, chains of changes, legacy licences, one-time items and usage. The world is clean: nothing above `low` may be found in it.
struct ResellerGenerator {
    private var random: SeededRandom
    private var world = GeneratedReseller(reseller: Reseller([]))
    private static let first = CalendarMonth(year: 2028, month: 1)
    static let months = 4

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    static var lastDay: CalendarDate { first.adding(months - 1).lastDay }

    static func isCovered(_ day: CalendarDate) -> Bool { first.firstDay <= day && day <= lastDay }

    mutating func reseller() -> GeneratedReseller {
        world.reseller.covering = (0..<ResellerGenerator.months).flatMap { offset in
            let month = ResellerGenerator.first.adding(offset).description
            return ["\(month) EUR", "\(month) USD", "\(month) GBP"]
        }
        world.reseller.asOf = ResellerGenerator.lastDay.adding(days: 10)
        for index in 0..<random.int(3...9) {
            switch random.int(1...10) {
            case 1: addPurchase(index)
            case 2: addPlan(index)
            case 3: random.once(in: 2) ? addTwoLines(index) : addLegacy(index)
            default: addSubscription(index)
            }
        }
        return world
    }

    private mutating func price() -> ExactDecimal {
        // Cents for most, four decimals for some: a truncation must not pass for a difference.
        random.once(in: 4)
            ? ExactDecimal(coefficient: Int128(random.int(1000...900_000)), scale: 4)
            : ExactDecimal(coefficient: Int128(random.int(100...9000)), scale: 2)
    }

    private mutating func day(within months: ClosedRange<Int>) -> CalendarDate {
        let month = ResellerGenerator.first.adding(random.int(months))
        return month.firstDay.adding(days: random.int(0...(month.days - 1)))
    }

    private mutating func addPurchase(_ index: Int) {
        let day = day(within: -1...3)
        let (id, currency, price, count) = (
            "one\(index)", random.pick(["EUR", "USD", "GBP"]), price(), random.int(1...4)
        )
        add(purchase(id, day, qty: ExactDecimal(integer: count), price: price, currency: currency))
        guard ResellerGenerator.isCovered(day) else { return }
        add(
            line(id, .new, day...day, qty: ExactDecimal(integer: count), price: price, sub: "", currency: currency),
            .oneTime, .plain, id, price)
    }

    private mutating func addPlan(_ index: Int) {
        let id = "plan\(index)"
        add(order(id, "2027-03-01", qty: 1, cycle: .usage, item: "AZ:0001:A", currency: "USD"))
        for offset in 0..<ResellerGenerator.months {
            for meter in 0..<random.int(1...3) {
                let quantity = ExactDecimal(coefficient: Int128(random.int(1...900_000_000)), scale: 6)
                let unit = ExactDecimal(coefficient: Int128(random.int(1...999_999_999_999)), scale: 12)
                add(
                    usage(
                        id, ResellerGenerator.first.adding(offset).description, meter: "Meter \(meter)", qty: quantity,
                        price: unit, rate: "0.846202666", currency: "EUR", pricing: "USD"), .usage, .plain, id, unit)
            }
        }
    }

    private mutating func addSubscription(_ index: Int) {
        let story = random.pick(SubscriptionStory.allCases.filter { $0 != .twoLines && $0 != .legacy })
        let term = story == .trial ? Term.month : random.pick([.month, .year, .year, .year, .threeYears])
        var cycle = BillingCycle.monthly
        if story == .plain, term == .year, random.once(in: 4) { cycle = .annual }
        if story == .plain, term == .threeYears, random.once(in: 3) { cycle = .triennial }
        let needsStart = [.cancelledEarly, .cancelledOnFirstDay, .coTerminous, .trial, .endsWithTerm].contains(story)
        let converts = story == .plain && random.once(in: 5)
        let currency = converts ? "USD" : random.pick(["EUR", "USD", "GBP"])
        let plan = SubscriptionPlan(
            id: "sub\(index)", customer: "customer\(random.int(1...3))",
            item: "P\(random.int(1...5)):000\(random.int(1...2)):A1",
            story: story, start: day(within: needsStart ? 0...2 : (cycle == .monthly ? -14...2 : -1...2)), cycle: cycle,
            term: term, currency: currency, billing: converts ? "EUR" : currency,
            rate: converts ? "0.846202666" : .one, seats: random.int(3...60), price: story == .trial ? .zero : price())
        var billing = SubscriptionBilling(plan, random)
        billing.run()
        random = billing.random
        for entry in billing.rows { add(entry) }
        for billed in billing.lines {
            let at = world.reseller.billed.count
            guard case .line(let draft) = billed.entry else { continue }
            world.reseller.billed.append(draft)
            world.roles.append(
                LineRole(
                    kind: billed.kind, story: story, line: at, order: plan.id, price: billed.price, rate: plan.rate,
                    hasEarlierInTerm: billed.hasEarlierInTerm, hasNext: billed.hasNext))
        }
        if let end = billing.end { world.ends.append((plan, end.cycle, end.wasCancelled)) }
    }

    /// Two order lines of one item and price, of different sizes: only the quantity tells their charges apart.
    private mutating func addTwoLines(_ index: Int) {
        let (id, start, price, few) = ("two\(index)", day(within: 0...2), price(), random.int(3...20))
        let seats = [few, few + random.int(20...40)]
        for (number, count) in zip(1..., seats) {
            add(order(id, start, qty: ExactDecimal(integer: count), price: price, line: number))
        }
        var cycle = 0
        while start.adding(months: cycle) <= ResellerGenerator.lastDay {
            let first = start.adding(months: cycle)
            for count in seats {
                add(
                    line(
                        id, cycle == 0 ? .new : .cycleCharge, first...start.adding(months: cycle + 1).adding(days: -1),
                        qty: ExactDecimal(integer: count), price: price, term: .year, frequency: .monthly),
                    .cycle, .twoLines, id, price, hasEarlier: cycle > 0,
                    hasNext: start.adding(months: cycle + 1) <= ResellerGenerator.lastDay)
            }
            cycle += 1
        }
    }

    /// Licences on legacy invoices: cycle fees at UnitPrice × Quantity, without an effective price.
    private mutating func addLegacy(_ index: Int) {
        let (id, price, seats) = (
            "legacy\(index)", ExactDecimal(coefficient: Int128(random.int(100...9000)), scale: 2),
            ExactDecimal(integer: random.int(3...60))
        )
        let start = CalendarDate(stringLiteral: "2027-06-01").adding(days: random.int(0...27))
        add(order(id, start, qty: seats, price: price, item: "OFFER\(index)"))
        for month in 7..<(7 + ResellerGenerator.months) {
            let first = start.adding(months: month)
            let days = first...start.adding(months: month + 1).adding(days: -1)
            add(
                line(id, .legacyCycle, days, qty: seats, price: price, item: "OFFER\(index)").with {
                    $0.isLegacy = true
                    $0.effectivePrice = nil
                }, .legacy, .legacy, id, price, hasEarlier: month > 7)
        }
    }

    private mutating func add(_ entry: Reseller.Entry) {
        if case .order(let row) = entry { world.reseller.rows.append(row) }
    }

    private mutating func add(
        _ entry: Reseller.Entry, _ kind: LineRole.Kind, _ story: SubscriptionStory, _ id: String, _ price: ExactDecimal,
        hasEarlier: Bool = false, hasNext: Bool = false
    ) {
        guard case .line(let draft) = entry else { return }
        world.roles.append(
            LineRole(
                kind: kind, story: story, line: world.reseller.billed.count, order: id, price: price, rate: .one,
                hasEarlierInTerm: hasEarlier, hasNext: hasNext))
        world.reseller.billed.append(draft)
    }
}
