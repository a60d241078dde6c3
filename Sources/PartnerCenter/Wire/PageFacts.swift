/// What paging needs to know of one page of a v1 collection; the items themselves are passed over.
package struct PageFacts: Equatable, Sendable {
    /// Items that stand on this page. `totalCount` is not used: it is the page's own and contradicts even that
    /// (billing API 2).
    package var itemCount = 0
    /// Where each item lies in the page's bytes.
    package var items: [Range<Int>] = []
    /// The token that leads to the next page; the body and the next link's headers carry it (billing API 2.3).
    package var token: String?
    /// A next link is there.
    package var hasNext = false
    /// The offset that the next link names, if it does.
    package var nextOffset: Int?

    package init(itemCount: Int = 0, token: String? = nil, hasNext: Bool = false) {
        self.itemCount = itemCount
        self.token = token
        self.hasNext = hasNext
    }

    /// Reads a page.
    ///
    /// - Throws: when the bytes are no JSON object with an `items` array.
    package init(_ page: UnsafeRawBufferPointer, keepsItems: Bool = false) throws(JSONFault) {
        var cursor = JSONCursor(page)
        var found = PageFacts()
        var hasItems = false
        var linkToken: String?
        try cursor.members { name, cursor throws(JSONFault) in
            switch name.lowercased() {
            case "items":
                hasItems = true
                try cursor.elements { cursor throws(JSONFault) in
                    let range = try cursor.skip(depth: 2)
                    found.itemCount += 1
                    if keepsItems { found.items.append(range) }
                }
            case "continuationtoken": found.token = PageFacts.given(try JSONValue(&cursor))
            case "links":
                let next = try JSONValue(&cursor)["next"]
                found.hasNext = next != nil
                linkToken = next.flatMap(PageFacts.token)
                found.nextOffset = next.flatMap(PageFacts.offset)
            default: try cursor.skip(depth: 1)
            }
        }
        try cursor.finish()
        guard hasItems else { throw JSONFault(reason: "the page has no items", offset: 0) }
        if found.token == nil { found.token = linkToken }
        self = found
    }

    private static func token(in link: JSONValue) -> String? {
        let header = link["headers"]?.elements.first { $0["key"]?.text?.lowercased() == "ms-continuationtoken" }
        return given(header?["value"])
    }

    private static func offset(in link: JSONValue) -> Int? {
        let uri = link["uri"]?.text ?? ""
        return uri.prefix(8192).firstMatch(of: /(?i)[?&]offset=([0-9]{1,9})/).flatMap { Int($0.1) }
    }

    private static func given(_ value: JSONValue?) -> String? {
        guard let text = value?.text, !text.isEmpty, text.utf8.count <= 4096 else { return nil }
        return text
    }
}
