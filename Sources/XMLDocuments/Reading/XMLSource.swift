internal import CLibXML2
internal import Glibc

/// One XML file, read node by node through libxml2 in constant memory.
///
/// Nothing outside the file is ever opened: the network is off, external entities are refused by name, and so is every
/// document type declaration, without which there are no entities at all (a parser that does not expand them drops
/// their text without an error, and an amount could vanish with it).
final class XMLSource {
    private let reader: xmlTextReaderPtr
    private let descriptor: Int32
    let limits: XMLLimits
    private var nodes = 0
    private var records = 0
    /// The node that the reader stands on; valid until the next ``step()``.
    private(set) var node: xmlNodePtr?
    private(set) var kind = Kind.other

    enum Kind {
        case start
        /// `<a/>`: a start whose end never comes as a node of its own.
        case emptyElement
        case end
        case text
        /// Comments and processing instructions.
        case other
    }

    /// Once in the process: libxml2 keeps the loader of external entities in a global.
    private static let prepared: Void = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
    }()

    /// Opens a regular file. Links are followed: whoever names the path decides whether to trust it.
    init(path: String, limits: XMLLimits) throws(XMLFault) {
        _ = XMLSource.prepared
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw XMLFault(line: 0, "cannot be read: \(String(cString: strerror(errno)))") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw XMLFault(line: 0, "is no regular file")
        }
        guard status.st_size <= limits.fileBytes else {
            close(descriptor)
            throw XMLFault(line: 0, "has \(status.st_size) bytes, more than \(limits.fileBytes)")
        }
        xmlResetLastError()
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue | XML_PARSE_NOBLANKS.rawValue | XML_PARSE_BIG_LINES.rawValue
        guard let reader = xmlReaderForFd(descriptor, nil, nil, Int32(options)) else {
            close(descriptor)
            throw XMLFault(line: 0, "cannot be read: no memory for a parser")
        }
        self.descriptor = descriptor
        self.reader = reader
        self.limits = limits
    }

    deinit {
        xmlFreeTextReader(reader)
        close(descriptor)
    }

    /// Goes to the next node. `false`: the document was read to a clean end.
    func step() throws(XMLFault) -> Bool {
        let outcome = xmlTextReaderRead(reader)
        guard outcome == 1 else {
            node = nil
            if outcome == 0 { return false }
            throw parserFault()
        }
        node = xmlTextReaderCurrentNode(reader)
        nodes += 1
        if nodes > limits.nodes { throw fault("more than \(limits.nodes) nodes") }
        switch xmlTextReaderNodeType(reader) {
        case Int32(XML_READER_TYPE_ELEMENT.rawValue):
            kind = xmlTextReaderIsEmptyElement(reader) == 1 ? .emptyElement : .start
            try checkElement()
        case Int32(XML_READER_TYPE_END_ELEMENT.rawValue): kind = .end
        case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue),
            Int32(XML_READER_TYPE_CDATA.rawValue), Int32(XML_READER_TYPE_WHITESPACE.rawValue):
            kind = .text
        case Int32(XML_READER_TYPE_COMMENT.rawValue), Int32(XML_READER_TYPE_PROCESSING_INSTRUCTION.rawValue):
            kind = .other
        case Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue):
            throw fault("has a document type declaration, which these documents never need")
        default: throw fault("has an entity reference, which these documents never need")
        }
        return true
    }

    private func checkElement() throws(XMLFault) {
        if xmlTextReaderDepth(reader) >= limits.depth { throw fault("elements are nested deeper than \(limits.depth)") }
        var count = 0
        var attribute = node?.pointee.properties
        while let one = attribute {
            count += 1
            attribute = one.pointee.next
        }
        var namespace = node?.pointee.nsDef
        while let one = namespace {
            count += 1
            namespace = one.pointee.next
        }
        if count > limits.attributes { throw fault("more than \(limits.attributes) attributes on one element") }
    }

    /// Makes room for one more record.
    func admit() throws(XMLFault) {
        records += 1
        if records > limits.records { throw fault("more than \(limits.records) records") }
    }

    /// The line of the current node, from 1.
    var line: Int { node.map { xmlGetLineNo($0) } ?? 0 }

    func fault(_ reason: String) -> XMLFault { XMLFault(line: line, reason) }

    private func parserFault() -> XMLFault {
        guard let error = xmlGetLastError(), let message = error.pointee.message else {
            return XMLFault(line: Int(xmlTextReaderGetParserLineNumber(reader)), "is not well-formed XML")
        }
        let text = String(cString: message).unicodeScalars.prefix(200).map { $0.value < 32 ? " " : String($0) }
        let reason = text.joined().split(separator: " ").joined(separator: " ")
        return XMLFault(line: Int(error.pointee.line), "is not well-formed XML: \(reason)")
    }
}
