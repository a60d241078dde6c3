/// One export that is asked for, and where it goes.
struct ExportOrder: Sendable {
    /// Below `/reports/partners/billing`.
    let path: String
    let body: JSONValue
    /// The folder below `invoices`.
    let id: String
    /// In that folder.
    let folder: String
    let purpose: String
    /// Something was charged, so that an export without a line is no answer.
    let needsLines: Bool

    /// An invoice's lines.
    init(_ document: BilledDocument, _ set: LineSet) {
        path = "/\(set.exportFolder)/billed/export"
        body = ["invoiceId": .string(document.id), "attributeSet": "full"]
        id = document.id
        folder = set.exportFolder
        purpose = "\(set.exportFolder) export of \(document.id)"
        needsLines = set.lines == .reconciliation && document.hasCharges
    }

    /// The lines of an open period: `current` or `last`, which v1 calls `previous` (billing API 10.1).
    init(unbilled set: LineSet, currency: String, period: String) {
        path = "/\(set.exportFolder)/unbilled/export"
        body = ["currencyCode": .string(currency), "billingPeriod": .string(period), "attributeSet": "full"]
        id = "unbilled"
        folder = "\(currency)-\(period)/\(set.exportFolder)"
        purpose = "unbilled \(set.exportFolder) export for \(currency), \(period) period"
        needsLines = false
    }
}

/// Reads one set of lines by a v2 export into the archive.
extension LineFetch {
    /// Obeys the export's machine. `held`: what the archive has of this set.
    func export(_ order: ExportOrder, held: InvoiceRecord.Part?) async -> LineOutcome {
        guard let graph = client.settings.graph else { return .failed("this cloud has no v2 exports") }
        let purpose = order.purpose
        var machine = ExportMachine(deadline: client.time.now + client.settings.exportDeadline)
        var action = machine.first
        do {
            while true {
                let event: ExportMachine.Event
                switch action {
                case .start: event = try await start(graph, order)
                case .poll(let address, let pause): event = try await poll(address, after: pause, purpose)
                case .readManifest(let address): event = try await manifest(address, purpose)
                case .download(let manifest):
                    if let held, !manifest.etag.isEmpty, held.etag == manifest.etag,
                        held.route == BillingRoute.v2.rawValue,
                        archive.isIntact(held, of: order.id)
                    {
                        return .same(held)
                    }
                    switch try await blobs(manifest, order) {
                    case .success(let part?): return .read(part)
                    case .success(nil): return .nothing("\(purpose): the export holds no lines")
                    case .failure(let refusal): event = .blobsRefused(refusal.reason)
                    }
                case .fail(.noData(let message)): return .nothing("\(purpose): \(message)")
                case .fail(let failure):
                    let reason = failure.reason
                    return .failed(reason.hasPrefix(purpose) ? reason : "\(purpose): \(reason)")
                }
                action = machine.next(event, now: client.time.now)
            }
        } catch {
            return .failed(error.description)
        }
    }

    private func start(_ graph: WebAddress, _ order: ExportOrder) async throws(ServiceError) -> ExportMachine.Event {
        let purpose = order.purpose
        let address = graph.appending(path: "/v1.0/reports/partners/billing" + order.path)
        var call = ServiceCall(.graph, address, purpose: purpose)
        call.method = .post
        call.body = Array(order.body.json.utf8)
        call.expectation = .jsonOrNothing
        let reply = try await client.send(call)
        guard let location = LineFetch.location(reply) else {
            throw client.error(
                .senseless, purpose, "the export was taken (HTTP \(reply.head.status)) without a place to ask for it",
                requestID: reply.requestID)
        }
        do {
            return .accepted(
                try client.settings.hosts.resolving(location, from: call.address), retryAfter: reply.head.retryAfter)
        } catch {
            throw client.error(.senseless, purpose, "an unusable Location: \(error.reason)", requestID: reply.requestID)
        }
    }

    /// Where to ask for an export that was taken: the header, by its name of the retired version too, or the id of the
    /// operation in the body.
    private static func location(_ reply: ServiceReply) -> String? {
        if let location = reply.head["Location"] ?? reply.head["Operation-Location"] { return location }
        do {
            guard let id = try JSONValue(reply.body)["id"]?.text, !id.isEmpty else { return nil }
            return "/v1.0/reports/partners/billing/operations/" + URLText.encoded(id)
        } catch {
            return nil  // documented is no body at all
        }
    }

    private func poll(
        _ address: WebAddress, after pause: Duration, _ purpose: String
    ) async throws(ServiceError) -> ExportMachine.Event {
        do {
            try await client.time.sleep(for: pause)
        } catch {
            throw client.error(.cancelled, purpose, "cancelled")
        }
        let reply: ServiceReply
        do {
            reply = try await client.send(ServiceCall(.graph, address, purpose: purpose))
        } catch {
            return try LineFetch.lost(error)
        }
        if reply.head.status == 202 { return .operation(.running, retryAfter: reply.head.retryAfter) }
        do {
            return .operation(
                try ExportOperation(body: reply.body) { link throws(WebAddress.Refusal) in
                    try client.settings.hosts.resolving(link, from: address)
                }, retryAfter: reply.head.retryAfter)
        } catch {
            return .lost(error.reason)
        }
    }

    private func manifest(_ address: WebAddress, _ purpose: String) async throws(ServiceError) -> ExportMachine.Event {
        let reply: ServiceReply
        do {
            reply = try await client.send(ServiceCall(.graph, address, purpose: purpose))
        } catch {
            return try LineFetch.lost(error)
        }
        do {
            return .manifest(try ExportManifest(body: reply.body))
        } catch {
            return .lost(error.reason)
        }
    }

    /// An operation or manifest that is gone can be made anew; anything else ends the export.
    private static func lost(_ error: ServiceError) throws(ServiceError) -> ExportMachine.Event {
        guard error.status == 404 || error.status == 410 else { throw error }
        return .lost(error.description)
    }
}
