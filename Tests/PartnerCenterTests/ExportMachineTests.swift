import PartnerCenter
import Testing

@Suite("Leading an export to its blobs")
struct ExportMachineTests {
    private let place: WebAddress
    private let manifestPlace: WebAddress
    private let manifest: ExportManifest

    init() throws {
        place = try WebAddress("https://graph.microsoft.com/v1.0/reports/partners/billing/operations/1")
        manifestPlace = try WebAddress("https://graph.microsoft.com/v1.0/reports/partners/billing/manifests/1")
        manifest = try ExportManifest(
            body: Array(
                #"{"rootDirectory":"https://x.blob.core.windows.net/a","sasToken":"sig=s","blobCount":0,"blobs":[]}"#
                    .utf8))
    }

    @Test("in order: start, poll as told, read the manifest, download")
    func inOrder() {
        var machine = ExportMachine(deadline: .seconds(3600))
        #expect(machine.first == .start)
        #expect(machine.next(.accepted(place, retryAfter: .seconds(4)), now: .zero) == .poll(place, after: .seconds(4)))
        #expect(
            machine.next(.operation(.running, retryAfter: .seconds(9)), now: .zero) == .poll(place, after: .seconds(9)))
        #expect(machine.next(.operation(.running, retryAfter: nil), now: .zero) == .poll(place, after: .seconds(10)))
        #expect(
            machine.next(.operation(.readyAt(manifestPlace), retryAfter: nil), now: .zero)
                == .readManifest(manifestPlace))
        #expect(machine.next(.manifest(manifest), now: .zero) == .download(manifest))
    }

    @Test("a manifest that comes along is used at once")
    func inline() {
        var machine = ExportMachine(deadline: .seconds(3600))
        _ = machine.next(.accepted(place, retryAfter: nil), now: .zero)
        #expect(machine.next(.operation(.ready(manifest), retryAfter: nil), now: .zero) == .download(manifest))
    }

    @Test("code 5000 is no data; other failures are tried once more")
    func failures() {
        var machine = ExportMachine(deadline: .seconds(3600))
        #expect(
            machine.next(.operation(.failed(code: "5000", message: "No data"), retryAfter: nil), now: .zero)
                == .fail(.noData("No data")))
        #expect(machine.next(.operation(.failed(code: "1", message: "oops"), retryAfter: nil), now: .zero) == .start)
        #expect(
            machine.next(.operation(.failed(code: "1", message: "oops"), retryAfter: nil), now: .zero)
                == .fail(.failed("the export failed (code 1): oops")))
    }

    @Test("an operation that is gone is started again, once")
    func lost() {
        var machine = ExportMachine(deadline: .seconds(3600))
        #expect(machine.next(.lost("gone"), now: .zero) == .start)
        #expect(machine.next(.lost("gone"), now: .zero) == .fail(.failed("gone")))
    }

    @Test("a signature that ran out is fetched anew, three times at most")
    func signatures() {
        var machine = ExportMachine(deadline: .seconds(3600))
        _ = machine.next(.accepted(place, retryAfter: nil), now: .zero)
        #expect(machine.next(.blobsRefused("403"), now: .zero) == .poll(place, after: .zero))
        #expect(machine.next(.blobsRefused("403"), now: .zero) == .poll(place, after: .zero))
        #expect(machine.next(.blobsRefused("403"), now: .zero) == .fail(.failed("403")))
    }

    @Test("nothing is waited for beyond the deadline")
    func deadline() {
        var machine = ExportMachine(deadline: .seconds(100))
        _ = machine.next(.accepted(place, retryAfter: nil), now: .zero)
        #expect(machine.next(.operation(.running, retryAfter: .seconds(20)), now: .seconds(90)) == .fail(.tooLate))
    }

    @Test(
        "operations in all their forms",
        arguments: [
            (#"{"status":"notStarted"}"#, "running"), (#"{"status":"running"}"#, "running"),
            (#"{"status":"new word"}"#, "running"),
            (
                #"{"status":"Succeeded","resourceLocation":"https://graph.microsoft.com/m/1"}"#,
                "at https://graph.microsoft.com/m/1"
            ),
            (
                #"{"status":"completed","resourceLocation@odata.navigationLink":"https://graph.microsoft.com/m/2"}"#,
                "at https://graph.microsoft.com/m/2"
            ),
            (
                #"{"status":"succeeded","resourceLocation":{"rootDirectory":"https://x.blob.core.windows.net/r","blobs":[]}}"#,
                "manifest"
            ),
            (#"{"status":"failed","error":{"code":"5000","message":"No data available"}}"#, "failed 5000"),
            (#"{"Status":"SUCCEEDED","ResourceLocation":"../m/3"}"#, "at https://graph.microsoft.com/v1.0/m/3"),
            (#"{"status":"succeeded","resourceLocation":"/v1.0/m/4"}"#, "at https://graph.microsoft.com/v1.0/m/4"),
            (#"{"status":"succeeded"}"#, "flaw"), ("no JSON", "flaw"),
        ])
    func forms(_ body: String, _ expected: String) {
        let found: String
        do {
            let here = try WebAddress("https://graph.microsoft.com/v1.0/o/1")
            let operation = try ExportOperation(body: Array(body.utf8)) { link throws(WebAddress.Refusal) in
                try here.resolving(location: link)
            }
            switch operation {
            case .running: found = "running"
            case .readyAt(let address): found = "at \(address)"
            case .ready: found = "manifest"
            case .failed(let code, _): found = "failed \(code)"
            }
        } catch {
            found = "flaw"
        }
        #expect(found == expected)
    }
}
