/// Reads one set of a document's lines by the routes of the table, one after the other, until one has it.
struct RouteFetch {
    let client: ServiceClient
    let archive: ArchiveFolder
    let document: BilledDocument

    /// `held`: what the archive has of this set.
    ///
    /// - Returns: what became of it, and what is worth a note.
    func read(_ set: LineSet, held: InvoiceRecord.Part?) async -> (LineOutcome, [String]) {
        var routes = client.settings.routes.routes(document.commerce, set.lines, month: document.billingMonth)
        if client.settings.graph == nil { routes.removeAll { $0 == .v2 } }
        var reasons: [String] = []
        var notes: [String] = []
        var worst = LineOutcome.nothing
        var hasFailed = false
        for route in routes {
            switch await read(set, by: route, held: held, &notes) {
            case .read(let part): return (.read(part), notes + because(reasons, set, route))
            case .same(let part): return (.same(part), notes + because(reasons, set, route))
            case .nothing(let reason): reasons.append(reason)
            case .refused(let reason):
                if !hasFailed { worst = LineOutcome.refused }
                reasons.append(reason)
            case .failed(let reason):
                hasFailed = true
                worst = LineOutcome.failed
                reasons.append(reason)
            }
        }
        if routes.isEmpty { return (.failed("no route leads to \(set.name)"), notes) }
        return (worst(reasons.joined(separator: "; ")), notes)
    }

    private func read(
        _ set: LineSet, by route: BillingRoute, held: InvoiceRecord.Part?, _ notes: inout [String]
    ) async -> LineOutcome {
        let fetch = LineFetch(client: client, archive: archive)
        switch route {
        case .v1:
            let (outcome, remarks) = await fetch.pages(of: document, set)
            notes += remarks
            return outcome
        case .v2: return await fetch.export(ExportOrder(document, set), held: held)
        }
    }

    /// Says which route had to step in for another, and why.
    private func because(_ reasons: [String], _ set: LineSet, _ route: BillingRoute) -> [String] {
        if reasons.isEmpty { return [] }
        let reason = reasons.joined(separator: "; ")
        return ["\(document.id): \(set.name) read by \(route.rawValue), because \(reason)"]
    }
}
