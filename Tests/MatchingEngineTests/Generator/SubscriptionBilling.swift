import BillingModel

/// Bills one generated subscription, cycle by cycle, and records what was agreed.
struct SubscriptionBilling {
    struct Billed {
        let entry: Reseller.Entry
        let kind: LineRole.Kind
        let price: ExactDecimal
        let cycle: Int
        var hasEarlierInTerm = false
        var hasNext = false
    }

    private let plan: SubscriptionPlan
    private(set) var random: SeededRandom
    private(set) var rows: [Reseller.Entry] = []
    private(set) var lines: [Billed] = []
    private(set) var end: (cycle: Int, wasCancelled: Bool)?
    private var seats: Int
    private var price: ExactDecimal
    private var item: String
    private var storyCycle = 0
    private var isOver = false
    private var stated: CalendarDate?

    init(_ plan: SubscriptionPlan, _ random: SeededRandom) {
        self.plan = plan
        self.random = random
        (seats, price, item) = (plan.seats, plan.price, plan.item)
    }

    mutating func run() {
        // The story takes place in the first cycle that begins under cover, and has a day left in it.
        while plan.cycleStart(storyCycle) < "2028-01-01" { storyCycle += 1 }
        if plan.story == .coTerminous {
            runCoTerminous()
            return
        }
        record(.new, on: plan.start)
        var index = 0
        while plan.cycleStart(index) <= ResellerGenerator.lastDay, !isOver {
            runCycle(index)
            index += 1
        }
        markNeighbours()
    }

    private mutating func runCycle(_ index: Int) {
        let start = plan.cycleStart(index)
        let startsTerm = index % plan.cyclesPerTerm == 0
        if startsTerm, index > 0 {
            if plan.story == .endsWithTerm {
                end = (index, false)
                isOver = true
                return
            }
            if plan.story == .renewedAtNewPrice || plan.story == .trial, index >= storyCycle {
                price = ExactDecimal(coefficient: Int128(random.int(100...9000)), scale: 2)
                record(.renew, on: start)
            }
        }
        if plan.story == .changedOnFirstDay, index == storyCycle {
            billFirstDayChange(index)
            return
        }
        let isNetted = plan.story == .cancelledOnFirstDay && index == storyCycle
        bill(
            index == 0 ? .new : (startsTerm ? .renew : .cycleCharge), start...plan.cycleEnd(index), seats, cycle: index,
            kind: price.isZero ? .free : (isNetted ? .netted : .cycle))
        if index == storyCycle || index > storyCycle && plan.story == .changedAgainAndAgain { tell(index) }
    }

    private mutating func tell(_ index: Int) {
        let start = plan.cycleStart(index)
        let days = plan.cycleEnd(index) - start + 1
        let day = start.adding(days: random.int(1...(days - 2)))
        switch plan.story {
        case .addedAsPair, .removedAsPair, .addedAsDelta: changeSeats(index, day)
        case .cancelledEarly: cancel(index, start.adding(days: random.int(1...6)))
        case .cancelledOnFirstDay: cancel(index, start)
        case .cancelledLate: cancel(index, start.adding(days: random.int(7...(days - 1))))
        case .converted: convert(index, day)
        case .suspendedAndResumed:
            record(.suspend, on: day)
            record(.resume, on: day.adding(days: random.int(0...(plan.cycleEnd(index) - day))))
        case .changedAgainAndAgain: changeAgain(index, day)
        case .plain, .changedOnFirstDay, .renewedAtNewPrice, .endsWithTerm, .coTerminous, .promoted, .trial, .twoLines,
            .legacy:
            break
        }
    }

    /// Seats as a pair or as one line, then another item, then seats again: each cycle begins with what the last one left.
    private mutating func changeAgain(_ index: Int, _ day: CalendarDate) {
        if (index - storyCycle) % 2 == 1 { convert(index, day) } else { changeSeats(index, day) }
    }

    private mutating func changeSeats(_ index: Int, _ day: CalendarDate) {
        let before = seats
        seats = plan.story == .removedAsPair ? random.int(1...(before - 1)) : before + random.int(1...20)
        let type = plan.story == .removedAsPair ? OrderTransaction.removeQuantity : .addQuantity
        record(type, on: day)
        let charge = plan.story == .removedAsPair ? ChargeType.removeQuantity : .addQuantity
        let period = day...plan.cycleEnd(index)
        if plan.story == .addedAsDelta || plan.story == .changedAgainAndAgain && random.once(in: 2) {
            bill(charge, period, seats - before, cycle: index, kind: .delta)
        } else {
            bill(charge, period, -before, cycle: index, kind: .pairHalf)
            bill(charge, period, seats, cycle: index, kind: .pairHalf)
        }
    }

    /// `new` 10, −10, +12 within the first day.
    private mutating func billFirstDayChange(_ index: Int) {
        let (start, before) = (plan.cycleStart(index), seats)
        let period = start...plan.cycleEnd(index)
        seats += random.int(1...5)
        record(.addQuantity, on: start)
        bill(index == 0 ? .new : .cycleCharge, period, before, cycle: index, kind: .netted)
        bill(.addQuantity, period, -before, cycle: index, kind: .netted)
        bill(.addQuantity, period, seats, cycle: index, kind: .netted)
    }

    private mutating func cancel(_ index: Int, _ day: CalendarDate) {
        let before = seats
        seats = 0
        record(.cancel, on: day)
        let termStart = plan.cycleStart(index - index % plan.cyclesPerTerm)
        if day - termStart <= 6 {
            let left = plan.cycleEnd(index) - day + 1
            let isFirstDay = day == plan.cycleStart(index)
            let days = isFirstDay || random.once(in: 2) ? left : left - 1
            bill(.cancelImmediate, day...plan.cycleEnd(index), -before, cycle: index, kind: .credit, days: days)
        }
        end = (index + 1, true)
        isOver = true
    }

    private mutating func convert(_ index: Int, _ day: CalendarDate) {
        let period = day...plan.cycleEnd(index)
        bill(.convert, period, -seats, cycle: index, kind: .refund)
        item = "Q\(random.int(1...5)):0001:B1"
        price = ExactDecimal(coefficient: Int128(random.int(100...9000)), scale: 2)
        record(.convert, on: day)
        bill(.convert, period, seats, cycle: index, kind: .conversionCharge)
    }

    /// Ends with a month: a short first cycle, divided by the days of its month.
    private mutating func runCoTerminous() {
        stated = CalendarDate(stringLiteral: "2028-12-31")
        record(.new, on: plan.start)
        var (start, index) = (plan.start, 0)
        while start <= ResellerGenerator.lastDay {
            let month = start.month
            bill(
                index == 0 ? .new : .cycleCharge, start...month.lastDay, seats, cycle: index,
                kind: start == month.firstDay ? .cycle : .conversionCharge, whole: month.days)
            (start, index) = (month.adding(1).firstDay, index + 1)
        }
        markNeighbours()
    }

    private mutating func record(_ transaction: OrderTransaction, on day: CalendarDate) {
        let isPromoted = plan.story == .promoted
        rows.append(
            order(
                plan.id, day, transaction, qty: ExactDecimal(integer: seats), price: price, term: plan.term,
                cycle: plan.cycle, item: item, customer: plan.customer, currency: plan.currency, end: stated,
                autoRenew: plan.story != .endsWithTerm, promotion: isPromoted ? "PR20" : "",
                discount: isPromoted ? 20 : nil))
    }

    /// A line for a period, when the month of its event is covered; a part of a cycle is charged by its days.
    private mutating func bill(
        _ type: ChargeType, _ period: ClosedRange<CalendarDate>, _ units: Int, cycle: Int, kind: LineRole.Kind,
        days: Int? = nil, whole: Int? = nil
    ) {
        guard ResellerGenerator.isCovered(period.lowerBound) else { return }
        let all = whole ?? (plan.cycleEnd(cycle) - plan.cycleStart(cycle) + 1)
        let charged = days ?? (period.upperBound - period.lowerBound + 1)
        // Credits come as negative units or as a negative price.
        let flips = units < 0 && random.once(in: 3)
        let entry = line(
            plan.id, type, period, qty: ExactDecimal(integer: flips ? -units : units), price: flips ? -price : price,
            part: charged == all ? nil : (charged, all), unitPrice: price, rate: plan.rate, item: item,
            customer: plan.customer, currency: plan.billing, pricing: plan.currency,
            promotion: plan.story == .promoted ? "PR20" : "", term: plan.term, frequency: plan.cycle)
        lines.append(Billed(entry: entry, kind: kind, price: price, cycle: cycle))
    }

    private mutating func markNeighbours() {
        let wholes = lines.filter { $0.kind == .cycle || $0.kind == .netted || plan.story == .coTerminous }
        let billed = Set(wholes.map(\.cycle))
        for index in lines.indices where lines[index].kind == .cycle {
            let cycle = lines[index].cycle
            lines[index].hasNext = billed.contains(cycle + 1)
            let termStart = plan.story == .coTerminous ? 0 : cycle - cycle % plan.cyclesPerTerm
            lines[index].hasEarlierInTerm = (termStart..<cycle).contains { billed.contains($0) }
        }
    }
}
