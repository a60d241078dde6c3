/// The list of invoices, whole: its pages joined into one envelope, its documents told apart.
package struct InvoiceListing: Sendable {
    /// What the archive keeps as `invoices.json`.
    package let envelope: [UInt8]
    /// Every document once, amendments included, the newest first.
    package let documents: [BilledDocument]
    /// Headers that make no sense.
    package let flaws: [String]

    /// Joins pages. One page alone is kept byte for byte; several become one envelope of their items, byte for byte.
    package init(pages: [(bytes: [UInt8], facts: PageFacts)]) throws(JSONFault) {
        var known: Set<String> = []
        var documents: [BilledDocument] = []
        var flaws: [String] = []
        var items: [ArraySlice<UInt8>] = []
        for page in pages {
            for range in page.facts.items {
                let header = try JSONValue(Array(page.bytes[range]))
                // Modern invoices all come on every page, whatever size is asked for (billing API 2.3).
                guard known.insert(header["id"]?.text ?? "").inserted else { continue }
                items.append(page.bytes[range])
                InvoiceListing.collect(header, depth: 0, &documents, &flaws)
            }
        }
        var ids: Set<String> = []
        self.documents = documents.filter { ids.insert($0.id.lowercased()).inserted }
            .sorted { ($0.date, $0.id) > ($1.date, $1.id) }
        self.flaws = flaws
        // A page that announces another one, which proved empty, would look incomplete to its readers.
        let isWhole = pages.count == 1 && !pages[0].facts.hasNext
        envelope = isWhole ? pages[0].bytes : InvoiceListing.joined(items)
    }

    private static func joined(_ items: [ArraySlice<UInt8>]) -> [UInt8] {
        var bytes = Array("{\"totalCount\":\(items.count),\"items\":[".utf8)
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: item)
        }
        bytes.append(contentsOf: "\n],\"attributes\":{\"objectType\":\"Collection\"}}\n".utf8)
        return bytes
    }

    /// A header and the amendments inside it: each has lines of its own (contracts, section 2).
    private static func collect(
        _ header: JSONValue, depth: Int, _ documents: inout [BilledDocument], _ flaws: inout [String]
    ) {
        do {
            documents.append(try BilledDocument(header))
        } catch {
            flaws.append("a header is left out: \(error.reason)")
        }
        guard depth < 8 else { return }
        for amendment in header["amendments"]?.elements ?? [] {
            collect(amendment, depth: depth + 1, &documents, &flaws)
        }
    }
}
