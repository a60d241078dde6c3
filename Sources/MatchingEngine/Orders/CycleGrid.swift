import BillingModel

/// The boundaries of charge cycles: an anchor and every `months` from it, in both directions, on real calendars.
///
/// Always counted from the anchor, so a grid anchored on the 31st has 28 February and then 31 March again.
struct CycleGrid: Equatable {
    let anchor: CalendarDate
    let months: Int

    func start(_ index: Int) -> CalendarDate { anchor.adding(months: index * months) }

    /// The whole cycle, both days inclusive.
    func cycle(_ index: Int) -> BillingPeriod { BillingPeriod(start(index), start(index + 1).adding(days: -1)) }

    /// The cycle that contains the day.
    func index(containing day: CalendarDate) -> Int {
        let (year, month, _) = day.components
        let (anchorYear, anchorMonth, _) = anchor.components
        let apart = (year - anchorYear) * 12 + (month - anchorMonth)
        var index = apart >= 0 ? apart / months : -((-apart + months - 1) / months)
        while start(index) > day { index -= 1 }
        while start(index + 1) <= day { index += 1 }
        return index
    }
}
