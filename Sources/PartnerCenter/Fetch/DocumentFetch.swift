import BillingModel

/// Reads one document: its sets of lines by the routes of the table, its statement, its record.
struct DocumentFetch {
    let client: ServiceClient
    let archive: ArchiveFolder
    let asOf: CalendarDate

    /// What became of a document.
    struct Outcome: Sendable {
        var id: String
        /// Nothing new was put in place.
        var isUnchanged = true
        var gaps: [String] = []
        var notes: [String] = []
    }

    func read(_ document: BilledDocument, held: InvoiceRecord?) async -> Outcome {
        var outcome = Outcome(id: document.id)
        var parts = held?.parts ?? [:]
        for (set, isRequired) in document.wanted {
            if let part = held?.settled(set, of: document, settlingDays: client.settings.settlingDays),
                archive.isIntact(part, of: document.id)
            {
                continue
            }
            switch await lines(document, set, held: parts[set.name], &outcome) {
            case .read(let part):
                outcome.isUnchanged = false
                retire(parts[set.name], replacedBy: part, document, &outcome)
                parts[set.name] = part
                parts[set.name]?.readOn = asOf.description
            case .same: parts[set.name]?.readOn = asOf.description
            case .nothing(let reason):
                if mayBeEmpty(set, document, isRequired) {
                    // What an earlier night has read, if anything, stays.
                    outcome.notes.append("\(document.id): no \(set.name) (\(reason))")
                } else {
                    outcome.gaps.append("\(set.name): \(reason)")
                }
            case .refused(let reason):
                if isRequired { outcome.gaps.append(reason) } else { outcome.notes.append("no \(set.name): \(reason)") }
            case .failed(let reason): outcome.gaps.append(reason)
            }
        }
        if client.settings.credentials.hasUser { await statement(document, &outcome) }
        let record = InvoiceRecord(
            header: document.headerDigest, readOn: asOf.description, parts: parts, isWhole: outcome.gaps.isEmpty)
        do {
            try archive.keep(record, of: document.id)
        } catch {
            outcome.gaps.append(error.description)
        }
        return outcome
    }

    /// Asks one route after the other.
    private func lines(
        _ document: BilledDocument, _ set: LineSet, held: InvoiceRecord.Part?, _ outcome: inout Outcome
    ) async -> LineOutcome {
        var routes = client.settings.routes.routes(document.commerce, set.lines, month: document.billingMonth)
        if client.settings.graph == nil { routes.removeAll { $0 == .v2 } }
        let fetch = LineFetch(client: client, archive: archive)
        var reasons: [String] = []
        var worst = LineOutcome.nothing
        var hasFailed = false
        for route in routes {
            let result: LineOutcome
            switch route {
            case .v1:
                let (pages, notes) = await fetch.pages(of: document, set)
                result = pages
                outcome.notes += notes
            case .v2: result = await fetch.export(ExportOrder(document, set), held: held)
            }
            switch result {
            case .read, .same:
                if !reasons.isEmpty {
                    let reason = reasons.joined(separator: "; ")
                    outcome.notes.append("\(document.id): \(set.name) read by \(route.rawValue), because \(reason)")
                }
                return result
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
        return routes.isEmpty ? .failed("no route leads to \(set.name)") : worst(reasons.joined(separator: "; "))
    }

    /// "Nothing" is an answer where nothing was announced. Usage explains charges and is none itself: when the invoice
    /// has settled, its absence is accepted. Charges without lines never are.
    private func mayBeEmpty(_ set: LineSet, _ document: BilledDocument, _ isRequired: Bool) -> Bool {
        if !isRequired { return true }
        if set.lines == .usage { return asOf - document.date > client.settings.settlingDays }
        return !document.hasCharges
    }

    /// Lines that came by another route before would be read twice.
    private func retire(
        _ old: InvoiceRecord.Part?, replacedBy new: InvoiceRecord.Part, _ document: BilledDocument,
        _ outcome: inout Outcome
    ) {
        guard let old, old.folder != new.folder, !old.folder.isEmpty else { return }
        do {
            try archive.withdraw(old.folder, of: document.id)
        } catch {
            outcome.gaps.append(error.description)
        }
    }

    /// The PDF statement; finance likes it, the reconciliation does not need it.
    private func statement(_ document: BilledDocument, _ outcome: inout Outcome) async {
        let folder = archive.invoiceFolder(document.id)
        do {
            try FileSystem.makeFolder(folder)
            try await MoneyCalls(client).statement(document.id, to: folder + "/statement.pdf")
        } catch {
            outcome.notes.append("no statement: \(error)")
        }
    }
}
