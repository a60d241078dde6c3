import Foundation

/// A line of the open period: what was bought and stands on no invoice yet (billing API 7.6).
struct UnbilledLine {
    let order: ShopOrder
    let line: ShopOrder.Line
    let customer: String

    /// `name` writes a field's name: v1 begins it with a small letter, an export with a capital one.
    func json(_ name: (String) -> String) -> String {
        let item = line.offer.split(separator: ":").map(String.init) + ["", "", ""]
        let price = (line.termPrice ?? 0) / cyclesInTerm
        let subtotal = price * line.quantity
        let texts = [
            ("customerId", order.customer), ("customerName", customer), ("invoiceNumber", ""), ("orderId", order.id),
            ("orderDate", order.created), ("productId", item[0]), ("skuId", item[1]), ("availabilityId", item[2]),
            ("productName", line.name), ("skuName", line.name), ("chargeType", "new"), ("currency", order.currency),
            ("subscriptionId", line.subscription), ("chargeStartDate", day(0)), ("chargeEndDate", day(months)),
            ("publisherName", "Microsoft"), ("alternateId", order.id), ("promotionId", line.promotion),
        ].map { "\(JSONOut.text(name($0.0))):\(JSONOut.text($0.1))" }
        let numbers = [
            ("unitPrice", price), ("effectiveUnitPrice", price), ("quantity", line.quantity),
            ("billableQuantity", line.quantity), ("subtotal", subtotal), ("taxTotal", 0), ("total", subtotal),
        ].map { "\(JSONOut.text(name($0.0))):\($0.1)" }
        return "{" + (texts + numbers).joined(separator: ",") + "}"
    }

    /// Months that one charge pays for.
    private var months: Int {
        switch order.cycle {
        case "monthly": 1
        case "annual": 12
        case "triennial": 36
        default: 0
        }
    }

    private var cyclesInTerm: Decimal {
        let term = ["P1Y": 12, "P3Y": 36][line.term] ?? 1
        return months == 0 ? 1 : Decimal(max(term / months, 1))
    }

    /// The first day of the charge, or the last one before so many months later.
    private func day(_ months: Int) -> String {
        guard months > 0, let start = ISO8601DateFormatter().date(from: order.created) else { return order.created }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let next = calendar.date(byAdding: .month, value: months, to: start) ?? start
        return (calendar.date(byAdding: .day, value: -1, to: next) ?? next).formatted(.iso8601)
    }
}

extension SandboxParts {
    /// What an export has: of the snapshot, and in the open period of what was bought here.
    func export(_ invoice: String, _ kind: String) throws -> SnapshotShelf.Export? {
        let stored = try shelf.export(invoice, kind)
        let currency = ShopCatalogue.currency
        guard kind == "reconciliation", invoice == "\(SnapshotShelf.unbilled)\(currency)-current" else { return stored }
        let lines = shop.unbilledLines(currency: currency) { $0.prefix(1).uppercased() + $0.dropFirst() }
        guard !lines.isEmpty else { return stored }
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        return SnapshotShelf.Export(
            etag: "\(stored?.etag ?? "")-\(lines.count)-bought",
            blobs: (stored?.blobs ?? []) + [.init(name: "part-00000-bought.json", content: .bytes(bytes))])
    }
}
