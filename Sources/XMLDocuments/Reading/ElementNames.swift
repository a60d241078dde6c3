internal import CLibXML2
internal import Glibc

/// The elements that a format has a use for: `prefix:LocalName`, where the prefix is this program's own short word for
/// a namespace. What prefix a document uses is its own affair.
protocol Vocabulary: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {}

/// Finds the element of a vocabulary by local name and namespace.
///
/// libxml2 keeps one copy of every name of a document, so a name's address is enough to know it again. Namespaces have
/// no such copy (the same URI may be declared on every line) and are compared as text.
final class ElementNames<Element: Vocabulary> {
    private typealias Entry = (element: Element, namespace: UnsafeMutablePointer<CChar>)

    /// What a name's address was found to be, at the place that its bits give; a later one takes the place over. Nearly
    /// every element is looked up here, and a hash table costs as much as parsing it.
    private var known: [(name: UnsafePointer<UInt8>?, entry: Entry?)] = Array(repeating: (nil, nil), count: 512)
    private let entries: [String: Entry]
    private let namespaces: [String: UnsafeMutablePointer<CChar>]

    /// - Parameter uris: namespace URI by the prefix that the vocabulary uses; an empty URI stands for no namespace.
    init(_ uris: [String: String]) {
        namespaces = uris.mapValues { strdup($0) }
        var entries: [String: Entry] = [:]
        for element in Element.allCases {
            let parts = element.rawValue.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let namespace = namespaces[String(parts[0])] else {
                preconditionFailure("the vocabulary names no namespace for \(element.rawValue)")
            }
            entries[String(parts[1])] = (element, namespace)
        }
        self.entries = entries
    }

    deinit { namespaces.values.forEach { free($0) } }

    /// `nil`: the format has no use for it.
    func find(_ node: xmlNodePtr) -> Element? {
        guard let name = node.pointee.name else { return nil }
        let place = (Int(bitPattern: name) >> 3) & (known.count - 1)
        if known[place].name != name { known[place] = (name, entries[String(cString: name)]) }
        let entry = known[place].entry
        guard let entry else { return nil }
        guard let uri = node.pointee.ns?.pointee.href else { return entry.namespace.pointee == 0 ? entry.element : nil }
        return strcmp(UnsafeRawPointer(uri).assumingMemoryBound(to: CChar.self), entry.namespace) == 0
            ? entry.element : nil
    }
}
