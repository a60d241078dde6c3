/// Where the service is, who tieout is to it, and how much may be asked of it (contracts, section 1).
package struct ServiceSettings: Sendable {
    package var authority: WebAddress
    package var api: WebAddress
    /// `nil` where the cloud has no v2 exports (billing API 12).
    package var graph: WebAddress?
    package var blobHosts: [String]
    package var credentials: Credentials
    /// Requests at once.
    package var concurrency = 6
    /// Seconds until an answer begins, and the longest silence within it.
    package var requestTimeout = 180
    /// From the start of one export to its manifest.
    package var exportDeadline = Duration.seconds(3600)
    /// Attempts per request.
    package var attempts = 6
    package var routes = RouteTable.standard
    /// Days after its date during which an invoice's lines are asked for again although its header stands: rated usage
    /// follows the reconciliation lines within 48 hours (billing API 9).
    package var settlingDays = 3
    /// Lines on a page of v1; 2,000 is the most (billing API 2.3).
    package var pageSize = 2000
    package var limits = FetchLimits()

    package init(
        authority: WebAddress, api: WebAddress, graph: WebAddress?, blobHosts: [String], credentials: Credentials
    ) {
        self.authority = authority
        self.api = api
        self.graph = graph
        self.blobHosts = blobHosts
        self.credentials = credentials
    }

    var hosts: AllowedHosts { AllowedHosts(authority: authority, api: api, graph: graph, blobHosts: blobHosts) }
}

/// What a single answer may cost this machine.
package struct FetchLimits: Sendable {
    /// Bytes of one blob as it comes over the wire.
    package var blobBytes = 8 << 30
    /// Bytes that one packed blob unpacks to.
    package var plainBytes = 64 << 30
    /// Bytes of a statement.
    package var documentBytes = 64 << 20

    package init() {}
}
