/// Which lines to list.
package struct LineQuery: Sendable, Equatable {
    /// An invoice, or `unbilled`.
    package var invoice: String
    /// `onetime`, `office`, `azure`, `marketplace`, `all`.
    package var provider: String
    /// Daily usage instead of charges.
    package var isUsage: Bool
    /// Required for what is unbilled and for usage.
    package var currency: String?
    /// `current` or `previous`; required for what is unbilled.
    package var period: String?

    package init(
        invoice: String, provider: String = "onetime", isUsage: Bool = false, currency: String? = nil,
        period: String? = nil
    ) {
        self.invoice = invoice
        self.provider = provider
        self.isUsage = isUsage
        self.currency = currency
        self.period = period
    }

    var fields: [(name: String, value: String)] {
        var fields = [
            (name: "provider", value: provider),
            (name: "invoicelineitemtype", value: isUsage ? "usagelineitems" : "billinglineitems"),
        ]
        if let currency { fields.append((name: "currencycode", value: currency)) }
        if let period { fields.append((name: "period", value: period)) }
        return fields
    }
}

/// Balance, invoices, lines, documents (billing API 3 to 8), one question at a time. For a whole night's worth there is
/// ``PartnerCenterFetch``.
package struct MoneyCalls: Sendable {
    private let client: ServiceClient

    package init(_ client: ServiceClient) { self.client = client }

    /// The current account balance.
    package func balance() async throws(ServiceError) -> BalanceSummary {
        BalanceSummary(try await client.json(client.v1("/invoices/summary", purpose: "balance")))
    }

    /// Balance and summary per currency; for users only.
    package func summaries() async throws(ServiceError) -> [BalanceSummary] {
        try await CollectionRead(client).items("/invoices/summaries", purpose: "summaries per currency").map(
            BalanceSummary.init)
    }

    /// All documents, those that amend others included.
    package func invoices() async throws(ServiceError) -> [InvoiceHeader] {
        try await CollectionRead(client).items("/invoices", purpose: "list of invoices").flatMap {
            InvoiceHeader.headers($0)
        }
    }

    /// One document with its amendments; for users only, and not for every new invoice (billing API 1): where the
    /// service refuses, the list has the header, too.
    package func invoice(_ id: String) async throws(ServiceError) -> [InvoiceHeader] {
        do {
            let path = "/invoices/\(URLText.encoded(id))"
            return InvoiceHeader.headers(try await client.json(client.v1(path, purpose: "invoice \(id)")))
        } catch {
            guard error.status != nil else { throw error }
            let found = try await invoices().filter { $0.id.lowercased() == id.lowercased() }
            if found.isEmpty { throw error }
            return found
        }
    }

    /// Hands over the lines of a query, page by page.
    package func lines(_ query: LineQuery, page: ([ListedLine]) -> Void) async throws(ServiceError) {
        let purpose = "line items of \(query.invoice)"
        let scheme: PageWalk.Scheme = query.provider == "office" || query.provider == "azure" ? .offset : .seek
        _ = try await PageFetch(client: client).read(
            "/invoices/\(URLText.encoded(query.invoice))/lineitems", query.fields,
            PageWalk(scheme, size: client.settings.pageSize), purpose: purpose, keepsItems: true
        ) { _, bytes, facts throws(ServiceError) in
            var lines: [ListedLine] = []
            for range in facts.items {
                do {
                    lines.append(ListedLine(try JSONValue(Array(bytes[range]))))
                } catch {
                    throw client.error(.senseless, purpose, "a line that does not read: \(error)")
                }
            }
            page(lines)
        }
    }

    package func estimateLinks(currency: String) async throws(ServiceError) -> [EstimateLink] {
        try await CollectionRead(client).items(
            "/invoices/estimates/links", [(name: "currencycode", value: currency)],
            purpose: "estimate links for \(currency)"
        ).map(EstimateLink.init)
    }

    /// Saves an invoice's PDF statement under a path, whole or not at all; for users only.
    package func statement(_ id: String, to path: String) async throws(ServiceError) {
        let purpose = "statement of \(id)"
        var call = client.v1("/invoices/\(URLText.encoded(id))/documents/statement", purpose: purpose)
        call.accept = "application/pdf, application/json"
        let limit = client.settings.limits.documentBytes
        // Hidden while it is on its way: readers of snapshots pass hidden files over.
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let name = parts.removeLast()
        let draft = (parts + [".\(name).part"]).joined(separator: "/")
        var sink = FileSink(path: draft, expectation: .pdf, limit: limit, plainLimit: limit)
        try await client.download(call, into: &sink)
        do {
            try FileSystem.place(draft, at: path)
        } catch {
            throw client.error(.local, purpose, error.description)
        }
    }
}
