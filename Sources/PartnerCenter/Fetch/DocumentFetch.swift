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
        var gaps: [FetchReport.Gap] = []
        var notes: [String] = []
        /// Its statement did not arrive; the next fetch asks again. Lines do not depend on it.
        var lacksStatement = false
        /// Customers that its lines charge for reservations: whether those lines were read just now.
        var reservations: [String: Bool] = [:]

        /// Notes that a set of lines, or something else about the document, could not be had whole.
        mutating func miss(_ set: LineSet?, _ reason: String) {
            let part: FetchReport.Gap.Part = set?.lines == .usage ? .usage : .charges
            gaps.append(FetchReport.Gap(invoice: id, part: part, reason: reason))
        }
    }

    func read(_ document: BilledDocument, held: InvoiceRecord?) async -> Outcome {
        var outcome = Outcome(id: document.id)
        var parts = held?.parts ?? [:]
        for (set, isRequired, result) in await results(document, held, &outcome) {
            switch result {
            case .read(let part):
                outcome.isUnchanged = false
                retire(parts[set.name], replacedBy: part, document, &outcome)
                parts[set.name] = part
                parts[set.name]?.readOn = asOf.description
                for customer in part.reservationCustomers ?? [] { outcome.reservations[customer] = true }
            case .same: parts[set.name]?.readOn = asOf.description
            case .nothing(let reason):
                if mayBeEmpty(set, document, isRequired) {
                    // What an earlier night has read, if anything, stays.
                    outcome.notes.append("\(document.id): no \(set.name) (\(reason))")
                } else {
                    outcome.miss(set, "\(set.name): \(reason)")
                }
            case .refused(let reason):
                if isRequired { outcome.miss(set, reason) } else { outcome.notes.append("no \(set.name): \(reason)") }
            case .failed(let reason): outcome.miss(set, reason)
            }
        }
        if client.settings.credentials.hasUser { await statement(document, &outcome) }
        for customer in parts.values.flatMap({ $0.reservationCustomers ?? [] }) {
            outcome.reservations[customer] = outcome.reservations[customer] ?? false
        }
        var record = InvoiceRecord(
            header: document.headerDigest, readOn: asOf.description, parts: parts,
            isWhole: outcome.gaps.isEmpty && !outcome.lacksStatement)
        record.hadUser = client.settings.credentials.hasUser
        do {
            try archive.keep(record, of: document.id)
        } catch {
            outcome.miss(nil, error.description)
        }
        return outcome
    }

    /// Reads at once all sets that have not settled: exports mostly wait.
    private func results(
        _ document: BilledDocument, _ held: InvoiceRecord?, _ outcome: inout Outcome
    ) async -> [(set: LineSet, isRequired: Bool, result: LineOutcome)] {
        let wanted = document.wanted.filter { wish in
            let settled = held?.settled(wish.set, of: document, settlingDays: client.settings.settlingDays)
            return settled.map { !archive.isIntact($0, of: document.id) } ?? true
        }
        let fetch = RouteFetch(client: client, archive: archive, document: document)
        let results = await withTaskGroup(of: (Int, LineOutcome, [String]).self) { group in
            for (index, wish) in wanted.enumerated() {
                group.addTask {
                    let (result, notes) = await fetch.read(wish.set, held: held?.parts[wish.set.name])
                    return (index, result, notes)
                }
            }
            var results: [(Int, LineOutcome, [String])] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }
        }
        outcome.notes += results.flatMap { $0.2 }
        return results.map { (wanted[$0.0].set, wanted[$0.0].isRequired, $0.1) }
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
            outcome.miss(nil, error.description)
        }
    }

    /// The PDF statement; finance likes it, the reconciliation does not need it. What the service will not give is
    /// noted; what did not arrive is asked for again by the next fetch.
    private func statement(_ document: BilledDocument, _ outcome: inout Outcome) async {
        let folder = archive.invoiceFolder(document.id)
        do {
            try FileSystem.makeFolder(folder)
            try await MoneyCalls(client).statement(document.id, to: folder + "/statement.pdf")
        } catch let error as ServiceError where (400..<500).contains(error.status ?? 0) && error.status != 429 {
            outcome.notes.append("no statement: \(error)")
        } catch {
            outcome.lacksStatement = true
            outcome.notes.append("no statement yet: \(error)")
        }
    }
}
