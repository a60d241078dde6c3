/// Finds the items of a stored page without reading them: each goes out again byte for byte.
enum ItemSlices {
    /// The ranges of the elements of the top-level `items` array; `nil` when there is none.
    static func ranges(in page: [UInt8]) -> [Range<Int>]? {
        guard var index = start(in: page) else { return nil }
        var ranges: [Range<Int>] = []
        var depth = 0
        var begin: Int?
        while index < page.count {
            switch page[index] {
            case UInt8(ascii: "\""):
                if begin == nil { begin = index }
                index = stringEnd(page, index)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if begin == nil { begin = index }
                depth += 1
            case UInt8(ascii: "]") where depth == 0:
                if let begin { ranges.append(begin..<index) }
                return ranges
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                if let start = begin { ranges.append(start..<index) }
                begin = nil
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Behind the bracket of `"items": [`, at the top level only.
    private static func start(in page: [UInt8]) -> Int? {
        var index = 0
        var depth = 0
        while index < page.count {
            switch page[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let end = stringEnd(page, index)
                let isName = depth == 1 && page[index + 1..<max(end, index + 1)].elementsEqual("items".utf8)
                index = end
                if isName, let bracket = page[end...].firstIndex(of: UInt8(ascii: "[")) { return bracket + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The closing quote of the string that opens at `index`.
    private static func stringEnd(_ page: [UInt8], _ index: Int) -> Int {
        var index = index + 1
        while index < page.count, page[index] != UInt8(ascii: "\"") {
            index += page[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index, page.count - 1)
    }
}
