import BillingModel
import PartnerCenter
import ReconciliationJob
import Testing

@Suite("Settings of the service, from environment and file")
struct ServiceConfigurationTests {
    private static let account = """
        partner_center:
          tenant_id: file-tenant
          client_id: file-client
          client_secret: file-secret
          concurrency: 3
          blob_hosts:
            - blob.core.windows.net
            - blob.core.usgovcloudapi.net

        """

    private func resolve(_ text: String, _ environment: [String: String] = [:]) throws -> ServiceSettings {
        let folder = try TemporaryFolder()
        try folder.write("tieout.yaml", text)
        return try ServiceConfiguration.resolve(environment: environment, file: folder / "tieout.yaml")
    }

    @Test func `the environment wins over the file, the file over what is built in`() throws {
        let settings = try resolve(
            ServiceConfigurationTests.account, ["TIEOUT_CLIENT_ID": "environment-client", "TIEOUT_RETRIES": "2"])
        #expect(settings.credentials.tenant == "file-tenant")
        #expect(settings.credentials.clientID == "environment-client")
        #expect(settings.attempts == 2)
        #expect(settings.concurrency == 3)
        #expect(settings.requestTimeout == 180)
        #expect(settings.blobHosts == ["blob.core.windows.net", "blob.core.usgovcloudapi.net"])
    }

    @Test func `every setting of the environment has its key in the file`() throws {
        let folder = try TemporaryFolder()
        try folder.write("secret", "a secret\n")
        let values: [ServiceSetting: String] = [
            .authorityURL: "https://login.example.com", .apiURL: "https://api.example.com", .graphURL: "none",
            .apiAudience: "https://api.example.com", .graphAudience: "https://graph.example.com",
            .apiTokenEndpoint: "v2", .graphTokenEndpoint: "v2", .tenantID: "t", .clientID: "c",
            .clientSecret: "", .clientSecretFile: folder / "secret", .refreshTokenFile: "refresh",
            .blobHosts: "blob.example.com", .concurrency: "7", .requestTimeout: "11", .exportDeadline: "13",
            .retries: "5", .billingRoutes: "modern usage * v2",
        ]
        #expect(values.count == ServiceSetting.allCases.count)
        let lines = values.map { "  \($0.key.key): \"\($0.value)\"\n" }.joined()
        let settings = try resolve("partner_center:\n" + lines)
        #expect(settings.api.text == "https://api.example.com")
        #expect(settings.graph == nil)
        #expect(settings.credentials.clientSecret.reveal == "a secret")
        #expect(settings.credentials.refreshTokenFile == "refresh")
        #expect((settings.concurrency, settings.requestTimeout, settings.attempts) == (7, 11, 5))
    }

    @Test func `a secret of the environment wins over both ways to give one in the file`() throws {
        let folder = try TemporaryFolder()
        try folder.write("secret", "from a file\n")
        let settings = try resolve(
            ServiceConfigurationTests.account, ["TIEOUT_CLIENT_SECRET_FILE": folder / "secret"])
        #expect(settings.credentials.clientSecret.reveal == "from a file")
    }

    @Test(arguments: [
        ("partner_center:\n  tenant: x\n", ":2: unknown setting 'tenant'"),
        (
            "source: x\npartner_center:\n  tenant_id: t\n  client_id: c\n  client_secret: s\n  concurrency: many\n",
            ":6: concurrency 'many' is no number"
        ),
        ("partner_center: [a]\n", ":1: 'partner_center' takes a mapping"),
        ("partner_center:\n  tenant_id: [a]\n", ":2: 'tenant_id' takes a plain value"),
        (
            "partner_center:\n",
            "TIEOUT_TENANT_ID: is required: set it, or write tenant_id under partner_center: in a file for --config; "
        ),
        ("partner_centre:\n  tenant_id: t\n", ":1: unknown setting 'partner_centre'"),
    ])
    func `a mistake is refused with its line`(text: String, message: String) {
        #expect { try resolve(text) } throws: { error in
            (error as? JobError)?.exitStatus == .refused && "\(error)".contains(message)
        }
    }

    @Test func `a run with the service as its source reads the archive beside the ledger`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "tieout.yaml",
            "source: partner-center\nsync_orders: true\nledger: /srv/csp/ledger.sqlite\norders: own.csv\n"
                + ServiceConfigurationTests.account)
        func options(_ given: [RunSetting: [String]]) throws -> RunOptions {
            try RunConfiguration.resolve(
                given: given, environment: [:], file: folder / "tieout.yaml", dryRun: false, today: "2026-11-24")
        }
        let beside = try options([:])
        #expect(beside.source == "/srv/csp/archive")
        #expect(beside.orders == ["own.csv", "/srv/csp/archive/orders-partner-center.csv"])
        #expect(beside.fetch?.syncsOrders == true)
        #expect(try options([.archive: ["/elsewhere"]]).source == "/elsewhere")
        #expect(try options([.ledger: ["ledger.sqlite"]]).source == "archive")
        // A snapshot folder needs no account, whatever else the file says.
        let snapshot = try options([.source: ["/snapshot"]])
        #expect(snapshot.source == "/snapshot")
        #expect(snapshot.orders == ["own.csv"])
        #expect(snapshot.fetch == nil)
    }

    @Test func `a flag is true or false`() {
        #expect {
            try RunConfiguration.resolve(
                given: [.source: ["/s"]], environment: ["TIEOUT_MATCHES": "maybe"], file: nil, dryRun: false,
                today: "2026-11-24")
        } throws: { "\($0)".contains("TIEOUT_MATCHES: 'maybe' is neither true nor false") }
    }
}
