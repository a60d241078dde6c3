import BillingModel
import InvoiceIntake

/// Who ordered what: needed where lines name an order and no customer, as those of e-invoices do.
final class OrderCustomers {
    /// An order as its book writes it.
    struct Order {
        let id: String
        let customer: String
    }

    private var orders: [String: Order] = [:]

    /// `nil` when every invoice of the snapshot has lines of its own: then nothing has to be remembered.
    init?(_ source: String) throws(JobError) {
        var hasLines: [Substring: Bool] = [:]
        do throws(IntakeError) {
            for file in try SnapshotListing(directory: source).files where file.path.hasPrefix("invoices/") {
                let parts = file.path.split(separator: "/", maxSplits: 2)
                guard parts.count == 3 else { continue }
                let isDocument = parts[2] == "invoice.xml" || parts[2] == "statement.pdf"
                hasLines[parts[1], default: false] = hasLines[parts[1], default: false] || !isDocument
            }
        } catch {
            throw JobError.refused("source \(error)")
        }
        if !hasLines.values.contains(false) { return nil }
    }

    func add(_ batch: OrderBatch) {
        for row in batch.rows {
            let order = Order(id: batch.texts[row[.orderID]], customer: batch.texts[row[.customerID]])
            for id in [order.id, batch.texts[row[.alternateID]]] where !id.isEmpty { orders[id.lowercased()] = order }
        }
    }

    /// The order of an id or an alternate id, in whatever case; `nil` when no order book has it.
    func order(_ reference: String) -> Order? { orders[reference.lowercased()] }
}
