/// What a synchronisation of orders brought.
package struct OrderSyncReport: Sendable {
    package internal(set) var customers = 0
    package internal(set) var rows = 0
    /// Customers whose orders could not be read: their rows are those of before.
    package internal(set) var gaps: [String] = []
    package internal(set) var notes: [String] = []

    package var isComplete: Bool { gaps.isEmpty }
}

/// Brings the orders of all customers into the order book that tieout keeps.
package struct OrderSync: Sendable {
    private let client: ServiceClient
    private let book: OrderBookFile
    /// Also keeps the orders as they came, for who reads the snapshot later.
    private let archive: ArchiveFolder?

    package init(_ client: ServiceClient, book: OrderBookFile, archive: ArchiveFolder? = nil) {
        self.client = client
        self.book = book
        self.archive = archive
    }

    /// Reads all customers' orders and writes the book anew.
    ///
    /// An order that was just placed is not listed for up to fifteen minutes; while the book has it as pending, it is
    /// asked for by its id.
    ///
    /// - Throws: ``ServiceError`` when the customers cannot be listed, or the book cannot be read or written.
    package func run() async throws(ServiceError) -> OrderSyncReport {
        let old = try local { () throws(FileFault) in try book.rows() }
        let customers = try await OrderCalls(client).customers().sorted { $0.id.lowercased() < $1.id.lowercased() }
        let outcomes = await outcomes(customers, pending: OrderSync.pending(old))
        var report = OrderSyncReport()
        report.customers = customers.count
        var rows: [[String]] = []
        for (customer, outcome) in zip(customers, outcomes) {
            switch outcome {
            case .success(let found):
                rows += found.rows
                report.notes += found.notes
                if let archive { try local { () throws(FileFault) in try found.orders.keep(in: archive) } }
            case .failure(let error):
                rows += old.filter { OrderSync.customer(of: $0) == customer.id.lowercased() }
                report.gaps.append(error.description)
            }
        }
        report.rows = rows.count
        try local { () throws(FileFault) in
            if let archive { try ArchivedOrders.keepOnly(customers.map(\.id), in: archive) }
            try book.write(rows)
        }
        return report
    }

    /// Notes orders that were just placed, as they are: pending until the service has completed them. A checkout says
    /// nothing about prices, which the order book needs, so each order is asked for by its id; where that fails, the
    /// next synchronisation brings the price.
    package func note(_ orders: [PlacedOrder]) async throws(ServiceError) -> [String] {
        var priced: [PlacedOrder] = []
        var notes: [String] = []
        for order in orders {
            do {
                priced.append(try await OrderCalls(client).order(order.id, of: order.customer))
            } catch {
                notes.append(error.description)
                priced.append(order)
            }
        }
        let (rows, doubts) = OrderBookRows.rows(priced, customerName: "")
        try local { () throws(FileFault) in
            let known = Set(orders.map { $0.id })
            let old = try book.rows().filter { !known.contains($0[OrderSync.orderColumn]) }
            try book.write(old + rows)
        }
        return notes + doubts
    }

    /// What one customer has ordered.
    private struct Found: Sendable {
        let orders: ArchivedOrders
        let rows: [[String]]
        let notes: [String]
    }

    private typealias Outcome = Result<Found, ServiceError>

    /// All customers at once; the pool of requests sets the pace.
    private func outcomes(
        _ customers: [(id: String, name: String)], pending: [String: [String]]
    ) async -> [Outcome] {
        await withTaskGroup(of: (Int, Outcome).self) { group in
            for (index, customer) in customers.enumerated() {
                group.addTask {
                    do throws(ServiceError) {
                        return (index, .success(try await self.found(customer, pending)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var outcomes: [Int: Outcome] = [:]
            for await (index, outcome) in group { outcomes[index] = outcome }
            return customers.indices.compactMap { outcomes[$0] }
        }
    }

    private func found(
        _ customer: (id: String, name: String), _ pending: [String: [String]]
    ) async throws(ServiceError) -> Found {
        let calls = OrderCalls(client)
        var orders = try await calls.listed(of: customer.id)
        let listed = Set(orders.map { $0["id"]?.text ?? "" })
        for id in pending[customer.id.lowercased()] ?? [] where !listed.contains(id) {
            orders.append(try await calls.listed(id, of: customer.id))
        }
        var notes: [String] = []
        var subscriptions: [JSONValue] = []
        do {
            subscriptions = try await calls.subscriptions(of: customer.id)
        } catch {
            // Refused for good: the orders do without. What may come later leaves this customer's rows as they were.
            guard let status = error.status, (400..<500).contains(status), status != 429 else { throw error }
            notes.append("not known which subscriptions renew themselves: \(error)")
        }
        let kept = ArchivedOrders(
            customer: customer.id, customerName: customer.name, orders: orders, subscriptions: subscriptions)
        let (rows, doubts) = kept.rows()
        return Found(orders: kept, rows: rows, notes: notes + doubts)
    }

    private static let orderColumn = 0
    private static let customerColumn = 2

    private static func customer(of row: [String]) -> String { row[customerColumn].lowercased() }

    /// Ids of pending orders by customer.
    private static func pending(_ rows: [[String]]) -> [String: [String]] {
        var pending: [String: [String]] = [:]
        for row in rows where row.last == "pending" {
            let id = row[orderColumn]
            if pending[customer(of: row)]?.contains(id) != true { pending[customer(of: row), default: []].append(id) }
        }
        return pending
    }

    private func local<T>(_ body: () throws(FileFault) -> T) throws(ServiceError) -> T {
        do {
            return try body()
        } catch {
            throw client.error(.local, "order book", error.description)
        }
    }
}
