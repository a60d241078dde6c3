import BillingModel

/// What happens in a generated subscription's life: one thing each, so that a fault has one effect; and for one seats, an
/// upgrade and a change of seats again, cycle after cycle.
enum SubscriptionStory: CaseIterable {
    case plain, addedAsPair, addedAsDelta, removedAsPair, changedOnFirstDay
    case cancelledEarly, cancelledOnFirstDay, cancelledLate
    case converted, renewedAtNewPrice, endsWithTerm, coTerminous, suspendedAndResumed, promoted, trial
    case changedAgainAndAgain
    /// Two order lines of one item.
    case twoLines
    /// Licences of legacy commerce.
    case legacy
}

/// How a generated subscription is agreed.
struct SubscriptionPlan {
    let id: String
    let customer: String
    let item: String
    let story: SubscriptionStory
    let start: CalendarDate
    let cycle: BillingCycle
    let term: Term
    let currency: String
    /// The line's billing currency and rate, when the order is in the pricing currency.
    let billing: String
    let rate: ExactDecimal
    let seats: Int
    let price: ExactDecimal

    var cycleMonths: Int { cycle.months ?? 1 }
    var cyclesPerTerm: Int { max(1, term.months / cycleMonths) }
    func cycleStart(_ index: Int) -> CalendarDate { start.adding(months: index * cycleMonths) }
    func cycleEnd(_ index: Int) -> CalendarDate { cycleStart(index + 1).adding(days: -1) }
}

/// What a generated line stands for, so that a fault can be put on the right one.
struct LineRole {
    enum Kind {
        /// A whole cycle, or a one-time item.
        case cycle, oneTime, delta, pairHalf, credit, refund, conversionCharge, usage
        /// A cycle with other lines of the same days.
        case netted
        /// A trial's zero.
        case free
        /// A cycle of a legacy licence.
        case legacy
    }

    let kind: Kind
    let story: SubscriptionStory
    /// Position among the reseller's lines.
    let line: Int
    let order: String
    let price: ExactDecimal
    let rate: ExactDecimal
    /// The cycle before of the same term is billed here.
    var hasEarlierInTerm = false
    /// The next cycle is billed here.
    var hasNext = false
}

/// A clean world, and what its lines stand for.
struct GeneratedReseller {
    var reseller: Reseller
    var roles: [LineRole] = []
    /// First day after a cancellation or a term that was not to renew, by order: where a further charge would start.
    var ends: [(plan: SubscriptionPlan, cycle: Int, wasCancelled: Bool)] = []
}
