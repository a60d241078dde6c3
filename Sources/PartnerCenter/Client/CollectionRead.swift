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
            let token = page["continuationToken"]?.text
            // Where there are links they decide; without any, a token does.
            let next = page["links"]?["next"] ?? (page["links"] == nil && token?.isEmpty == false ? [:] : nil)
            guard let next else { return items }
            call = try following(next, token: token, path, query, purpose)
            let mark = call.address.text + call.headers.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
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
        var headers = try headers(link, purpose)
        let isToken = { (header: (name: String, value: String)) in header.name.lowercased() == "ms-continuationtoken" }
        if !headers.contains(where: isToken), let token, !token.isEmpty {
            headers.append(try header("MS-ContinuationToken", token, purpose))
        }
        if headers.contains(where: isToken) {
            var call = client.v1(path, query + [(name: "seekOperation", value: "Next")], purpose: purpose)
            call.headers = headers
            return call
        }
        let uri = link["uri"]?.text ?? ""
        guard let mark = uri.firstIndex(of: "?") else {
            throw client.error(.senseless, purpose, "a next link without a query")
        }
        var call = client.v1(path, purpose: purpose)
        call.headers = headers
        do {
            // Read again as a whole: the query came from outside.
            call.address = try WebAddress(call.address.text + String(uri[mark...]))
        } catch {
            throw client.error(.senseless, purpose, "an unusable next link: \(error.reason)")
        }
        return call
    }

    /// Every header that the link asks for goes along (commerce API 1.6), but for those that are not the service's own.
    private func headers(_ link: JSONValue, _ purpose: String) throws(ServiceError) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        for pair in link["headers"]?.elements ?? [] {
            guard let name = pair["key"]?.text, let value = pair["value"]?.text, !value.isEmpty else { continue }
            let isOwn = ["ms-requestid", "ms-correlationid"].contains(name.lowercased())
            if name.lowercased().hasPrefix("ms-"), !isOwn { headers.append(try header(name, value, purpose)) }
        }
        return headers
    }

    private func header(
        _ name: String, _ value: String, _ purpose: String
    ) throws(ServiceError) -> (name: String, value: String) {
        let isPlainName = name.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 <= 9 || $0 == 0x2D }
        guard isPlainName, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw client.error(.senseless, purpose, "a continuation token that does not fit into a header")
        }
        return (name, value)
    }
}
