import BillingModel
import Foundation
import PartnerCenter
import Testing

@Suite("Names from outside lead nowhere")
struct HostileListingTests {
    @Test(
        "an invoice whose id is no plain one is left out, with a gap",
        arguments: ["../../etc/passwd", "G1/../..", "", ".fetch", "unbilled", "a b", "-rf", "G\\u0000", "OneTime-../x"])
    func ids(_ id: String) async throws {
        let header = #"{"id":"\#(id)","invoiceDate":"2026-10-06T00:00:00Z","totalCharges":1,"currencyCode":"EUR"}"#
        let (report, names) = try await night(list: #"{"items":[\#(header)]}"#, rest: [])
        #expect(report.gaps.contains { $0.reason.contains("no plain one") })
        #expect(names == ["balance.json", "gaps.json", "invoices.json"])
    }

    @Test("a manifest that leads to a stranger is not followed, and its invoice is provisional")
    func foreignBlobs() async throws {
        let manifest = #"{"rootDirectory":"https://evil.org/x","sasToken":"sig=s","blobs":[{"name":"part-0.json"}]}"#
        let (report, names) = try await night(
            list: Self.list,
            rest: [
                .accepted, .ok(#"{"status":"succeeded","resourceLocation":\#(manifest)}"#), .status(400),
            ])
        #expect(
            report.gaps.contains {
                $0.invoice == "G1" && $0.reason.contains("evil.org/x/part-0.json is not among the hosts")
            })
        #expect(names == ["balance.json", "gaps.json", "invoices.json"])
    }

    @Test("blob names that are paths become names of our own")
    func blobNames() throws {
        let names = ["../../x.json", "a/b/part-0.json.gz", ".hidden.json", "part-0.json", "part-\u{202E}nosj.json"]
        let listed = names.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
        let manifest = try ExportManifest(
            body: Array(#"{"rootDirectory":"https://x.blob.core.windows.net/r","blobs":[\#(listed)]}"#.utf8))
        let kept = manifest.blobs.map(ExportManifest.fileName)
        #expect(kept[3] == "part-0.json")
        for name in kept {
            #expect(name.hasPrefix("part-") && !name.contains("/") && name.utf8.allSatisfy { $0 < 0x7F })
        }
        #expect(Set(kept).count == names.count)
        #expect(throws: WebAddress.Refusal.self) { try manifest.address(of: manifest.blobs[0]) }
    }

    private static let list = #"""
        {"items":[{"id":"G1","invoiceDate":"2026-10-06T00:00:00Z","totalCharges":1,"currencyCode":"EUR",
        "invoiceType":"OneTime","invoiceDetails":[{"billingProvider":"one_time","invoiceLineItemType":"billing_line_items"}]}]}
        """#

    /// One night with this list of invoices; what the archive shows after it.
    private func night(list: String, rest: [ScriptedTransport.Answer]) async throws -> (FetchReport, [String]) {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // a test's own folder: nothing depends on it
        let settings = try ServiceSettings([.tenantID: "t", .clientID: "c", .clientSecret: "a client secret"])
        let wire = ScriptedTransport([.ok(list), .ok("{}")] + rest)
        let client = ServiceClient(settings, transport: wire, time: HurriedTime(), seed: 1)
        let report = try await PartnerCenterFetch(client, archive: try ArchiveFolder(path)).run(asOf: "2026-11-24")
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
        return (report, names)
    }
}
