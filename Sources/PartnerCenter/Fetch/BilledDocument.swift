package import BillingModel

/// One document of the list of invoices, as far as fetching it needs to know.
package struct BilledDocument: Sendable, Equatable {
    /// Without a type before it; plain, so that it may name a folder.
    package let id: String
    package let commerce: RouteTable.Commerce
    package let date: CalendarDate
    /// The month that decides between v1 and v2: that of the period's end, else the one before the date.
    package let billingMonth: CalendarMonth
    /// As the header has it.
    package let currency: String
    package let isInvoice: Bool
    package let hasCharges: Bool
    /// The line sets that the header lists; empty when it lists none.
    package let listed: [LineSet]
    /// Of what decides about the lines: not of what was paid, which changes without them.
    package let headerDigest: String

    /// Why a header is left out.
    package struct Flaw: Error, Equatable, Sendable {
        package let reason: String
    }

    /// Reads a header.
    package init(_ header: JSONValue) throws(Flaw) {
        id = try BilledDocument.bareID(header["id"]?.text ?? "")
        guard case .date(let date) = DateText.read(header["invoiceDate"]?.text ?? "") else {
            throw Flaw(reason: "\(id) has no date")
        }
        self.date = date
        if case .date(let end) = DateText.read(header["billingPeriodEndDate"]?.text ?? ""), end > "2000-01-01" {
            billingMonth = end.month
        } else {
            billingMonth = date.month.adding(-1)
        }
        let type = header["invoiceType"]?.text?.lowercased() ?? ""
        commerce = type == "recurring" || (type.isEmpty && id.uppercased().hasPrefix("D")) ? .legacy : .modern
        currency = header["currencyCode"]?.text ?? ""
        isInvoice = DocumentType(wireValue: header["documentType"]?.text ?? "") == .invoice
        hasCharges = header["totalCharges"]?.decimal.map { !$0.isZero } ?? true
        var sets: [LineSet] = []
        for detail in header["invoiceDetails"]?.elements ?? [] {
            let set = LineSet(
                commerce, provider: detail["billingProvider"]?.text ?? "",
                type: detail["invoiceLineItemType"]?.text ?? "")
            if let set, !sets.contains(set) { sets.append(set) }
        }
        listed = sets
        headerDigest = BilledDocument.digest(header)
    }

    /// The line sets to read; an invoice that lists none is asked for what its kind has.
    package var wanted: [(set: LineSet, isRequired: Bool)] {
        if !listed.isEmpty { return listed.map { ($0, true) } }
        switch commerce {
        case .legacy: return [(.office, isInvoice), (.azure, false)]
        case .modern: return [(.reconciliation, isInvoice), (.usage, false)]
        }
    }

    /// `OneTime-G000024135` is `G000024135` (billing API 13.13). Refused unless it may name a folder.
    private static func bareID(_ text: String) throws(Flaw) -> String {
        var id = Substring(text)
        for prefix in ["OneTime-", "Recurring-"] where id.lowercased().hasPrefix(prefix.lowercased()) {
            id = id.dropFirst(prefix.count)
        }
        let plain = id.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 <= 9 || $0 == 0x2D || $0 == 0x5F }
        guard plain, let first = id.utf8.first, first != 0x2D, first != 0x5F, id.utf8.count <= 64,
            id.lowercased() != "unbilled"
        else { throw Flaw(reason: "an id that is no plain one: \(text.prefix(80).debugDescription)") }
        return String(id)
    }

    private static func digest(_ header: JSONValue) -> String {
        let names = [
            "id", "invoiceDate", "billingPeriodStartDate", "billingPeriodEndDate", "totalCharges", "currencyCode",
            "documentType", "invoiceType", "amendsOf",
        ]
        var parts = names.map { $0 + "=" + (header[$0]?.json ?? "") }
        parts.append("etag=" + (header["attributes"]?["etag"]?.text ?? ""))
        for detail in header["invoiceDetails"]?.elements ?? [] {
            parts.append("detail=\(detail["billingProvider"]?.text ?? "")/\(detail["invoiceLineItemType"]?.text ?? "")")
        }
        return Digest.text(of: Array(parts.joined(separator: "\n").utf8))
    }
}

/// One set of lines of an invoice: what it is called on either route.
package struct LineSet: Sendable, Hashable {
    package let lines: RouteTable.Lines
    /// `provider` of the v1 query.
    package let provider: String
    /// `invoicelineitemtype` of the v1 query.
    package let type: String

    private init(_ lines: RouteTable.Lines, _ provider: String, _ type: String) {
        self.lines = lines
        self.provider = provider
        self.type = type
    }

    package static let reconciliation = LineSet(.reconciliation, "onetime", "billinglineitems")
    package static let usage = LineSet(.usage, "onetime", "usagelineitems")
    package static let office = LineSet(.reconciliation, "office", "billinglineitems")
    package static let azure = LineSet(.reconciliation, "azure", "billinglineitems")
    package static let azureUsage = LineSet(.usage, "azure", "usagelineitems")

    /// The set that an invoice's detail names; `nil` for `none` and for pairs that do not exist (billing API 7).
    package init?(_ commerce: RouteTable.Commerce, provider: String, type: String) {
        let isUsage = type.lowercased().hasPrefix("usage")
        guard isUsage || type.lowercased().hasPrefix("billing") else { return nil }
        switch provider.lowercased().filter({ $0 != "_" }) {
        case "office" where !isUsage: self = .office
        case "azure": self = isUsage ? .azureUsage : .azure
        case "onetime", "marketplace", "all": self = isUsage ? .usage : .reconciliation
        default: return nil
        }
    }

    /// Where pages of v1 go in the invoice's folder.
    package var pageFolder: String { "lineitems/\(provider)-\(type)" }

    /// Where an export of v2 goes in the invoice's folder; also its name in the export's address.
    package var exportFolder: String { lines == .reconciliation ? "reconciliation" : "usage" }

    /// In records and messages.
    package var name: String { "\(provider)-\(type)" }

    /// `office` and `azure` page by offset, the rest by seeking (billing API 2.3).
    package var scheme: PageWalk.Scheme { provider == "office" || provider == "azure" ? .offset : .seek }
}
