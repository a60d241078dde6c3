import BillingModel

/// One cell of a listing.
package enum ListedCell: Equatable, Sendable {
    case text(String)
    /// Digits as they came, or as they were computed.
    case number(String)
    case flag(Bool)
    case none
}

/// Something that a command lists: one row under fixed columns.
package protocol Listed: Sendable {
    /// In snake case, as in the order book and the reports.
    static var columns: [String] { get }
    var cells: [ListedCell] { get }
}

extension ListedCell {
    init(text value: JSONValue?) {
        if let text = value?.text, !text.isEmpty { self = .text(text) } else { self = .none }
    }

    init(number value: JSONValue?) {
        if let text = value?.decimal?.description { self = .number(text) } else { self = .none }
    }

    init(_ text: String) { self = text.isEmpty ? .none : .text(text) }

    init(flag value: JSONValue?) {
        if let flag = value?.bool { self = .flag(flag) } else { self = .none }
    }

    init(list values: [JSONValue]) { self.init(values.compactMap(\.text).joined(separator: " ")) }
}
