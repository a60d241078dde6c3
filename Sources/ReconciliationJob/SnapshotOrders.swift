package import BillingModel
import Foundation
import PartnerCenter

/// Orders as the service returns them, `orders/*.json` of a snapshot (contracts, section 2), as an order book: they are
/// used when no order book is given. The rows are written beside the ledger, so that evidence leads to a file that is
/// there. Where the fetch that archived them has left its own order book beside them, that one is used: it has the same
/// rows, and the reports are those of the night that fetched.
package enum SnapshotOrders {
    /// The order book that is made of them.
    package static let bookName = "orders-snapshot.csv"

    private static let largestFile = 64 << 20

    /// The options with that order book, when the snapshot has such orders and no other book is given.
    ///
    /// - Throws: ``JobError/refused(_:)`` when the folder cannot be listed or the book cannot be written.
    package static func added(to options: RunOptions) throws(JobError) -> RunOptions {
        guard options.orders.isEmpty, let names = try names(in: options.source + "/orders") else { return options }
        var options = options
        let fetched = options.source + "/" + FetchPlan.orderBookName
        if FileManager.default.fileExists(atPath: fetched) {
            options.orders = [fetched]
            return options
        }
        var customers: [String: Customer] = [:]
        for name in names {
            let place = "orders/" + name
            do throws(Flaw) {
                try read(options.source + "/" + place, into: &customers)
            } catch {
                options.orderFindings.append(Finding(.warning, at: place, error.reason))
            }
        }
        var rows: [[String]] = []
        for (_, customer) in customers.sorted(by: { $0.key < $1.key }) {
            let (found, notes) = OrderBookRows.rows(
                customer.orders, customerName: customer.name, subscriptions: customer.subscriptions)
            rows += found
            options.orderFindings += notes.map { Finding(.note, at: "orders", $0) }
        }
        let book = folder(options) + "/" + bookName
        try write(rows, to: OrderBookFile(book))
        options.orders = [book]
        return options
    }

    private struct Customer {
        var name = ""
        var orders: [PlacedOrder] = []
        var subscriptions: [Subscription] = []
    }

    private struct Flaw: Error {
        let reason: String
    }

    /// The files, sorted; `nil` when there are none.
    private static func names(in folder: String) throws(JobError) -> [String]? {
        guard FileManager.default.fileExists(atPath: folder) else { return nil }
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.lowercased().hasSuffix(".json") && !$0.hasPrefix(".")
            }
            return names.isEmpty ? nil : names.sorted()
        } catch {
            throw .refused("source \(folder): \(error.localizedDescription)")
        }
    }

    /// A list of orders, in an envelope or bare, or one order alone.
    private static func read(_ path: String, into customers: inout [String: Customer]) throws(Flaw) {
        let value: JSONValue
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= largestFile else { throw Flaw(reason: "not read: more than \(largestFile) bytes") }
            value = try JSONValue(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        } catch let flaw as Flaw {
            throw flaw
        } catch let fault as JSONFault {
            throw Flaw(reason: "not a whole JSON document: \(fault)")
        } catch {
            throw Flaw(reason: "cannot be read: \(error.localizedDescription)")
        }
        if value["links"]?["next"] != nil {
            throw Flaw(reason: "more orders follow on another page, which is not here")
        }
        let items: [JSONValue]
        switch value {
        case .array(let elements): items = elements
        case .object: items = value["items"]?.elements ?? [value]
        case .null, .bool, .number, .string: items = []
        }
        // Beside the items of a file that tieout has archived.
        let owner = value["customerId"]?.text ?? ""
        let orders = items.map { PlacedOrder($0, customer: owner) }
        guard !items.isEmpty || value["items"] != nil, orders.allSatisfy({ !$0.id.isEmpty && !$0.customer.isEmpty })
        else {
            throw Flaw(reason: "holds no orders, or one without its id or customer")
        }
        for order in orders {
            let key = order.customer.lowercased()
            customers[key, default: Customer()].orders.append(order)
            if let name = value["customerName"]?.text { customers[key]?.name = name }
        }
        for subscription in value["subscriptions"]?.elements ?? [] {
            customers[owner.lowercased()]?.subscriptions.append(Subscription(subscription))
        }
    }

    /// Beside the ledger; where nothing may be written there, among temporary files.
    private static func folder(_ options: RunOptions) -> String {
        if options.dryRun { return FileManager.default.temporaryDirectory.path }
        let folder = (options.ledger as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// Leaves the file alone when it says the same already: an unchanged night stays one.
    private static func write(_ rows: [[String]], to book: OrderBookFile) throws(JobError) {
        do throws(FileFault) {
            if FileManager.default.fileExists(atPath: book.path), try book.rows() == rows { return }
            try book.write(rows)
        } catch {
            throw .refused("order book \(error)")
        }
    }
}
