import Hummingbird
import NIOCore

/// Graph: exports, operations, manifests (billing API 10).
struct ExportRole: Sendable {
    private let sandbox: SandboxParts

    init(_ sandbox: SandboxParts) { self.sandbox = sandbox }

    private static let base = "/graph/v1.0/reports/partners/billing"

    func add(to router: Router<SandboxContext>) {
        let graph = router.group(RouterPath(ExportRole.base))
        graph.post(":kind/billed/export") { request, context in try await start(request, context, ExportRole.billed) }
        graph.post(":kind/unbilled/export") { request, context in try await start(request, context, ExportRole.unbilled)
        }
        graph.get("operations/:id") { request, context in try operation(request, context) }
        graph.get("manifests/:id") { request, context in try manifest(request, context) }
    }

    /// The invoice that a request names.
    @Sendable private static func billed(_ body: String) -> String? {
        body.firstMatch(of: /"invoiceId"\s*:\s*"([A-Za-z0-9_-]+)"/).map { String($0.1) }
    }

    /// The open period that a request names.
    @Sendable private static func unbilled(_ body: String) -> String? {
        guard let currency = body.firstMatch(of: /"currencyCode"\s*:\s*"([A-Z]{3})"/)?.1,
            let period = body.firstMatch(of: /"billingPeriod"\s*:\s*"(current|last)"/)?.1
        else { return nil }
        return SnapshotShelf.unbilled + "\(currency)-\(period)"
    }

    private func start(
        _ request: Request, _ context: SandboxContext, _ subject: (String) -> String?
    ) async throws -> Response {
        var request = request
        let body = String(buffer: try await request.collectBody(upTo: 65_536))
        let kind = context.parameters.get("kind") ?? ""
        guard kind == "reconciliation" || kind == "usage", let invoice = subject(body) else {
            return Answer.graphRefusal(.badRequest, "BadRequest", "invoice, or currency and period, are required")
        }
        let isLate = sandbox.faults.strikes(.lateOperations, "\(kind) \(invoice)")
        var operation = SandboxLedger.Operation(
            invoice: invoice, kind: kind, runningAnswers: isLate ? 25 : sandbox.settings.runningAnswers)
        operation.fails = sandbox.faults.strikes(.noData, "\(kind) \(invoice)")
        let id = sandbox.ledger.begin(operation)
        let location = "\(ExportRole.base)/operations/\(id)"
        return Answer.json(
            "", .accepted,
            headers: [("Location", origin(request) + location), ("Retry-After", String(sandbox.settings.retryAfter))])
    }

    private func operation(_ request: Request, _ context: SandboxContext) throws -> Response {
        let id = context.parameters.get("id") ?? ""
        guard let operation = sandbox.ledger.look(id) else {
            return Answer.graphRefusal(.notFound, "NotFound", "there is no such operation")
        }
        if sandbox.faults.strikes(.lostOperations, "\(operation.kind) \(operation.invoice)") {
            sandbox.ledger.forget(id)
            return Answer.graphRefusal(.init(code: 410), "Gone", "the operation has expired")
        }
        let kind = "#microsoft.graph.partners.billing."
        if operation.runningAnswers > 0 {
            return Answer.json(
                "{\"@odata.type\":\"\(kind)runningOperation\",\"id\":\"\(id)\",\"status\":\"running\"}",
                headers: [("Retry-After", String(sandbox.settings.retryAfter))])
        }
        guard let export = try sandbox.export(operation.invoice, operation.kind), !operation.fails else {
            return Answer.json(
                "{\"@odata.type\":\"\(kind)failedOperation\",\"id\":\"\(id)\",\"status\":\"failed\","
                    + "\"error\":{\"message\":\"No data available\",\"code\":\"5000\"}}")
        }
        let head = "{\"@odata.type\":\"\(kind)exportSuccessOperation\",\"id\":\"\(id)\",\"status\":\"succeeded\","
        let link = JSONOut.text(origin(request) + "\(ExportRole.base)/manifests/\(operation.kind)-\(operation.invoice)")
        // All three forms are seen in the wild (billing API 10.2); which one depends on the invoice.
        switch operation.invoice.utf8.reduce(0, { $0 + Int($1) }) % 3 {
        case 0: return Answer.json(head + "\"resourceLocation@odata.navigationLink\":\(link)}")
        case 1: return Answer.json(head + "\"resourceLocation\":\(link)}")
        default:
            return Answer.json(
                head + "\"resourceLocation\":\(manifestText(request, operation.invoice, operation.kind, export))}")
        }
    }

    private func manifest(_ request: Request, _ context: SandboxContext) throws -> Response {
        let parts = (context.parameters.get("id") ?? "").split(separator: "-", maxSplits: 1).map(String.init)
        guard parts.count == 2, let export = try sandbox.export(parts[1], parts[0]) else {
            return Answer.graphRefusal(.notFound, "NotFound", "there is no such manifest")
        }
        return Answer.json(manifestText(request, parts[1], parts[0], export))
    }

    private func manifestText(
        _ request: Request, _ invoice: String, _ kind: String, _ export: SnapshotShelf.Export
    ) -> String {
        let blobs = export.blobs.map { "{\"name\":\(JSONOut.text($0.name)),\"partitionValue\":\"default\"}" }
        let root = origin(request) + "/blobs/\(kind)/\(invoice)"
        return "{\"id\":\"\(kind)-\(invoice)\",\"schemaVersion\":\"2\",\"dataFormat\":\"compressedJSON\","
            + "\"eTag\":\(JSONOut.text(export.etag)),\"partnerTenantId\":\"\(sandbox.settings.tenant)\","
            + "\"rootDirectory\":\(JSONOut.text(root)),\"sasToken\":\"sv=2021-08-06&sr=d&sp=rl&sig=\(sandbox.ledger.newSignature())\","
            + "\"partitionType\":\"default\",\"blobCount\":\(blobs.count),\"blobs\":[\(blobs.joined(separator: ","))]}"
    }

    /// Scheme and host as the client wrote them.
    private func origin(_ request: Request) -> String { "http://" + (request.head.authority ?? "127.0.0.1") }
}
