/// Reads the entitlements of customers that were charged for reservations into `entitlements/` of the snapshot: a charge
/// for a reservation that nobody is entitled to is worth a note (contracts, section 2).
struct EntitlementFetch {
    let client: ServiceClient
    let archive: ArchiveFolder

    /// Where they lie in a snapshot.
    private static let folder = ArchivedEntitlements.folder

    private enum Outcome: Sendable {
        case read
        /// The service does not give them to us: asking further would not change it.
        case refused(String)
        case failed(String)
    }

    /// `customers`: whether lines were read just now that charge them for a reservation. Of the others only those are
    /// asked for whose entitlements are not there.
    func read(_ customers: [String: Bool], _ report: inout FetchReport) async {
        let wanted = customers.keys.sorted().filter {
            customers[$0] == true || !archive.holds(EntitlementFetch.fileName($0))
        }
        guard let first = wanted.first else { return }
        // One goes ahead: where they are not for us, the others need not be asked for.
        let probe = await read(first)
        note([probe], &report)
        if case .refused = probe { return }
        let rest = await withTaskGroup(of: (Int, Outcome).self) { group in
            for (index, customer) in wanted.dropFirst().enumerated() {
                group.addTask { (index, await read(customer)) }
            }
            var outcomes: [(Int, Outcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
        note(rest, &report)
    }

    private func note(_ outcomes: [Outcome], _ report: inout FetchReport) {
        for outcome in outcomes {
            switch outcome {
            case .read: continue
            case .refused(let reason): report.notes.append("not read, so reservations are not looked for: \(reason)")
            case .failed(let reason): report.gaps.append(.init(invoice: nil, reason: reason))
            }
        }
    }

    private func read(_ customer: String) async -> Outcome {
        let name = EntitlementFetch.fileName(customer)
        do {
            let items = try await EntitlementCalls(client, customer: customer).listed()
            let body = ArchivedEntitlements(customer: customer, items: items).json
            try archive.write(Array((body.json + "\n").utf8), to: name)
            return .read
        } catch let error as ServiceError where [400, 401, 403, 404].contains(error.status) {
            return .refused(error.description)
        } catch {
            return .failed("\(error)" + removed(name))
        }
    }

    /// Takes away what an earlier night has read, so that the next one asks again. Empty when it is gone.
    private func removed(_ name: String) -> String {
        do {
            try archive.remove(name)
            return ""
        } catch {
            return "; \(error)"
        }
    }

    static func fileName(_ customer: String) -> String { "\(folder)/\(CustomerFile.name(customer)).json" }
}
