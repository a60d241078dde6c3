import Foundation
import PartnerCenter
import Synchronization

/// A service on a socket whose answers are bytes: what no server would send on purpose can be sent. It serves one invoice,
/// `G1`, by an export of one blob, until it is told otherwise.
final class RawService: Sendable {
    /// What comes instead, by method and the beginning of the path; one answer after the other, then the usual one.
    private let instead: Mutex<[(request: String, answers: [Answer])]>
    private let log = Mutex<[String]>([])
    private let listener: Int32
    let port: Int

    struct Answer: Sendable {
        var head: String
        var body: [UInt8]
        /// Again and again.
        var stays = false

        /// As a server sends it, but for what is said.
        init(
            _ status: Int = 200, _ headers: [String] = [], _ body: String = "", bytes: [UInt8]? = nil,
            length: Int? = nil, stays: Bool = false
        ) {
            self.body = bytes ?? Array(body.utf8)
            head = (["HTTP/1.1 \(status) Said"] + headers + ["Content-Length: \(length ?? self.body.count)"])
                .joined(separator: "\r\n")
            self.stays = stays
        }
    }

    static let lines = "{\"Subtotal\":1}\n{\"Subtotal\":2}\n"
    /// ``lines``, packed.
    static let packed = Array(
        Data(base64Encoded: "H4sIAAAAAAACA6tWCi5NKskvScxRsjKs5apG4hrVcgEAPncYGR4AAAA=") ?? Data())

    init(_ instead: [(request: String, answers: [Answer])] = []) throws {
        self.instead = Mutex(instead)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isOpen else { throw POSIXError(.EADDRNOTAVAIL) }
        port = Int(UInt16(bigEndian: address.sin_port))
        // Ends with the socket: see ``stop()``.
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 {
                    // Here and not in ``stop()``: a number that is closed there could be another socket's by now.
                    close(listener)
                    return
                }
                // Clients may open one more than they use.
                Thread.detachNewThread { [self] in
                    serve(connection)
                    close(connection)
                }
            }
        }
    }

    /// Ends the service; nothing may be asked any more.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Method and path of everything that was asked.
    var requests: [String] { log.withLock { $0 } }

    /// Settings that lead here.
    func settings() throws -> ServiceSettings {
        let base = "http://127.0.0.1:\(port)"
        return try ServiceSettings([
            .authorityURL: base + "/authority", .apiURL: base + "/api", .graphURL: base + "/graph",
            .blobHosts: "127.0.0.1", .tenantID: "t", .clientID: "c", .clientSecret: "a client secret",
        ])
    }

    private func serve(_ connection: Int32) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(connection, &buffer, buffer.count)
            if count <= 0 { return }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
            let due = text.firstMatch(of: /(?i)content-length: ([0-9]+)/).flatMap { Int($0.1) } ?? 0
            if text[end.upperBound...].utf8.count >= due { break }
        }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 2)
        let request = "\(words[0]) \(words[1]) "
        log.withLock { $0.append(request) }
        let answer = answer(request)
        let raw = Array((answer.head + "\r\nConnection: close\r\n\r\n").utf8) + answer.body
        raw.withUnsafeBytes { all in
            var rest = all[...]
            while !rest.isEmpty {
                let sent = send(
                    connection, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count,
                    Int32(MSG_NOSIGNAL))
                if sent <= 0 { return }
                rest = rest.dropFirst(sent)
            }
        }
        shutdown(connection, Int32(SHUT_WR))
        while read(connection, &buffer, buffer.count) > 0 {}
    }

    private func answer(_ request: String) -> Answer {
        let other = instead.withLock { instead -> Answer? in
            guard let index = instead.firstIndex(where: { request.hasPrefix($0.request) && !$0.answers.isEmpty }) else {
                return nil
            }
            return instead[index].answers[0].stays ? instead[index].answers[0] : instead[index].answers.removeFirst()
        }
        return other ?? usual(request)
    }

    private func usual(_ request: String) -> Answer {
        let base = "http://127.0.0.1:\(port)"
        let operations = "/graph/v1.0/reports/partners/billing/operations/1"
        let answers: [(request: String, answer: Answer)] = [
            ("POST /authority/", Answer(200, [], #"{"access_token":"a-token-of-ours","expires_in":"3599"}"#)),
            ("GET /api/v1/invoices/summary", Answer(200, [], #"{"balanceAmount":0,"currencyCode":"EUR"}"#)),
            ("GET /api/v1/invoices ", Answer(200, [], RawService.list)),
            ("POST /graph/", Answer(202, ["Location: \(base)\(operations)"])),
            (
                "GET \(operations)",
                Answer(200, [], "{\"status\":\"succeeded\",\"resourceLocation\":\"\(base)\(RawService.manifest)\"}")
            ),
            ("GET \(RawService.manifest)", Answer(200, [], manifestText())),
            ("GET /blobs/part-0.json.gz?sig=good", Answer(200, [], bytes: RawService.packed)),
        ]
        return answers.first { request.hasPrefix($0.request) }?.answer ?? Answer(404)
    }

    static let manifest = "/graph/v1.0/reports/partners/billing/manifests/1"
    static let list =
        #"{"totalCount":1,"items":[{"id":"G1","invoiceDate":"2026-11-05T00:00:00Z","totalCharges":3,"#
        + #""currencyCode":"EUR","documentType":"invoice","invoiceType":"OneTime","#
        + #""invoiceDetails":[{"invoiceLineItemType":"billing_line_items","billingProvider":"one_time"}]}]}"#

    func manifestText(signature: String = "good") -> String {
        "{\"eTag\":\"e1\",\"rootDirectory\":\"http://127.0.0.1:\(port)/blobs\",\"sasToken\":\"sig=\(signature)\","
            + "\"blobCount\":1,\"blobs\":[{\"name\":\"part-0.json.gz\",\"partitionValue\":\"default\"}]}"
    }
}
