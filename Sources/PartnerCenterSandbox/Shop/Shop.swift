import BillingModel
import Foundation
import Synchronization

/// Carts, orders and customers: the part of the sandbox that changes.
final class Shop: Sendable {
    struct CartLine: Sendable, Decodable {
        var catalogItemId: String?
        var quantity: Int?
        var billingCycle: String?
        var termDuration: String?
        var promotionId: String?
        var friendlyName: String?

        /// `monthly` for `Monthly`, `one_time` for `OneTime`.
        var cycle: String {
            let text = (billingCycle ?? "").lowercased()
            return text == "onetime" ? "one_time" : text
        }
    }

    struct Cart: Sendable {
        let id: String
        let customer: String
        var lines: [CartLine]
        /// The answer to the checkout, once there was one.
        var receipt: String?
    }

    private struct Stock {
        var carts: [String: Cart] = [:]
        var orders: [ShopOrder] = []
        var customers: [(id: String, name: String)] = []
        /// Answers by `MS-RequestId`: who repeats a request gets its answer again.
        var answers: [String: String] = [:]
        var issued: [IssuedInvoice] = []
        /// Billing cycles that stand on invoices, by order and line.
        var billed: [String: Int] = [:]
        var counter = 0
    }

    private let stock: Mutex<Stock>
    private let hiddenListings: Int
    private let fixedToday: CalendarDate?

    init(_ settings: SandboxSettings) {
        var stock = Stock()
        if let csv = FileManager.default.contents(atPath: settings.snapshot + "/orders.csv") {
            (stock.orders, stock.customers) = OrderBookImport.orders(csv: Array(csv))
        }
        self.stock = Mutex(stock)
        hiddenListings = settings.hiddenListings
        fixedToday = settings.today
    }

    /// The day in the sandbox.
    private var today: CalendarDate {
        fixedToday ?? CalendarDate(dayNumber: Int32(Date.now.timeIntervalSince1970 / 86_400))
    }

    /// When something is bought.
    var now: String { fixedToday.map { "\($0)T09:00:00Z" } ?? Date.now.formatted(.iso8601) }

    var customers: [(id: String, name: String)] { stock.withLock { $0.customers } }

    /// Does something once per request id.
    func once(_ requestID: String, _ body: () -> String?) -> String? {
        if let known = stock.withLock({ $0.answers[requestID] }) { return known }
        let answer = body()
        if !requestID.isEmpty { stock.withLock { $0.answers[requestID] = answer } }
        return answer
    }

    func newCart(_ customer: String, _ lines: [CartLine]) -> Cart {
        stock.withLock { stock in
            stock.counter += 1
            let cart = Cart(id: Shop.guid(stock.counter), customer: customer, lines: lines)
            stock.carts[cart.id] = cart
            return cart
        }
    }

    func cart(_ id: String, of customer: String) -> Cart? {
        stock.withLock { $0.carts[id].flatMap { $0.customer == customer ? $0 : nil } }
    }

    /// New lines for an active cart.
    func replace(_ id: String, _ lines: [CartLine]) -> Cart? {
        stock.withLock { stock in
            guard stock.carts[id]?.receipt == nil else { return nil }
            stock.carts[id]?.lines = lines
            return stock.carts[id]
        }
    }

    /// Buys a cart: one order per billing cycle and term. A cart that was bought gives its receipt again.
    func checkOut(_ id: String, created: String) -> String? {
        stock.withLock { stock in
            guard let cart = stock.carts[id] else { return nil }
            if let receipt = cart.receipt { return receipt }
            var orders: [ShopOrder] = []
            for group in CartText.groups(cart.lines) {
                stock.counter += 1
                var order = ShopOrder(
                    id: String(format: "%012llx", 0xC0FFEE_0000 + stock.counter), customer: cart.customer,
                    cycle: group.cycle,
                    currency: ShopCatalogue.currency, created: created, status: "pending", lines: [],
                    isOwn: true, hiddenListings: hiddenListings)
                for line in group.lines {
                    stock.counter += 1
                    order.lines.append(Shop.orderLine(line, number: stock.counter))
                }
                orders.append(order)
            }
            stock.orders += orders
            let receipt = "{\"orders\":[" + orders.map { $0.json(includePrice: false) }.joined(separator: ",") + "]}"
            stock.carts[id]?.receipt = receipt
            return receipt
        }
    }

    /// The orders of a customer that are listed by now. Each listing brings new orders nearer to being so; then they are
    /// completed.
    func orders(of customer: String) -> [ShopOrder] {
        stock.withLock { stock in
            let own = stock.orders.indices.filter { stock.orders[$0].customer.lowercased() == customer.lowercased() }
            let listed = own.map { stock.orders[$0] }.filter { $0.hiddenListings == 0 }
            for index in own where stock.orders[index].hiddenListings > 0 {
                stock.orders[index].hiddenListings -= 1
                if stock.orders[index].hiddenListings == 0 { stock.orders[index].status = "completed" }
            }
            return listed
        }
    }

    /// Subscriptions of a customer, each with its newest order's terms.
    func subscriptions(of customer: String) -> [ShopSubscription] {
        let orders = stock.withLock { $0.orders }.filter {
            $0.customer.lowercased() == customer.lowercased() && $0.hiddenListings == 0 && $0.status == "completed"
        }
        return ShopSubscription.all(orders)
    }

    /// What was bought here and is due, but stands on no invoice, in a currency.
    func unbilled(currency: String) -> [ShopCharge] {
        let today = today
        return stock.withLock { Shop.due($0, currency: currency, through: today) }
    }

    /// Makes an invoice of what is due by the end of the month before; `nil` when nothing is. Without a date: the fifth of
    /// the month after today's.
    func issueInvoice(_ date: CalendarDate?) -> IssuedInvoice? {
        let date = date ?? today.month.adding(1).firstDay.adding(days: 4)
        let period = date.month.adding(-1)
        return stock.withLock { stock in
            let charges = Shop.due(stock, currency: ShopCatalogue.currency, through: period.lastDay)
            if charges.isEmpty { return nil }
            for charge in charges { stock.billed[Shop.key(charge.order, charge.line), default: 0] += 1 }
            let invoice = IssuedInvoice(
                id: String(format: "G9%08d", stock.issued.count + 1), date: date, period: period, charges: charges)
            stock.issued.append(invoice)
            return invoice
        }
    }

    /// Every invoice that was made here, the newest first.
    var issued: [IssuedInvoice] { stock.withLock { $0.issued.reversed() } }

    func issued(_ id: String) -> IssuedInvoice? { stock.withLock { $0.issued.first { $0.id == id } } }

    private static func due(_ stock: Stock, currency: String, through day: CalendarDate) -> [ShopCharge] {
        let names = Dictionary(stock.customers.map { ($0.id.lowercased(), $0.name) }) { first, _ in first }
        return stock.orders.filter { $0.isOwn && $0.currency == currency }.flatMap { order in
            order.lines.flatMap {
                ShopCharge.charges(
                    order, $0, customer: names[order.customer.lowercased()] ?? "",
                    from: stock.billed[key(order, $0)] ?? 0, through: day)
            }
        }
    }

    private static func key(_ order: ShopOrder, _ line: ShopOrder.Line) -> String {
        "\(order.id) \(line.offer) \(line.term)"
    }

    func order(_ id: String, of customer: String) -> ShopOrder? {
        stock.withLock { stock in
            stock.orders.first { $0.id == id && $0.customer.lowercased() == customer.lowercased() }
        }
    }

    private static func orderLine(_ line: CartLine, number: Int) -> ShopOrder.Line {
        let item = ShopCatalogue.item(line.catalogItemId ?? "")
        let terms = item?.terms.first { $0.cycle == line.cycle && $0.term == (line.termDuration ?? "") }
        let isReservation = item?.view == "AzureReservations"
        let isSubscription = line.cycle != "one_time"
        return ShopOrder.Line(
            offer: item?.catalogItemID ?? "", subscription: isSubscription ? guid(number) : "",
            term: line.termDuration ?? "", transaction: "New", name: line.friendlyName ?? item?.title ?? "",
            quantity: Decimal(line.quantity ?? 0), termPrice: terms.flatMap { Decimal(string: $0.price) },
            promotion: line.promotionId ?? "", reservation: isReservation ? guid(number) : "")
    }

    /// A GUID that is the same in every run.
    private static func guid(_ number: Int) -> String {
        String(format: "5a4db0c5-0000-4000-8000-%012llx", number)
    }
}
