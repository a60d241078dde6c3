internal import BillingModel
internal import CLibXML2
internal import Glibc

/// Reads a document from the outside in: ``children(_:)`` walks the elements of the one it stands on, and for each of
/// them the caller takes the value, walks in, or does nothing, which skips it.
final class ElementReader<Element: Vocabulary> {
    let source: XMLSource
    private let names: ElementNames<Element>
    /// An element was entered and neither read nor walked yet.
    private var isUntouched = false
    /// Where a value is put together: comments and CDATA may cut it into several texts.
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Parameter source: stands on the root element.
    init(_ source: XMLSource, namespaces: [String: String]) {
        self.source = source
        names = ElementNames(namespaces)
        buffer = .allocate(byteCount: source.limits.textBytes, alignment: 16)
        isUntouched = true
    }

    deinit { buffer.deallocate() }

    /// Walks the elements directly inside the current one, those of the vocabulary only. Afterwards the current one is
    /// done with.
    func children(_ visit: (Element) throws(XMLFault) -> Void) throws(XMLFault) {
        isUntouched = false
        if source.kind == .emptyElement { return }
        while try advance() {
            switch source.kind {
            case .start, .emptyElement: try enter(visit)
            case .end: return
            case .text, .other: continue
            }
        }
    }

    /// For an element that holds either a text or elements, by version of the format.
    func textOrChildren(
        _ take: (String) -> Void, visit: (Element) throws(XMLFault) -> Void
    ) throws(XMLFault) {
        isUntouched = false
        if source.kind == .emptyElement { return }
        while try advance() {
            switch source.kind {
            case .start, .emptyElement: try enter(visit)
            case .end: return
            case .text:
                guard let content = source.node?.pointee.content else { continue }
                let text = XMLText.trimmed(
                    UnsafeRawBufferPointer(start: content, count: min(buffer.count, Int(xmlStrlen(content)))))
                if !text.isEmpty { take(String(decoding: text, as: UTF8.self)) }
            case .other: continue
            }
        }
    }

    private func enter(_ visit: (Element) throws(XMLFault) -> Void) throws(XMLFault) {
        isUntouched = true
        if let node = source.node, let element = names.find(node) { try visit(element) }
        if isUntouched { try skip() }
    }

    /// Reads past the root's end to the end of the file: only then a document counts.
    func finish() throws(XMLFault) {
        while try source.step() {}
    }

    private func advance() throws(XMLFault) -> Bool {
        if try source.step() { return true }
        throw XMLFault(line: 0, "ends inside an element")
    }

    private func skip() throws(XMLFault) {
        isUntouched = false
        if source.kind == .emptyElement { return }
        var open = 1
        while open > 0, try advance() {
            if source.kind == .start { open += 1 } else if source.kind == .end { open -= 1 }
        }
    }

    // MARK: Values

    /// An attribute of the current element, by its local name; take it before the element's value.
    func attribute(_ name: StaticString) throws(XMLFault) -> String? {
        var attribute = source.node?.pointee.properties
        while let one = attribute {
            if let found = one.pointee.name,
                strcmp(
                    UnsafeRawPointer(found).assumingMemoryBound(to: CChar.self),
                    UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
            {
                guard let content = one.pointee.children?.pointee.content else { return "" }
                if strlen(UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self)) > source.limits.textBytes {
                    throw source.fault("\(name) is longer than \(source.limits.textBytes) bytes")
                }
                return String(cString: content)
            }
            attribute = one.pointee.next
        }
        return nil
    }

    /// The line that the reader stands on.
    var line: Int { source.line }

    /// Hands over the bytes of the current element's text, white space at both ends dropped, and the line they stand
    /// on. An element that holds others is a fault: taking its text would lose them.
    func value<Value>(
        _ take: (UnsafeRawBufferPointer, Int) throws(XMLFault) -> Value
    ) throws(XMLFault) -> Value {
        isUntouched = false
        var length = 0
        var textLine = source.line
        if source.kind != .emptyElement {
            while try advance(), source.kind != .end {
                if source.kind == .other { continue }
                guard source.kind == .text else { throw source.fault("an element stands where a value should") }
                guard let content = source.node?.pointee.content else { continue }
                let count = strlen(UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self))
                guard length + count <= buffer.count else {
                    throw source.fault("a value is longer than \(buffer.count) bytes")
                }
                memcpy(buffer.baseAddress! + length, content, count)
                length += count
                textLine = source.line
            }
        }
        return try take(XMLText.trimmed(UnsafeRawBufferPointer(rebasing: buffer[..<length])), textLine)
    }
}
