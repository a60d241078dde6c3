import BillingModel
import Foundation
import PartnerCenter
import Testing

/// A night against a service whose answers are bytes of the test's choice.
@Suite("Answers that no server would send on purpose") struct UnusualAnswersTests {
    typealias Answer = RawService.Answer

    private static let operations = "GET /graph/v1.0/reports/partners/billing/operations/"
    private static let manifest = "GET " + RawService.manifest
    private static let export = "POST /graph/"
    private static let blob = "GET /blobs/"
    private static let list = "GET /api/v1/invoices "
    private static let html = Answer(200, ["Content-Type: text/html"], "<!DOCTYPE html><html>At work</html>")

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let instead: [(request: String, answers: [Answer])]
        /// A part of what is noted as missing; `nil` when the invoice comes whole.
        var gap: String?

        init(_ name: String, _ request: String, _ answers: [Answer], gap: String? = nil) {
            testDescription = name
            instead = [(request, answers)]
            self.gap = gap
        }

        /// The first answer to every question but where a blob or an export is asked for.
        init(_ name: String, everywhere answer: Answer) {
            testDescription = name
            instead = [
                "POST /authority", "GET /api/v1/invoices ", operations, manifest, "GET /api/v1/invoices/summary",
            ].map {
                ($0, [answer])
            }
        }
    }

    private static func done(_ location: String) -> [Answer] {
        [Answer(200, [], "{\"status\":\"Succeeded\",\"resourceLocation\":\"\(location)\"}")]
    }

    private static let utf16 =
        [UInt8]([0xFF, 0xFE]) + RawService.list.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }

    static let cases = [
        Case(
            "the place of an export under its old name", export,
            [
                Answer(202, ["operation-location: /graph/v1.0/reports/partners/billing/operations/1"])
            ]),
        Case(
            "the place of an export counted from the service's own base", export,
            [
                Answer(202, ["LOCATION: /v1.0/reports/partners/billing/operations/1"])
            ]),
        Case(
            "202 while an export runs", operations,
            [Answer(202, ["retry-after: 3"]), Answer(202), Answer(202, [], "{}")]),
        Case("a manifest beside the operations", operations, done("../manifests/1")),
        Case("a manifest from the top of the host", operations, done(RawService.manifest)),
        Case("a manifest from the top of the service", operations, done(String(RawService.manifest.dropFirst(6)))),
        Case(
            "a manifest on a host that nobody allowed", operations, done("https://evil.example.org/m"),
            gap: "not among the hosts"),
        Case(
            "an operation that redirects to a stranger", operations,
            [
                Answer(302, ["lOcAtIoN: https://evil.example.org/o"], stays: true)
            ], gap: "may not be asked"),
        Case("a page of HTML for success, everywhere once", everywhere: html),
        Case("a page of HTML for success, for good", list, [Answer(200, [], "<html>", stays: true)], gap: "not JSON"),
        Case("no body at all, everywhere once", everywhere: Answer()),
        Case(
            "a list in UTF-16", list,
            [Answer(200, ["Content-Type: application/json; charset=\"utf-16\""], bytes: utf16)]),
        Case("a list with a byte order mark", list, [Answer(200, [], "\u{FEFF}" + RawService.list)]),
        Case(
            "a list said to be in Latin-1", list,
            [Answer(200, ["Content-Type: application/json;charset=ISO-8859-1"], RawService.list)]),
        Case("a Content-Length that is too small", list, [Answer(200, [], RawService.list, length: 40)]),
        Case(
            "a Content-Length that ends at a brace", list,
            [Answer(200, [], RawService.list, length: RawService.list.utf8.count - 2)]),
        Case("a Content-Length that is too large", list, [Answer(200, [], RawService.list, length: 4000)]),
        Case("a Content-Length too small for a blob", blob, [Answer(200, [], bytes: RawService.packed, length: 30)]),
        Case("a Content-Length too large for a blob", blob, [Answer(200, [], bytes: RawService.packed, length: 300)]),
        Case("a Content-Length that is no number", list, [Answer(200, ["Content-Length: many"], RawService.list)]),
        Case("a blob whose gzip is cut", blob, [Answer(200, [], bytes: RawService.packed.dropLast(6))]),
        Case(
            "a blob whose gzip is cut, for good", blob,
            [
                Answer(200, [], bytes: RawService.packed.dropLast(6), stays: true)
            ], gap: "breaks off"),
        Case("a blob with something behind its gzip", blob, [Answer(200, [], bytes: RawService.packed + [1, 2, 3])]),
        Case("a blob that is empty once", blob, [Answer()]),
        Case(
            "a blob without a line although something was charged", blob, [Answer(200, [], "", stays: true)],
            gap: "holds no lines"),
        Case(
            "a signature that has run out in mid-run", blob,
            [
                Answer(
                    403, ["Content-Type: application/xml"],
                    "\u{FEFF}<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code></Error>")
            ]),
        Case("signatures that never open anything", blob, [Answer(403, [], "<Error/>", stays: true)], gap: "HTTP 403"),
        Case("429 without end", operations, [Answer(429, ["Retry-After: 30"], "", stays: true)], gap: "HTTP 429"),
        Case(
            "429 that asks for a day of patience", operations,
            [
                Answer(429, ["Retry-After: 86400"], "{\"statusCode\":429,\"message\":\"Tomorrow\"}", stays: true)
            ], gap: "Tomorrow"),
    ]

    @Test("are mended by asking again, or named as what is missing", arguments: cases)
    func night(_ one: Case) async throws {
        let service = try RawService(one.instead)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("raw-\(UUID().uuidString)").path
        let transport = NetworkTransport(timeout: 10, connections: 6)
        let time = HurriedTime()
        let result: Result<FetchReport, any Error>
        do {
            let client = ServiceClient(try service.settings(), transport: transport, time: time, seed: 3)
            result = .success(
                try await PartnerCenterFetch(client, archive: try ArchiveFolder(folder)).run(asOf: "2026-11-24"))
        } catch {
            result = .failure(error)
        }
        try await transport.shutdown()
        service.stop()
        let kept = FileManager.default.contents(atPath: folder + "/invoices/G1/reconciliation/part-0.json.gz")
        try FileManager.default.removeItem(atPath: folder)
        let report = try result.get()
        if let gap = one.gap {
            #expect(report.gaps.contains { $0.reason.contains(gap) }, "\(report.gaps)")
            #expect(kept == nil)
        } else {
            #expect(report.gaps == [])
            #expect(kept == Data(RawService.packed))
        }
        #expect(service.requests.allSatisfy { !$0.contains("evil") })
        // What is in the way for good ends soon enough: the budget of one request, and not one after the other.
        #expect(time.now < .seconds(1800))
        #expect(service.requests.count < 60)
    }

    /// A page of one line; `next` is the token that leads on.
    private static func page(_ line: Int, next: String?, count: Int = 1) -> Answer {
        let link = next.map { "{\"headers\":[{\"Key\":\"MS-CONTINUATIONTOKEN\",\"Value\":\"\($0)\"}]}" } ?? "null"
        return Answer(200, [], "{\"TotalCount\":\(count),\"Items\":[{\"n\":\(line)}],\"Links\":{\"Next\":\(link)}}")
    }

    @Test(
        "pages of version 1: counts that disagree, pages that come twice, tokens that lead in a circle",
        arguments: [
            ([page(1, next: "a", count: 7), page(2, next: nil, count: 0)], 2, nil),
            (
                [page(1, next: "a"), page(1, next: "a"), page(2, next: "b"), page(2, next: "b"), page(3, next: nil)], 3,
                nil
            ),
            ([page(1, next: "a"), page(2, next: "a")], 0, "leads back to itself"),
            (
                [page(1, next: "a"), page(2, next: "b"), page(1, next: "a"), page(1, next: "a"), page(1, next: "a")], 0,
                "again and again"
            ),
            ([page(1, next: "a"), Answer(200, [], "<html>"), Answer(), page(2, next: nil)], 2, nil),
        ] as [([Answer], Int, String?)])
    func pages(_ answers: [Answer], _ kept: Int, _ flaw: String?) async throws {
        let service = try RawService([("GET /api/v1/invoices/G1/lineitems", answers)])
        let transport = NetworkTransport(timeout: 10, connections: 6)
        let client = ServiceClient(try service.settings(), transport: transport, time: HurriedTime(), seed: 3)
        var lines = 0
        var message = ""
        do {
            try await MoneyCalls(client).lines(LineQuery(invoice: "G1", provider: "onetime")) {
                lines += $0.count
            }
        } catch {
            message = "\(error)"
        }
        try await transport.shutdown()
        service.stop()
        if let flaw { #expect(message.contains(flaw)) } else { #expect(message == "" && lines == kept) }
    }
}
