/// Reads a v1 collection page by page.
struct PageFetch {
    let client: ServiceClient

    /// Hands over each page that belongs to the collection, in order.
    ///
    /// - Returns: the number of items, and of pages that came twice.
    func read(
        _ path: String, _ query: [(name: String, value: String)], _ walk: PageWalk, purpose: String,
        keepsItems: Bool = false,
        page: (Int, [UInt8], PageFacts) throws(ServiceError) -> Void
    ) async throws(ServiceError) -> (items: Int, repeated: Int) {
        var walk = walk
        var ask: PageWalk.Ask? = walk.first
        var repeated = 0
        while let asked = ask {
            var call = client.v1(path, query + asked.query.map { (name: $0.name, value: $0.value) }, purpose: purpose)
            if let token = asked.token {
                guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                    throw client.error(.senseless, purpose, "a continuation token that does not fit into a header")
                }
                call.headers.append((name: "MS-ContinuationToken", value: token))
            }
            let reply: ServiceReply
            do {
                reply = try await client.send(call)
            } catch {
                // Nobody has announced this page.
                if asked.isGuess, [400, 404, 416].contains(error.status) { break }
                throw error
            }
            let facts = try facts(reply, purpose, keepsItems)
            switch walk.received(facts, digest: Digest.text(of: reply.body)) {
            case .keep(let number, let next):
                try page(number, reply.body, facts)
                ask = next
            case .drop(let next):
                repeated += 1
                ask = next
            case .end: ask = nil
            case .broken(let reason): throw client.error(.senseless, purpose, reason, requestID: reply.requestID)
            }
        }
        return (walk.itemCount, repeated)
    }

    private func facts(_ reply: ServiceReply, _ purpose: String, _ keepsItems: Bool) throws(ServiceError) -> PageFacts {
        let result: Result<PageFacts, JSONFault> = reply.body.withUnsafeBytes { raw in
            do throws(JSONFault) {
                return .success(try PageFacts(raw, keepsItems: keepsItems))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let facts): return facts
        case .failure(let fault):
            throw client.error(.senseless, purpose, "a page that does not read: \(fault)", requestID: reply.requestID)
        }
    }
}
