import BillingModel
import Synchronization

/// Collects a night's matches, from several threads and in any order, and brings them into the order of `matches.csv`:
/// invoice, source, order line. They wait on the disk: there is one for nearly every line.
final class MatchCollection: Sendable {
    /// What is kept in memory of each match.
    private struct Entry {
        let invoice: UInt32
        let number: Int32
        let source: SourceLocation
        let place: RowFile<Match>.Place
    }

    private struct State {
        var entries: [Entry] = []
        var invoices: [String: UInt32] = [:]
    }

    private let state = Mutex(State())
    private let file: RowFile<Match>

    /// - Parameter folder: Where matches may wait.
    init(folder: String) { file = RowFile(folder: folder) }

    func add(_ matches: [Match]) throws(JobError) {
        let places = try file.append(matches)
        state.withLock { state in
            for (match, place) in zip(matches, places) {
                let next = UInt32(state.invoices.count)
                let invoice = state.invoices[match.invoiceID] ?? next
                if invoice == next { state.invoices[match.invoiceID] = next }
                state.entries.append(
                    Entry(
                        invoice: invoice, number: Int32(clamping: match.lineNumber), source: match.source,
                        place: place))
            }
        }
    }

    var count: Int { state.withLock { $0.entries.count } }

    /// Every match, in order.
    func rows() -> RowList<Match> {
        let entries = state.withLock { state in
            var ranks = [UInt32](repeating: 0, count: state.invoices.count)
            for (rank, invoice) in state.invoices.sorted(by: { $0.key < $1.key }).enumerated() {
                ranks[Int(invoice.value)] = UInt32(rank)
            }
            return state.entries.sorted {
                (ranks[Int($0.invoice)], $0.source, $0.number) < (ranks[Int($1.invoice)], $1.source, $1.number)
            }
        }
        return RowList(count: entries.count) { [file] in file.row(at: entries[$0].place) }
    }

    /// Throws when some match could not be read back: then nothing that was made of them may be published.
    func check() throws(JobError) { try file.check() }
}
