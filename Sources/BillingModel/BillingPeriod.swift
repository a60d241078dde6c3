/// Days from `start` to `end`, **both inclusive**, as every charge period on a reconciliation file is.
package struct BillingPeriod: Hashable, Sendable {
    package let start: CalendarDate
    package let end: CalendarDate

    @inlinable
    package init(_ start: CalendarDate, _ end: CalendarDate) {
        self.start = start
        self.end = end
    }

    /// Number of days, both ends counted.
    @inlinable package var days: Int { (end - start) + 1 }

    @inlinable package func contains(_ day: CalendarDate) -> Bool { start <= day && day <= end }

    package func overlaps(_ other: BillingPeriod) -> Bool { start <= other.end && other.start <= end }

    /// The days both cover; `nil` when there are none.
    package func intersection(_ other: BillingPeriod) -> BillingPeriod? {
        overlaps(other) ? BillingPeriod(max(start, other.start), min(end, other.end)) : nil
    }
}

extension BillingPeriod: Comparable {
    package static func < (a: BillingPeriod, b: BillingPeriod) -> Bool {
        a.start == b.start ? a.end < b.end : a.start < b.start
    }
}

extension BillingPeriod: CustomStringConvertible {
    package var description: String { "\(start) to \(end)" }
}
