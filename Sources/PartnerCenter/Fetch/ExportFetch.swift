/// Reads one set of an invoice's lines by a v2 export into the archive.
extension LineFetch {
    /// Obeys the export's machine. `held`: what the archive has of this set.
    func export(of document: BilledDocument, _ set: LineSet, held: InvoiceRecord.Part?) async -> LineOutcome {
        guard let graph = client.settings.graph else { return .failed("this cloud has no v2 exports") }
        let purpose = "\(set.exportFolder) export of \(document.id)"
        var machine = ExportMachine(deadline: client.time.now + client.settings.exportDeadline)
        var action = machine.first
        do {
            while true {
                let event: ExportMachine.Event
                switch action {
                case .start: event = try await start(graph, document, set, purpose)
                case .poll(let address, let pause): event = try await poll(address, after: pause, purpose)
                case .readManifest(let address): event = try await manifest(address, purpose)
                case .download(let manifest):
                    if let held, !manifest.etag.isEmpty, held.etag == manifest.etag,
                        held.route == BillingRoute.v2.rawValue,
                        archive.isIntact(held, of: document.id)
                    {
                        return .same(held)
                    }
                    switch try await blobs(manifest, document, set, purpose) {
                    case .success(let part): return .read(part)
                    case .failure(let refusal): event = .blobsRefused(refusal.reason)
                    }
                case .fail(.noData(let message)): return .nothing("\(purpose): \(message)")
                case .fail(let failure): return .failed("\(purpose): \(failure.reason)")
                }
                action = machine.next(event, now: client.time.now)
            }
        } catch {
            return .failed(error.description)
        }
    }

    private func start(
        _ graph: WebAddress, _ document: BilledDocument, _ set: LineSet, _ purpose: String
    ) async throws(ServiceError) -> ExportMachine.Event {
        let path = "/v1.0/reports/partners/billing/\(set.exportFolder)/billed/export"
        var call = ServiceCall(.graph, graph.appending(path: path), purpose: purpose)
        call.method = .post
        call.body = Array((["invoiceId": .string(document.id), "attributeSet": "full"] as JSONValue).json.utf8)
        let reply = try await client.send(call)
        guard let location = reply.head["Location"] else {
            throw client.error(
                .senseless, purpose, "the export was taken (HTTP \(reply.head.status)) without a place to ask for it",
                requestID: reply.requestID)
        }
        do {
            return .accepted(try call.address.resolving(location: location), retryAfter: reply.head.retryAfter)
        } catch {
            throw client.error(.senseless, purpose, "an unusable Location: \(error.reason)", requestID: reply.requestID)
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
        do {
            return .operation(try ExportOperation(body: reply.body), retryAfter: reply.head.retryAfter)
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
