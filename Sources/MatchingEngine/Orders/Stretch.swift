import BillingModel

extension SubscriptionTimeline {
    /// A stretch with one grid of cycles: from a purchase, a renewal, a change of plan or the first cycle after the book begins, to the next of them, to a
    /// cancellation, or to the end of a term that does not renew.
    struct Stretch {
        enum Opening {
            case purchase, renewal, planChange
            /// The book begins with a change of an order placed before.
            case unseen
        }

        let opening: Opening
        let start: CalendarDate
        /// Last day on which a cycle may start; `nil` while nothing ends it.
        var through: CalendarDate?
        let grid: CycleGrid
        /// First boundary between terms after `start`, and the months between the later ones.
        let firstTermEnd: CalendarDate
        let termMonths: Int
        /// The end that the order book states for its first term.
        var statedEnd: CalendarDate?
        /// The last day that its cycles charge, when they are laid forwards up to a stated end.
        var lastDay: CalendarDate?
        /// It carries on after the stated end of the one before.
        var isContinuation = false
        /// The cancellation that ends it.
        var cancelledBy: Int?
        /// With `auto_renew` false, the end of the term after which it was cancelled: a renewal that nobody wanted, taken
        /// back by the cancellation.
        var unwantedAfter: CalendarDate?
        /// It ends because the term is not renewed.
        var endsUnrenewed = false

        /// The days charged for a cycle, and the whole cycle whose days divide the price.
        func cycle(_ index: Int) -> (charged: BillingPeriod, whole: BillingPeriod) {
            let whole = grid.cycle(index)
            return (BillingPeriod(max(whole.start, start), min(whole.end, lastDay ?? whole.end)), whole)
        }

        func cycle(containing day: CalendarDate) -> (charged: BillingPeriod, whole: BillingPeriod) {
            cycle(grid.index(containing: day))
        }

        /// The first day of the term that contains the day.
        func termStart(containing day: CalendarDate) -> CalendarDate {
            if day <= firstTermEnd { return start }
            let grid = CycleGrid(anchor: firstTermEnd.adding(days: 1), months: termMonths)
            return grid.start(grid.index(containing: day))
        }

        /// The last day of the term that contains the day.
        func termEnd(containing day: CalendarDate) -> CalendarDate {
            if day <= firstTermEnd { return firstTermEnd }
            let grid = CycleGrid(anchor: firstTermEnd.adding(days: 1), months: termMonths)
            return grid.cycle(grid.index(containing: day)).end
        }
    }
}
