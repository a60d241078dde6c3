/// Which part of the service an address belongs to. It decides which token goes along, if any.
package enum ServiceRole: String, Sendable, CaseIterable {
    /// Gives tokens.
    case authority
    /// Partner Center REST, version 1.
    case api
    /// Microsoft Graph, the v2 exports.
    case graph
    /// Storage that a manifest names; opened by the signature in the address, never by a token.
    case blobs
}

/// Where requests may go, asked before every request and after every redirect.
package struct AllowedHosts: Sendable {
    private let bases: [(role: ServiceRole, base: WebAddress)]
    private let blobHosts: [String]

    /// `blobHosts` are whole hosts or suffixes that start at a dot (contracts, section 1).
    package init(authority: WebAddress, api: WebAddress, graph: WebAddress?, blobHosts: [String]) {
        bases = [(.authority, authority), (.api, api)] + (graph.map { [(.graph, $0)] } ?? [])
        self.blobHosts = blobHosts.map { $0.lowercased() }
    }

    /// The part that an address belongs to; `nil` when nothing may be asked there.
    package func role(of address: WebAddress) -> ServiceRole? {
        if let known = bases.first(where: { address.isBelow($0.base) }) { return known.role }
        let isBlob = blobHosts.contains { address.host == $0 || address.host.hasSuffix("." + $0) }
        return isBlob ? .blobs : nil
    }

    /// Where a link of an answer leads. A path alone may count from the host, or from where this part of the service
    /// begins.
    package func resolving(_ link: String, from here: WebAddress) throws(WebAddress.Refusal) -> WebAddress {
        let address = try here.resolving(location: link)
        guard link.hasPrefix("/"), let base = bases.first(where: { here.isBelow($0.base) })?.base,
            !address.isBelow(base)
        else { return address }
        return try WebAddress(base.origin + base.path + link)
    }

    /// The address may be asked in this part. One host may serve several parts; then the path tells them apart.
    package func allows(_ address: WebAddress, as role: ServiceRole) -> Bool {
        if role == .blobs {
            return blobHosts.contains { address.host == $0 || address.host.hasSuffix("." + $0) }
        }
        return bases.contains { $0.role == role && address.isBelow($0.base) }
    }
}
