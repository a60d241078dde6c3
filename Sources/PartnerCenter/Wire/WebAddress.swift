/// An address that a request may go to: `https`, or plain `http` to this machine itself.
///
/// Read strictly (ASCII, no user info, no fragment, no `..`), so that what the allow-list judges is what is asked.
package struct WebAddress: Hashable, Sendable {
    package enum Scheme: String, Sendable {
        case https, http
    }

    package let scheme: Scheme
    /// Lower case; an IPv6 address keeps its brackets.
    package let host: String
    package let port: Int
    /// Empty, or with a leading slash; percent-encoded as it came.
    package let path: String
    /// Without the `?`; percent-encoded as it came. May carry a signature: never shown.
    package let query: String?

    /// The longest address that is accepted, in bytes.
    package static let longest = 8192

    /// Why a text is no address that may be asked. Holds no part of the text, which may carry a signature.
    package struct Refusal: Error, Equatable, Sendable {
        package let reason: String
    }

    /// Reads an absolute address.
    package init(_ text: String) throws(Refusal) {
        let bytes = Array(text.utf8)
        guard bytes.count <= WebAddress.longest else { throw Refusal(reason: "the address is too long") }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw Refusal(reason: "the address holds characters that belong in no address")
        }
        guard !text.contains("#") else { throw Refusal(reason: "the address has a fragment") }
        let lowered = text.lowercased()
        guard let scheme: Scheme = lowered.hasPrefix("https://") ? .https : lowered.hasPrefix("http://") ? .http : nil
        else { throw Refusal(reason: "the address is neither https nor http") }
        let rest = text.dropFirst(scheme.rawValue.count + 3)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        (host, port) = try WebAddress.authority(rest[..<end], scheme)
        self.scheme = scheme
        let tail = rest[end...]
        let mark = tail.firstIndex(of: "?")
        path = String(tail[..<(mark ?? tail.endIndex)])
        query = mark.map { String(tail[tail.index(after: $0)...]) }
        guard !WebAddress.climbs(path) else { throw Refusal(reason: "the address climbs out of its folder") }
        guard scheme == .https || isLoopback else {
            throw Refusal(reason: "plain http is for this machine only, not for \(host)")
        }
    }

    private init(scheme: Scheme, host: String, port: Int, path: String, query: String?) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// The address below this one. `path` starts with a slash and is encoded already; `query` is the encoded text.
    package func appending(path: String, query: String? = nil) -> WebAddress {
        let base = self.path.hasSuffix("/") ? String(self.path.dropLast()) : self.path
        return WebAddress(scheme: scheme, host: host, port: port, path: base + path, query: query)
    }

    /// Where a `Location` leads from here: an absolute address, a path on the same host, or one beside this address.
    package func resolving(location: String) throws(Refusal) -> WebAddress {
        if location.hasPrefix("//") || location.contains("://") { return try WebAddress(location) }
        if location.hasPrefix("/") { return try WebAddress(origin + location) }
        var rest = location[...]
        var folders = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        while rest.hasPrefix("./") || rest.hasPrefix("../") {
            // Above the top is the top (RFC 3986, 5.2.4).
            if rest.hasPrefix("../"), folders.count > 1 { folders.removeLast() }
            rest = rest[(rest.firstIndex(of: "/").map { rest.index(after: $0) } ?? rest.endIndex)...]
        }
        guard let first = rest.utf8.first, (first | 0x20) &- 97 < 26 || first &- 48 <= 9, !rest.contains(":")
        else { return try WebAddress(location) }
        return try WebAddress(origin + (folders + [rest]).joined(separator: "/"))
    }

    /// Scheme, host and port.
    package var origin: String {
        let standard = scheme == .https ? 443 : 80
        return "\(scheme.rawValue)://\(host)" + (port == standard ? "" : ":\(port)")
    }

    /// For the wire only.
    package var text: String { origin + path + (query.map { "?" + $0 } ?? "") }

    /// For people: without the query, which may carry a signature.
    package var shown: String { origin + path }

    /// This machine: `127.0.0.0/8`, `localhost`, `[::1]`.
    package var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// This address is `base` or lies below it.
    package func isBelow(_ base: WebAddress) -> Bool {
        guard scheme == base.scheme, host == base.host, port == base.port else { return false }
        let prefix = base.path.hasSuffix("/") ? String(base.path.dropLast()) : base.path
        return path == prefix || path.hasPrefix(prefix + "/")
    }

    private static func authority(_ text: Substring, _ scheme: Scheme) throws(Refusal) -> (String, Int) {
        var host = text.lowercased()
        var port = scheme == .https ? 443 : 80
        let bracket = host.hasPrefix("[") ? host.firstIndex(of: "]") : nil
        if let colon = host[(bracket ?? host.startIndex)...].firstIndex(of: ":") {
            let digits = host[host.index(after: colon)...]
            guard let number = UInt16(digits), number > 0, digits.utf8.allSatisfy({ $0 &- 48 <= 9 }) else {
                throw Refusal(reason: "the address has no usable port")
            }
            port = Int(number)
            host = String(host[..<colon])
        }
        let plain = host.utf8.allSatisfy {
            ($0 | 0x20) &- 97 < 26 || $0 &- 48 <= 9 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
        guard !host.isEmpty, plain || host == "[::1]", !host.hasPrefix("."), !host.contains("..") else {
            throw Refusal(reason: "the address has no plain host name")
        }
        return (host, port)
    }

    private static func climbs(_ path: String) -> Bool {
        path.lowercased().replacing("%2e", with: ".").replacing("%2f", with: "/").split(separator: "/")
            .contains { $0 == ".." || $0 == "." }
    }
}

extension WebAddress: CustomStringConvertible, CustomReflectable {
    package var description: String { shown }
    package var customMirror: Mirror { Mirror(self, children: ["address": shown]) }
}
