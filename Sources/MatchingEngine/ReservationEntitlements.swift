/// Which reservation orders customers are entitled to, as far as the service was asked: a charge for another one is worth
/// a note in its evidence.
package struct ReservationEntitlements: Sendable {
    private struct Customer {
        let file: String
        let orders: Set<String>
    }

    private var customers: [String: Customer] = [:]

    package init() {}

    /// Notes what a customer is entitled to. `file`: where that was read.
    package mutating func add(customer: String, orders: Set<String>, file: String) {
        customers[customer.lowercased()] = Customer(file: file, orders: orders)
    }

    /// What is worth saying of a charge for a reservation; `nil` when the customer is entitled to it, or nobody asked.
    func note(customer: String, reservationOrder: String) -> String? {
        guard !reservationOrder.isEmpty, let known = customers[customer.lowercased()],
            !known.orders.contains(reservationOrder.lowercased())
        else { return nil }
        return "\(known.file): no entitlement for reservation order \(reservationOrder)"
    }

    /// Nobody was asked.
    var isEmpty: Bool { customers.isEmpty }
}
