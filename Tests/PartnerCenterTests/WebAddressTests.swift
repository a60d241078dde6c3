import PartnerCenter
import Testing

@Suite("Addresses that may be asked")
struct WebAddressTests {
    @Test(
        "are read strictly",
        arguments: [
            "", "graph.microsoft.com", "ftp://graph.microsoft.com/", "http://graph.microsoft.com/", "http://10.0.0.1/",
            "https://user@graph.microsoft.com/", "https://graph.microsoft.com#x", "https://graph.microsoft.com/a/../b",
            "https://graph.microsoft.com/%2e%2E/b", "https://graph.microsoft.com/a b",
            "https://graph.microsoft.com\\@evil.org/",
            "https://graph.microsoft.com:0/", "https://graph.microsoft.com:99999/", "https:///path", "https://.evil/",
            "https://a..b/",
            "http://127.0.0.1.evil.org/", "http://localhost.evil.org/", "https://gräph.microsoft.com/",
            "https://a:b@c/",
        ])
    func refused(_ text: String) {
        #expect(throws: WebAddress.Refusal.self) { try WebAddress(text) }
    }

    @Test("keep what matters and show no query")
    func parts() throws {
        let address = try WebAddress("HTTPS://X.Blob.Core.Windows.Net:8443/a%20b/c?sv=1&sig=abc%2F")
        #expect(address.host == "x.blob.core.windows.net")
        #expect(address.port == 8443)
        #expect(address.text == "https://x.blob.core.windows.net:8443/a%20b/c?sv=1&sig=abc%2F")
        #expect("\(address)" == "https://x.blob.core.windows.net:8443/a%20b/c")
        #expect(try WebAddress("http://[::1]:80/x").text == "http://[::1]/x")
    }

    private func hosts() throws -> AllowedHosts {
        AllowedHosts(
            authority: try WebAddress("https://login.microsoftonline.com"),
            api: try WebAddress("https://api.partnercenter.microsoft.com"),
            graph: try WebAddress("https://graph.microsoft.com"), blobHosts: ["blob.core.windows.net"])
    }

    @Test(
        "belong to a part of the service, or to none",
        arguments: [
            ("https://api.partnercenter.microsoft.com/v1/invoices", ServiceRole.api),
            ("https://graph.microsoft.com/v1.0/x", .graph),
            ("https://login.microsoftonline.com/t/oauth2/token", .authority),
            ("https://a.blob.core.windows.net/x?sig=1", .blobs),
            ("https://blob.core.windows.net/x", .blobs), ("https://evilblob.core.windows.net/x", nil),
            ("https://a.blob.core.windows.net.evil.org/x", nil), ("https://graph.microsoft.com.evil.org/", nil),
            ("https://graph.microsoft.com:444/", nil), ("http://127.0.0.1/", nil),
        ])
    func roles(_ text: String, _ role: ServiceRole?) throws {
        #expect(try hosts().role(of: try WebAddress(text)) == role)
    }

    @Test("a base with a path ends at a slash")
    func bases() throws {
        let base = try WebAddress("http://127.0.0.1:8080/api")
        #expect(try WebAddress("http://127.0.0.1:8080/api/v1").isBelow(base))
        #expect(try !WebAddress("http://127.0.0.1:8080/apiary").isBelow(base))
        #expect(try !WebAddress("http://127.0.0.1:8081/api").isBelow(base))
    }

    @Test(
        "a link leads on from where it stood, as far as the service's own bases allow",
        arguments: [
            ("2", "http://127.0.0.1:8080/graph/v1.0/operations/2"),
            ("./2", "http://127.0.0.1:8080/graph/v1.0/operations/2"),
            ("../manifests/2", "http://127.0.0.1:8080/graph/v1.0/manifests/2"),
            ("../../../../../graph/x", "http://127.0.0.1:8080/graph/x"),
            ("/graph/v1.0/manifests/2", "http://127.0.0.1:8080/graph/v1.0/manifests/2"),
            ("/v1.0/manifests/2", "http://127.0.0.1:8080/graph/v1.0/manifests/2"),
            ("https://graph.microsoft.com/m", "https://graph.microsoft.com/m"), ("..", nil), ("../a/../b", nil),
            ("//evil.org/m", nil), ("evil:m", nil), ("", nil),
        ])
    func links(_ link: String, _ expected: String?) throws {
        let hosts = AllowedHosts(
            authority: try WebAddress("http://127.0.0.1:8080/authority"),
            api: try WebAddress("http://127.0.0.1:8080/api"),
            graph: try WebAddress("http://127.0.0.1:8080/graph"), blobHosts: [])
        let here = try WebAddress("http://127.0.0.1:8080/graph/v1.0/operations/1")
        var found: String?
        do {
            found = try hosts.resolving(link, from: here).text
        } catch {
            found = nil
        }
        #expect(found == expected)
    }
}
