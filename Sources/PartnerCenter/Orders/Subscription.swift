package import BillingModel

/// What a subscription says that no order does: whether it renews itself (commerce API 8.2).
package struct Subscription: Sendable, Equatable {
    package let id: String
    package let renewsItself: Bool?
    /// Of the term in force; `nil` where the service says "never" or nothing.
    package let commitmentEnd: CalendarDate?

    package init(_ value: JSONValue) {
        id = value["id"]?.text ?? ""
        renewsItself = value["autoRenewEnabled"]?.bool
        if case .date(let date) = DateText.read(value["commitmentEndDate"]?.text ?? ""), date > "2000-01-01",
            date < "9000-01-01"
        {
            commitmentEnd = date
        } else {
            commitmentEnd = nil
        }
    }
}
