import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("A night's fetch from a service that misbehaves", .serialized)
struct FaultyServiceTests {
    struct PassingFault: Sendable, CustomTestStringConvertible {
        let fault: SandboxFault
        var percent = 100
        var times = 1

        var testDescription: String { "\(fault.rawValue), \(percent)% of the addresses, \(times) times each" }
    }

    static let passing = [
        PassingFault(fault: .throttling, percent: 60, times: 2),
        PassingFault(fault: .serverErrors, percent: 60, times: 3),
        PassingFault(fault: .lostReplies, percent: 40, times: 2),
        PassingFault(fault: .cutConnections, percent: 60, times: 2),
        PassingFault(fault: .expiredTokens, percent: 50), PassingFault(fault: .lateOperations),
        PassingFault(fault: .lostOperations), PassingFault(fault: .missingBlobs),
        PassingFault(fault: .expiredSignatures),
        PassingFault(fault: .badGzip, times: 2), PassingFault(fault: .duplicatedPages),
    ]

    @Test("passing faults leave no trace: the archive is the one of a good night", arguments: passing)
    func passingFault(_ fault: PassingFault) async throws {
        let expected = try await SandboxVisit.with { visit in
            _ = try await visit.night(asUser: true)
            return try visit.archived()
        }
        try await SandboxVisit.with {
            $0.faults = SandboxFaults([fault.fault: .init(percent: fault.percent, times: fault.times)])
            $0.largestPage = 7
        } body: { visit in
            let report = try await visit.night(asUser: true)
            #expect(report.gaps == [])
            #expect(visit.server.violations == [])
            let files = try visit.archived()
            #expect(lines(of: files) == lines(of: expected))
        }
    }

    @Test("all of them at once")
    func everything() async throws {
        try await SandboxVisit.with {
            $0.faults = SandboxFaults(
                Dictionary(uniqueKeysWithValues: FaultyServiceTests.passing.map { ($0.fault, .init(percent: 25)) }))
            $0.largestPage = 5
        } body: { visit in
            let report = try await visit.night(asUser: true) { $0.attempts = 12 }
            #expect(report.gaps == [])
            #expect(report.fetched.count == 15)
        }
    }

    @Test("what cannot be had makes the night incomplete, keeps the rest, and is all that the next night asks for")
    func resumes() async throws {
        try await SandboxVisit.with { settings in
            // Two of the blobs, for as long as the first night asks.
            settings.faults = SandboxFaults([.missingBlobs: .init(percent: 15, times: 3)])
        } body: { visit in
            let first = try await visit.night()
            let broken = Set(first.gaps.compactMap(\.invoice))
            #expect(!first.isComplete)
            #expect(!broken.isEmpty)
            #expect(first.gaps.allSatisfy { $0.reason.contains("HTTP 404") && $0.reason.contains("MS-RequestId") })
            let files = try visit.archived()
            for id in broken { #expect(files["invoices/\(id)/reconciliation/manifest.json"] == nil) }
            let gaps = try #require(try visit.gaps())
            #expect(Set(gaps.compactMap { $0["invoice"]?.text }) == broken)
            #expect(gaps.allSatisfy { $0["reason"]?.text?.contains("MS-RequestId") == false })
            let asked = visit.server.requests
            let second = try await visit.night("2026-11-25")
            #expect(second.isComplete)
            #expect(Set(second.fetched) == broken)
            #expect(try visit.gaps() == nil)
            let again = visit.server.requests[asked.count...].filter { $0.contains("/blobs/") }
            let missing = Dictionary(grouping: asked.filter { $0.contains("/blobs/") }, by: \.self).filter {
                $0.value.count > 1
            }
            #expect(Set(again) == Set(missing.keys))
            #expect(again.count == missing.count)
        }
    }

    @Test("damaged gzip that stays damaged is never put in place")
    func damaged() async throws {
        try await SandboxVisit.with {
            $0.faults = SandboxFaults([.badGzip: .init(percent: 100, times: 1000)])
        } body: { visit in
            let report = try await visit.night()
            #expect(!report.isComplete)
            #expect(try visit.archived().keys.allSatisfy { !$0.hasSuffix(".gz") })
        }
    }

    @Test("a redirect to a stranger is not followed")
    func foreignRedirect() async throws {
        try await SandboxVisit.with {
            $0.faults = SandboxFaults([.foreignRedirects: .init(percent: 100, times: 1000)])
        } body: { visit in
            let report = try await visit.night()
            #expect(
                report.gaps.contains {
                    $0.reason.contains("redirect to https://example.org/elsewhere, which may not be asked")
                })
        }
    }

    @Test("an invoice whose export never has data is provisional, not empty")
    func noData() async throws {
        try await SandboxVisit.with {
            $0.faults = SandboxFaults([.noData: .init(percent: 100, times: 1000)])
        } body: { visit in
            let report = try await visit.night()
            let provisional = Set(report.gaps.compactMap(\.invoice))
            #expect(provisional.contains("G041870112"))
            #expect(!provisional.contains("G041870113"), "version 1 has its lines")
            #expect(!provisional.contains("D0300ABK21"), "legacy invoices need no export")
        }
    }

    @Test("wrong credentials end the night before it begins, and the secret is not told")
    func wrongSecret() async throws {
        try await SandboxVisit.with { visit in
            await #expect {
                _ = try await visit.night { $0.credentials.clientSecret = Secret("a very wrong secret") }
            } throws: { error in
                guard case .noAccess(let cause)? = error as? FetchError else { return false }
                return cause.kind == .noToken && "\(cause)".contains("AADSTS7000215")
                    && !"\(cause)".contains("very wrong")
            }
        }
    }

    /// Every line by its file's folder: pages may be cut differently.
    private func lines(of files: [String: Data]) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for (path, data) in files where path.hasPrefix("invoices/") {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            let isPage = path.contains("/page-")
            let text = String(decoding: data, as: UTF8.self)
            sizes[folder, default: 0] +=
                isPage ? text.matches(of: /"objectType":\s*"[A-Za-z]+LineItem"/).count : data.count
        }
        return sizes
    }
}
