import BillingModel

/// Reads the open periods by v2 exports: `current` and `last`, per currency. They are kept beside the invoices and never
/// taken for billed (contracts, section 2).
struct UnbilledFetch {
    let client: ServiceClient
    let archive: ArchiveFolder
    let asOf: CalendarDate

    /// What became of the open periods.
    struct Outcome: Sendable {
        var gaps: [String] = []
        var notes: [String] = []
    }

    private static let id = "unbilled"

    func read(currencies: [String]) async -> Outcome {
        var outcome = Outcome()
        var parts: [String: InvoiceRecord.Part] = [:]
        do {
            parts = try archive.record(of: UnbilledFetch.id)?.parts ?? [:]
        } catch {
            outcome.gaps.append(error.description)
        }
        for (order, result) in await results(currencies, parts) {
            switch result {
            case .read(let part), .same(let part): parts[order.folder] = part
            case .nothing(let reason): outcome.notes.append(reason)
            case .refused(let reason), .failed(let reason): outcome.gaps.append(reason)
            }
        }
        let record = InvoiceRecord(
            header: "", readOn: asOf.description, parts: parts, isWhole: outcome.gaps.isEmpty)
        do {
            try archive.keep(record, of: UnbilledFetch.id)
        } catch {
            outcome.gaps.append(error.description)
        }
        return outcome
    }

    /// All exports at once: they mostly wait.
    private func results(
        _ currencies: [String], _ held: [String: InvoiceRecord.Part]
    ) async -> [(ExportOrder, LineOutcome)] {
        var orders: [ExportOrder] = []
        for currency in currencies {
            for period in ["current", "last"] {
                for set in [LineSet.reconciliation, .usage] {
                    orders.append(ExportOrder(unbilled: set, currency: currency, period: period))
                }
            }
        }
        let fetch = LineFetch(client: client, archive: archive)
        return await withTaskGroup(of: (Int, LineOutcome).self) { group in
            for (index, order) in orders.enumerated() {
                group.addTask { (index, await fetch.export(order, held: held[order.folder])) }
            }
            var outcomes: [Int: LineOutcome] = [:]
            for await (index, outcome) in group { outcomes[index] = outcome }
            return orders.indices.compactMap { index in outcomes[index].map { (orders[index], $0) } }
        }
    }
}
