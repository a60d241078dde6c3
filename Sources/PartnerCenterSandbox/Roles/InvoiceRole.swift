import HTTPTypes
import Hummingbird

/// v1: balance, summaries, invoices, line items, statements, estimate links (billing API 3 to 8).
struct InvoiceRole: Sendable {
    private let sandbox: SandboxParts

    init(_ sandbox: SandboxParts) { self.sandbox = sandbox }

    func add(to router: Router<SandboxContext>) {
        let api = router.group("/api/v1/invoices")
        api.get { _, _ in list() }
        api.get("summary") { _, _ in file("balance.json") }
        api.get("summaries") { _, _ in file("summaries.json") }
        api.get("estimates/links") { request, _ in estimates(request) }
        api.get(":id/lineitems") { request, context in try lines(request, context) }
        api.get(":id/documents/statement") { _, context in statement(context) }
        api.get(":id") { _, context in invoice(context) }
    }

    private func file(_ name: String) -> Response {
        guard let bytes = sandbox.shelf.top(name) else {
            return Answer.refusal(.notFound, "1000", "there is no \(name)")
        }
        return Answer.bytes(bytes, "application/json")
    }

    /// The snapshot's list byte for byte, what was issued here before it.
    private func list() -> Response {
        let issued = sandbox.shop.issued
        guard !issued.isEmpty, let list = sandbox.shelf.top("invoices.json"), let ranges = ItemSlices.ranges(in: list)
        else { return file("invoices.json") }
        return Answer.collection(
            issued.map(\.header) + ranges.map { String(decoding: list[$0], as: UTF8.self) }, self: "/invoices")
    }

    private func invoice(_ context: SandboxContext) -> Response {
        let id = InvoiceRole.bareID(context)
        if let issued = sandbox.shop.issued(id) { return Answer.json(issued.header) }
        guard let list = sandbox.shelf.top("invoices.json"), let ranges = ItemSlices.ranges(in: list) else {
            return Answer.refusal(.notFound, "1000", "there are no invoices")
        }
        let needle = "\"id\": \"\(id)\""
        let tight = "\"id\":\"\(id)\""
        // The header's own id comes first; amendments and receipts have theirs behind it.
        let found = ranges.map { String(decoding: list[$0], as: UTF8.self) }.first { header in
            guard let place = header.firstRange(of: needle) ?? header.firstRange(of: tight) else { return false }
            return header[..<place.lowerBound].allSatisfy { $0 == "{" || $0.isWhitespace }
        }
        return found.map { Answer.json($0) } ?? Answer.refusal(.notFound, "1000", "there is no invoice \(id)")
    }

    private func statement(_ context: SandboxContext) -> Response {
        let id = InvoiceRole.bareID(context)
        let pdf = sandbox.shelf.document(id, "statement.pdf") ?? Array("%PDF-1.4\n% statement of \(id)\n%%EOF\n".utf8)
        return Answer.bytes(
            pdf, "application/pdf", headers: [("Content-Disposition", "attachment; filename=Invoice_\(id).pdf")])
    }

    private func estimates(_ request: Request) -> Response {
        guard let currency = request.uri.queryParameters["currencycode"] else {
            return Answer.refusal(.badRequest, "800002", "currencycode is required")
        }
        let items = ["Current", "Previous"].flatMap { period in
            [("daily_rated_usage", "Marketplace", "UsageLineItems"), ("non_consumption", "all", "billinglineitems")].map
            {
                (kind, provider, type) in
                let uri =
                    "/invoices/unbilled/lineitems?provider=\(provider)&invoicelineitemtype=\(type)"
                    + "&currencycode=\(currency)&period=\(period.lowercased())&size=2000"
                return "{\"type\":\"\(kind)\",\"title\":\"\(kind) \(period)\",\"description\":\"Unbilled lines\","
                    + "\"period\":\"\(period)\",\"link\":\(JSONOut.link(uri))}"
            }
        }
        return Answer.collection(items, self: "/invoices/estimates/links?currencycode=\(currency)")
    }

    private func lines(_ request: Request, _ context: SandboxContext) throws -> Response {
        let id = InvoiceRole.bareID(context)
        let query = request.uri.queryParameters
        let provider = (query["provider"] ?? "").lowercased()
        let type = (query["invoicelineitemtype"] ?? "").lowercased()
        var pages = try sandbox.shelf.storedPages(id, "\(provider)-\(type)")
        if id == "unbilled", provider == "onetime", type == "billinglineitems", query["period"] == "current" {
            let lines = sandbox.shop.unbilled(currency: query["currencycode"].map(String.init) ?? "")
            pages = (pages ?? []) + [SnapshotShelf.StoredPage(items: lines.map { Array($0.json { $0 }.utf8) })]
        }
        if provider == "onetime", type == "billinglineitems", let issued = sandbox.shop.issued(id) {
            pages = [SnapshotShelf.StoredPage(items: issued.lines { $0 }.map { Array($0.utf8) })]
        }
        guard let stored = pages else {
            return Answer.refusal(.badRequest, "800002", "version 1 has no \(provider) \(type) of this invoice")
        }
        let size = min(Int(query["size"] ?? "") ?? 2000, sandbox.settings.largestPage)
        let own = "/invoices/\(id)/lineitems?provider=\(provider)&invoicelineitemtype=\(type)&size=\(size)"
        if provider == "office" || provider == "azure" {
            return offsetPage(stored.flatMap(\.items), size: size, offset: Int(query["offset"] ?? "0") ?? 0, own)
        }
        let token = HTTPField.Name("MS-ContinuationToken").flatMap { request.headers[$0] }
        return seekPage(InvoiceRole.chunks(stored, size: size), token: token, own, key: FaultKey.of(request))
    }

    /// Pages of the snapshot stay what they are unless they are larger than a page may be.
    private static func chunks(_ stored: [SnapshotShelf.StoredPage], size: Int) -> [ArraySlice<[UInt8]>] {
        stored.flatMap { page -> [ArraySlice<[UInt8]>] in
            if page.items.isEmpty { return [[]] }
            return stride(from: 0, to: page.items.count, by: max(size, 1)).map {
                page.items[$0..<min($0 + size, page.items.count)]
            }
        }
    }

    private func seekPage(_ chunks: [ArraySlice<[UInt8]>], token: String?, _ own: String, key: String) -> Response {
        var number = 0
        if let token {
            guard let asked = Int(token.dropFirst("page".count)), chunks.indices.contains(asked) else {
                return Answer.refusal(.badRequest, "800002", "an unknown continuation token")
            }
            number = asked
            if sandbox.faults.strikes(.duplicatedPages, key) { number -= 1 }
        }
        let next = number + 1 < chunks.count ? "page\(number + 1)" : nil
        let links =
            "{\"self\":\(JSONOut.link(own))"
            + (next.map { ",\"next\":" + JSONOut.link(own + "?seekOperation=Next", token: $0) } ?? "") + "}"
        // The token stands in the body of every other page; the link has it always (billing API 2.3).
        let body = number % 2 == 0 ? next.map { "\"continuationToken\":\(JSONOut.text($0))," } ?? "" : ""
        return page(chunks.isEmpty ? [] : chunks[number], prefix: body, links: links)
    }

    private func offsetPage(_ items: [[UInt8]], size: Int, offset: Int, _ own: String) -> Response {
        let start = min(max(offset, 0), items.count)
        let end = min(start + max(size, 1), items.count)
        let next = end < items.count ? ",\"next\":" + JSONOut.link(own + "&offset=\(end)") : ""
        return page(items[start..<end], prefix: "", links: "{\"self\":\(JSONOut.link(own))\(next)}")
    }

    private func page(_ items: ArraySlice<[UInt8]>, prefix: String, links: String) -> Response {
        var body = Array("{\(prefix)\"totalCount\":\(items.count),\"items\":[".utf8)
        for (index, item) in items.enumerated() {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            body += item
        }
        body += Array("],\"links\":\(links),\"attributes\":{\"objectType\":\"Collection\"}}".utf8)
        return Answer.bytes(body, "application/json")
    }

    private static func bareID(_ context: SandboxContext) -> String {
        let id = context.parameters.get("id") ?? ""
        return id.replacing("OneTime-", with: "").replacing("Recurring-", with: "")
    }
}
