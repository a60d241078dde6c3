internal import CLibXML2

extension XMLSource {
    /// Local name and namespace URI of the element that the reader stands on; "" for no namespace.
    var qualifiedName: (name: String, namespace: String) {
        guard let node else { return ("", "") }
        return (
            node.pointee.name.map { String(cString: $0) } ?? "",
            node.pointee.ns?.pointee.href.map { String(cString: $0) } ?? ""
        )
    }
}
