import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("A night's fetch from a well-behaved service")
struct FetchTests {
    @Test("brings every invoice of the sample, whole, and asks for nothing improper")
    func bringsEverything() async throws {
        try await SandboxVisit.with { visit in
            let report = try await visit.night(asUser: true)
            #expect(report.gaps == [])
            #expect(report.fetched.count == 15)
            #expect(report.unchanged == [])
            #expect(visit.server.violations == [])
            let files = try visit.archived()
            #expect(files["invoices.json"] == contents("invoices.json"))
            #expect(files["summaries.json"] == contents("summaries.json"))
            #expect(files["invoices/G041870112/statement.pdf"]?.starts(with: Data("%PDF".utf8)) == true)
        }
    }

    @Test("keeps blobs byte for byte, and manifests without their signature")
    func keepsBlobs() async throws {
        try await SandboxVisit.with { visit in
            _ = try await visit.night()
            let files = try visit.archived()
            let blobs = files.keys.filter { $0.contains("/part-") && !$0.contains("portal") }
            #expect(blobs.count == 12)
            for blob in blobs { #expect(files[blob] == contents(blob), "\(blob)") }
            for (path, data) in files {
                #expect(!String(decoding: data, as: UTF8.self).contains("sandboxsignature"), "\(path)")
            }
        }
    }

    @Test("leaves alone what has not changed: a quiet night asks three things and a token")
    func quietNight() async throws {
        try await SandboxVisit.with { visit in
            _ = try await visit.night()
            let before = visit.server.requests.count
            let files = try visit.archived()
            let report = try await visit.night("2026-11-25")
            #expect(report.fetched == [])
            #expect(report.unchanged.count == 15)
            #expect(
                visit.server.requests[before...].sorted() == [
                    "GET /api/v1/invoices", "GET /api/v1/invoices/summary",
                    "POST /authority/sandbox-tenant/oauth2/token",
                ])
            #expect(try visit.archived() == files)
        }
    }

    @Test("asks again for an invoice that has not settled, and takes no blob twice when its etag stands")
    func settling() async throws {
        try await SandboxVisit.with { visit in
            // The November invoices are dated 3 and 6 November.
            _ = try await visit.night("2026-11-07")
            let before = visit.server.requests.count
            let report = try await visit.night("2026-11-08")
            #expect(report.gaps == [])
            #expect(report.unchanged.contains("G044598632"))
            let requests = visit.server.requests[before...]
            #expect(requests.contains { $0.hasSuffix("/reconciliation/billed/export") })
            #expect(!requests.contains { $0.contains("/blobs/") })
        }
    }

    @Test("says what an application alone may not read, and is complete without it")
    func appOnly() async throws {
        try await SandboxVisit.with { visit in
            let report = try await visit.night()
            #expect(report.isComplete)
            #expect(report.notes.contains { $0.contains("to a user only") })
            #expect(try visit.archived()["summaries.json"] == nil)
            #expect(!visit.server.requests.contains { $0.hasSuffix("/summaries") || $0.hasSuffix("/statement") })
        }
    }

    @Test("reads by version 1 what version 2 does not have, and says so")
    func fallback() async throws {
        try await SandboxVisit.with { visit in
            let report = try await visit.night()
            let files = try visit.archived()
            #expect(files["invoices/G041870113/lineitems/onetime-billinglineitems/page-0002.json"] != nil)
            #expect(report.notes.contains { $0.hasPrefix("G041870113: ") && $0.contains("read by v1") })
        }
    }

    @Test("asks version 1 alone where the table says so")
    func overriddenRoutes() async throws {
        try await SandboxVisit.with { visit in
            let table = try RouteTable.standard.overridden(by: "modern reconciliation * v1")
            _ = try await visit.night { $0.routes = table }
            #expect(!visit.server.requests.contains { $0.hasSuffix("/reconciliation/billed/export") })
        }
    }

    private func contents(_ path: String) -> Data? {
        FileManager.default.contents(atPath: SandboxVisit.sampleInvoices + "/" + path)
    }
}
