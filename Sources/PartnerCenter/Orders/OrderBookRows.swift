import BillingModel

/// Orders of the service as rows of the order book (contracts, section 3).
package enum OrderBookRows {
    /// The columns, in the order in which they are written.
    package static let columns = [
        "order_id", "line_number", "customer_id", "customer_name", "order_date", "catalog_item_id", "subscription_id",
        "transaction_type", "quantity", "unit_price", "currency", "term", "billing_cycle", "end_date", "alternate_id",
        "promotion_id", "product_name", "reseller_mpn_id", "auto_renew", "status",
    ]

    /// One customer's orders as rows, the oldest first.
    ///
    /// An order says what it bought; the order book wants what is in force after it: quantities are added up per
    /// subscription. An order's price is for the whole term; the order book wants one billing cycle.
    ///
    /// Whether a subscription renews itself is said by the subscription alone; where it is not known the column stays
    /// empty.
    ///
    /// - Returns: the rows, by column, and what is doubtful about them.
    package static func rows(
        _ orders: [PlacedOrder], customerName: String, subscriptions: [Subscription] = []
    ) -> (rows: [[String]], notes: [String]) {
        var inForce: [String: ExactDecimal] = [:]
        var terms: [String: TermInForce] = [:]
        var rows: [[String]] = []
        var notes: [String] = []
        for order in orders.sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) {
            guard let status = OrderStatus(wireValue: order.status) else {
                notes.append("order \(order.id) is left out: its status is '\(order.status)'")
                continue
            }
            guard case .date(let day) = DateText.read(order.created) else {
                notes.append("order \(order.id) is left out: it has no date")
                continue
            }
            for line in order.lines {
                let kind = OrderTransaction(wireValue: line.transaction.isEmpty ? "new" : line.transaction)
                guard let kind else {
                    notes.append(
                        "order \(order.id) line \(line.number) is left out: '\(line.transaction)' is no known transaction"
                    )
                    continue
                }
                let key = line.subscription.isEmpty ? "\(order.id)#\(line.number)" : line.subscription.lowercased()
                let quantity = after(kind, line.quantity, inForce[key] ?? .zero)
                guard let quantity else {
                    notes.append("order \(order.id) line \(line.number) is left out: its quantity is beyond measure")
                    continue
                }
                if status == .completed {
                    inForce[key] = quantity
                    terms[key, default: TermInForce()].take(kind, day, Term(code: line.term), row: rows.count)
                }
                let price = cyclePrice(line, order)
                if price == nil, !isUsage(order) {
                    notes.append("order \(order.id) line \(line.number) has no price: the order book needs one")
                }
                rows.append(row(order, line, customerName, day, kind, quantity, price, status))
            }
        }
        for subscription in subscriptions {
            guard let term = terms[subscription.id.lowercased()], let renews = term.renews(subscription) else {
                continue
            }
            rows[term.lastRow][autoRenewColumn] = renews ? "true" : "false"
        }
        return (rows, notes)
    }

    private static let autoRenewColumn = columns.count - 2

    /// The term that a subscription's orders lead to.
    private struct TermInForce {
        private(set) var lastRow = 0
        private var end: CalendarDate?

        mutating func take(_ kind: OrderTransaction, _ day: CalendarDate, _ term: Term?, row: Int) {
            lastRow = row
            switch kind {
            case .new, .renew, .convert: end = term.map { day.adding(months: $0.months) }
            case .addQuantity, .removeQuantity, .cancel, .suspend, .resume, .extendTerm: break
            }
        }

        /// `nil` where it cannot be told. That a subscription no longer renews is true of the term in force now: where
        /// orders end with an earlier one, a renewal was not listed, and the term that they know went on.
        func renews(_ subscription: Subscription) -> Bool? {
            guard let renews = subscription.renewsItself, !renews else { return subscription.renewsItself }
            guard let end, let commitment = subscription.commitmentEnd, commitment <= end.adding(days: 1) else {
                return nil
            }
            return false
        }
    }

    /// The quantity in force after a line; `nil` on overflow.
    private static func after(
        _ kind: OrderTransaction, _ quantity: ExactDecimal, _ before: ExactDecimal
    ) -> ExactDecimal? {
        do {
            switch kind {
            case .addQuantity: return try before.adding(quantity.magnitude)
            // Signs of returned seats are not documented: what is given back is never more than nothing.
            case .removeQuantity: return max(try before.subtracting(quantity.magnitude), .zero)
            case .cancel: return .zero
            case .suspend, .resume, .extendTerm: return before.isZero ? quantity : before
            case .new, .renew, .convert: return quantity
            }
        } catch {
            return nil
        }
    }

    private static func isUsage(_ order: PlacedOrder) -> Bool {
        // Azure plans and the like: nothing is paid for the order itself.
        ["usage", "none"].contains(order.billingCycle.lowercased())
    }

    /// One seat for one billing cycle: the term's price over the number of cycles in it (billing rules 6).
    private static func cyclePrice(_ line: PlacedOrder.Line, _ order: PlacedOrder) -> ExactDecimal? {
        guard let price = line.termPrice else { return nil }
        let term = Term(code: line.term)?.months ?? 1
        let cycle =
            switch order.billingCycle.lowercased() {
            case "monthly": 1
            case "annual": 12
            case "triennial": 36
            default: term
            }
        return price.dividedForCycles(max(term / cycle, 1))
    }

    private static func row(
        _ order: PlacedOrder, _ line: PlacedOrder.Line, _ customerName: String, _ day: CalendarDate,
        _ kind: OrderTransaction,
        _ quantity: ExactDecimal, _ price: ExactDecimal?, _ status: OrderStatus
    ) -> [String] {
        var end = ""
        if case .date(let date) = DateText.read(line.customEnd), date > day { end = date.description }
        let cycle = isUsage(order) ? "usage" : order.billingCycle.lowercased()
        return [
            // The order book counts lines from one, the service from zero.
            order.id, String(line.number + 1), order.customer, customerName, day.description, line.offer,
            line.subscription,
            kind.code, quantity.description, isUsage(order) ? "" : price?.description ?? "", order.currency,
            Term(code: line.term)?.code ?? "", cycle, end, order.alternateID, line.promotion, line.name, line.reseller,
            "",
            status.code,
        ]
    }
}

extension ExactDecimal {
    /// The number over 1, 3, 12 or 36; where that does not come out even, to ten decimals, half away from zero.
    fileprivate func dividedForCycles(_ count: Int) -> ExactDecimal? {
        guard count > 1 else { return self }
        let places = max(10, Int(scale))
        var scaled = coefficient
        for _ in Int(scale)..<places {
            let (value, overflow) = scaled.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            scaled = value
        }
        let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: Int128(count))
        let rounded = remainder.magnitude * 2 >= UInt128(count) ? quotient + (scaled < 0 ? -1 : 1) : quotient
        return ExactDecimal(coefficient: rounded, scale: places)
    }
}
