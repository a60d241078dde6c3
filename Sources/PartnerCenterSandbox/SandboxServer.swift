import Hummingbird
import Logging
import NIOCore

/// What the roles share.
struct SandboxParts: Sendable {
    let settings: SandboxSettings
    let shelf: SnapshotShelf
    let ledger: SandboxLedger
    let faults: FaultBook
    let shop: Shop
}

/// A local service that speaks the contracts of Partner Center, Graph, the authority and a blob host: one process, one
/// port, four path prefixes, and `/sandbox` for whoever plays the clock. For demos and tests; it protects nothing.
package struct SandboxServer: Sendable {
    private let parts: SandboxParts

    package init(_ settings: SandboxSettings) {
        parts = SandboxParts(
            settings: settings, shelf: SnapshotShelf(settings.snapshot),
            ledger: SandboxLedger(refreshToken: settings.refreshToken),
            faults: FaultBook(settings.faults, seed: settings.seed),
            shop: Shop(settings))
    }

    /// Serves until the task is cancelled or the process is told to end. `ready` is called with the port.
    package func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
        let router = Router(context: SandboxContext.self)
        router.add(middleware: Doorkeeper(sandbox: parts))
        AuthorityRole(parts).add(to: router)
        InvoiceRole(parts).add(to: router)
        ExportRole(parts).add(to: router)
        BlobRole(parts).add(to: router)
        CatalogueRole().add(to: router)
        PurchaseRole(parts).add(to: router)
        ControlRole(parts).add(to: router)
        var logger = Logger(label: "sandbox")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: parts.settings.port), serverName: nil),
            onServerRunning: { channel in await ready(channel.localAddress?.port ?? 0) },
            logger: logger)
        try await application.run()
    }

    /// The settings that lead a client here, by their names in the environment.
    package func environment(port: Int) -> [String: String] {
        let base = "http://127.0.0.1:\(port)"
        return [
            "TIEOUT_AUTHORITY_URL": base + "/authority", "TIEOUT_API_URL": base + "/api",
            "TIEOUT_GRAPH_URL": base + "/graph",
            "TIEOUT_BLOB_HOSTS": "127.0.0.1", "TIEOUT_TENANT_ID": parts.settings.tenant,
            "TIEOUT_CLIENT_ID": parts.settings.clientID, "TIEOUT_CLIENT_SECRET": parts.settings.clientSecret,
        ]
    }

    /// Everything that was asked so far: method and path.
    package var requests: [String] { parts.ledger.requests }
    /// What no client should have done.
    package var violations: [String] { parts.ledger.violations }
    /// Tokens given so far.
    package var issuedTokens: Int { parts.ledger.issuedTokens }
    /// The refresh token that is good for the next renewal.
    package var refreshToken: String { parts.ledger.refreshToken }
}
