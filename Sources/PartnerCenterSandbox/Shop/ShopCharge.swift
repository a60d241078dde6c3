import BillingModel
import Foundation

/// A charge for what was bought here: one billing cycle of an order line, or the line itself when it is paid once.
struct ShopCharge: Sendable {
    let order: ShopOrder
    let line: ShopOrder.Line
    let customer: String
    /// From zero.
    let cycle: Int

    /// The charges of a line from a cycle on that begin on or before a day.
    static func charges(
        _ order: ShopOrder, _ line: ShopOrder.Line, customer: String, from first: Int, through day: CalendarDate
    ) -> [ShopCharge] {
        guard order.cycle != "none" else { return [] }
        var charges: [ShopCharge] = []
        for cycle in first..<max(first, first + 120) {
            let charge = ShopCharge(order: order, line: line, customer: customer, cycle: cycle)
            guard let start = charge.start, start <= day, charge.months > 0 || cycle == 0 else { break }
            charges.append(charge)
        }
        return charges
    }

    /// Before tax.
    var subtotal: Decimal { price * line.quantity }

    /// `name` writes a field's name: v1 begins it with a small letter, an export with a capital one.
    func json(invoice: String = "", _ name: (String) -> String) -> String {
        let item = line.offer.split(separator: ":").map(String.init) + ["", "", ""]
        let texts = [
            ("customerId", order.customer), ("customerName", customer), ("invoiceNumber", invoice),
            ("orderId", order.id),
            ("orderDate", order.created), ("productId", item[0]), ("skuId", item[1]), ("availabilityId", item[2]),
            ("productName", line.name), ("skuName", line.name), ("chargeType", chargeType),
            ("currency", order.currency), ("pricingCurrency", order.currency),
            ("subscriptionId", line.subscription), ("chargeStartDate", instant(start)), ("chargeEndDate", instant(end)),
            ("termAndBillingCycle", terms), ("billingFrequency", order.cycle == "monthly" ? "Monthly" : ""),
            ("publisherName", "Microsoft"), ("alternateId", order.id), ("promotionId", line.promotion),
            ("reservationOrderId", line.reservation),
        ].map { "\(JSONOut.text(name($0.0))):\(JSONOut.text($0.1))" }
        let numbers = [
            ("unitPrice", price), ("effectiveUnitPrice", price), ("quantity", line.quantity),
            ("billableQuantity", line.quantity), ("subtotal", subtotal), ("taxTotal", 0), ("total", subtotal),
            ("pcToBCExchangeRate", 1),
        ].map { "\(JSONOut.text(name($0.0))):\($0.1)" }
        return "{" + (texts + numbers).joined(separator: ",") + "}"
    }

    private var day: CalendarDate? {
        guard case .date(let date) = DateText.read(order.created) else { return nil }
        return date
    }

    /// The first day that is paid for.
    var start: CalendarDate? { day?.adding(months: cycle * months) }

    /// The last.
    private var end: CalendarDate? {
        months == 0 ? day : day?.adding(months: (cycle + 1) * months).adding(days: -1)
    }

    private func instant(_ day: CalendarDate?) -> String { day.map { "\($0)T00:00:00Z" } ?? "" }

    /// Months that one charge pays for.
    private var months: Int {
        switch order.cycle {
        case "monthly": 1
        case "annual": 12
        case "triennial": 36
        default: 0
        }
    }

    private var cyclesInTerm: Int { months == 0 ? 1 : max((line.months ?? 1) / months, 1) }

    private var price: Decimal { (line.termPrice ?? 0) / Decimal(cyclesInTerm) }

    private var chargeType: String {
        if cycle == 0 { return "new" }
        return cycle % cyclesInTerm == 0 ? "renew" : "cycleCharge"
    }

    private var terms: String {
        switch (line.term, order.cycle) {
        case ("P1M", _): "One-Month commitment for monthly billing"
        case ("P1Y", "monthly"): "One-Year commitment for monthly billing"
        case ("P1Y", _): "One-Year commitment for yearly billing"
        case ("P3Y", "monthly"): "Three-3 Years commitment for monthly billing"
        default: ""
        }
    }
}

/// An invoice that the sandbox has made of what was bought in it.
struct IssuedInvoice: Sendable {
    let id: String
    let date: CalendarDate
    /// The calendar month before.
    let period: CalendarMonth
    let charges: [ShopCharge]

    /// Paid as soon as it is issued, so that the snapshot's balance stands.
    var header: String {
        let total = charges.reduce(Decimal(0)) { $0 + $1.subtotal }
        let lines = "/invoices/OneTime-\(id)/lineitems/OneTime/BillingLineItems"
        return "{\"id\":\"\(id)\",\"invoiceDate\":\"\(date)T00:00:00Z\","
            + "\"billingPeriodStartDate\":\"\(period.firstDay)T00:00:00Z\","
            + "\"billingPeriodEndDate\":\"\(period.lastDay)T23:59:59.9999999Z\","
            + "\"totalCharges\":\(total),\"paidAmount\":\(-total),\"currencyCode\":\"\(ShopCatalogue.currency)\","
            + "\"documentType\":\"invoice\",\"invoiceType\":\"OneTime\","
            + "\"invoiceDetails\":[{\"invoiceLineItemType\":\"billing_line_items\",\"billingProvider\":\"one_time\","
            + "\"links\":{\"self\":\(JSONOut.link(lines))},\"attributes\":{\"objectType\":\"InvoiceDetail\"}}],"
            + "\"links\":{\"self\":\(JSONOut.link("/invoices/OneTime-\(id)"))},"
            + "\"attributes\":{\"objectType\":\"Invoice\"}}"
    }

    /// Its lines; `name` writes a field's name.
    func lines(_ name: (String) -> String) -> [String] { charges.map { $0.json(invoice: id, name) } }
}

extension SandboxParts {
    /// An export's field names begin with a capital letter.
    private static func exported(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

    /// What an export has: of the snapshot, and what was bought here, in the open period or on an invoice of ours.
    func export(_ invoice: String, _ kind: String) throws -> SnapshotShelf.Export? {
        if let issued = shop.issued(invoice) {
            guard kind == "reconciliation" else { return nil }
            return SnapshotShelf.Export(
                etag: issued.id, blobs: [SandboxParts.blob(issued.lines(SandboxParts.exported))])
        }
        let stored = try shelf.export(invoice, kind)
        let currency = ShopCatalogue.currency
        guard kind == "reconciliation", invoice == "\(SnapshotShelf.unbilled)\(currency)-current" else { return stored }
        let lines = shop.unbilled(currency: currency).map { $0.json(SandboxParts.exported) }
        guard !lines.isEmpty else { return stored }
        return SnapshotShelf.Export(
            etag: "\(stored?.etag ?? "")-\(lines.count)-bought",
            blobs: (stored?.blobs ?? []) + [SandboxParts.blob(lines)])
    }

    private static func blob(_ lines: [String]) -> SnapshotShelf.Blob {
        SnapshotShelf.Blob(
            name: "part-00000-bought.json", content: .bytes(Array((lines.joined(separator: "\n") + "\n").utf8)))
    }
}
