/// Reads collections that are small enough to hold: catalogue, orders, entitlements.
package struct CollectionRead: Sendable {
    private let client: ServiceClient

    /// The most items of one collection.
    private static let mostItems = 1_000_000
    private static let mostPages = 10_000

    package init(_ client: ServiceClient) { self.client = client }

    /// All items, page by page. A further page exists exactly when the body names one (commerce API 1.6).
    package func items(
        _ path: String, _ query: [(name: String, value: String)] = [], purpose: String
    ) async throws(ServiceError) -> [JSONValue] {
        var items: [JSONValue] = []
        var call = client.v1(path, query, purpose: purpose)
        var seen: Set<String> = []
        for _ in 0..<CollectionRead.mostPages {
            let page = try await client.json(call)
            guard case .array(let found)? = page["items"] else {
                throw client.error(.senseless, purpose, "the answer is no collection")
            }
            items += found
            guard items.count <= CollectionRead.mostItems else { break }
            guard let next = page["links"]?["next"] else { return items }
            call = try following(next, token: page["continuationToken"]?.text, path, query, purpose)
            let mark = call.address.text + (call.headers.first?.value ?? "")
            guard seen.insert(mark).inserted else {
                throw client.error(.senseless, purpose, "the next link leads in a circle")
            }
        }
        throw client.error(.senseless, purpose, "more pages than any such collection has")
    }

    /// The call for the next page. Path and host are ours; only the query, and the token that belongs to it, are taken
    /// from the link.
    private func following(
        _ link: JSONValue, token: String?, _ path: String, _ query: [(name: String, value: String)], _ purpose: String
    ) throws(ServiceError) -> ServiceCall {
        let header = link["headers"]?.elements.first { $0["key"]?.text?.lowercased() == "ms-continuationtoken" }
        if let token = header?["value"]?.text ?? token, !token.isEmpty {
            guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw client.error(.senseless, purpose, "a continuation token that does not fit into a header")
            }
            var call = client.v1(path, query + [(name: "seekOperation", value: "Next")], purpose: purpose)
            call.headers = [(name: "MS-ContinuationToken", value: token)]
            return call
        }
        let uri = link["uri"]?.text ?? ""
        guard let mark = uri.firstIndex(of: "?") else {
            throw client.error(.senseless, purpose, "a next link without a query")
        }
        var call = client.v1(path, purpose: purpose)
        do {
            // Read again as a whole: the query came from outside.
            call.address = try WebAddress(call.address.text + String(uri[mark...]))
        } catch {
            throw client.error(.senseless, purpose, "an unusable next link: \(error.reason)")
        }
        return call
    }
}
