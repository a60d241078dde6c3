internal import Dispatch
internal import LedgerStore
internal import Synchronization

/// `tieout verify`: proves a ledger, or names the first thing that is wrong with it.
package struct LedgerVerification: Sendable {
    /// One of the proofs.
    package struct Check: Sendable, Equatable {
        package let name: String
        /// What was proved; or what is wrong, with the table and the row where they can be named.
        package let outcome: String
        package let isGood: Bool
    }

    /// In the order in which they build on each other: the first bad one is the one to look at.
    package let checks: [Check]

    package var isGood: Bool { checks.allSatisfy(\.isGood) }

    /// For people.
    package var lines: [String] {
        let width = checks.map(\.name.count).max() ?? 0
        let lines = checks.map { check in
            let name = check.name + String(repeating: " ", count: width - check.name.count)
            return "\(check.isGood ? "  ok   " : "  WRONG") \(name)  \(check.outcome)"
        }
        guard let first = checks.first(where: { !$0.isGood }) else { return lines + ["the ledger is proved"] }
        return lines + ["the ledger is NOT proved: \(first.name): \(first.outcome)"]
    }

    /// Runs every check, on two threads with a connection each, since the two halves cost about the same.
    ///
    /// - Parameters:
    ///   - rules: A folder of rule files; `nil` for the shipped ones.
    ///   - seal: A seal that was written down elsewhere: the ledger must hold it.
    package static func run(
        ledger path: String, rules folder: String? = nil, seal: String? = nil
    ) throws(JobError)
        -> LedgerVerification
    {
        let rules = try JournalExport.accountRules(folder)
        do throws(LedgerError) {
            _ = try Ledger(reading: path)
        } catch {
            throw JobError(error)
        }
        let halves: Mutex<[[Check]]> = Mutex([[], []])
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            let checks = half == 0 ? filesAndBooks(path, rules) : [seals(path, seal), documents(path)]
            halves.withLock { $0[half] = checks }
        }
        let proved = halves.withLock { $0 }
        return LedgerVerification(
            checks: proved[0].prefix(fileChecks) + proved[1] + proved[0].dropFirst(fileChecks))
    }

    /// So many of the checks on the first thread come before the seals.
    private static let fileChecks = 3

    private static func filesAndBooks(_ path: String, _ rules: AccountRules) -> [Check] {
        [
            check("file", path) { ledger throws(LedgerError) in
                try outcome(ledger.verifyFile(), good: "SQLite finds nothing wrong")
            },
            check("references", path) { ledger throws(LedgerError) in
                try outcome(ledger.verifyReferences(), good: "every row that is named is there")
            },
            check("schema", path) { ledger throws(LedgerError) in
                try outcome(ledger.verifySchema(), good: "tables, views and triggers are this version's")
            },
        ] + books(path, rules)
    }

    private static func seals(_ path: String, _ expected: String?) -> Check {
        check("seals", path) { ledger throws(LedgerError) in
            let seals = try ledger.verifySeals()
            if let fault = seals.fault { return (fault.description, false) }
            if let expected, !seals.seals.contains(where: { $0.digest == expected.lowercased() }) {
                return ("no run has the seal \(expected)", false)
            }
            guard let last = seals.seals.last else { return ("no run has been recorded", expected == nil) }
            return (
                "\(seals.seals.count) runs, \(seals.charges) charges, \(seals.orderEvents) order rows; run \(last.run) is "
                    + "sealed by \(last.digest)", true
            )
        }
    }

    private static func documents(_ path: String) -> Check {
        let store = DocumentStore(ledger: path)
        guard store.exists else {
            return Check(name: "documents", outcome: "none are kept beside this ledger", isGood: true)
        }
        return check("documents", path) { ledger throws(LedgerError) in
            let found = try DocumentsCheck(ledger, store)
            return (
                found.fault ?? "\(found.documents) documents of \(found.runs) runs are what their digests say",
                found.fault == nil
            )
        }
    }

    private static func books(_ path: String, _ rules: AccountRules) -> [Check] {
        do throws(LedgerError) {
            let books = try Ledger(reading: path).books()
            let totals = ControlTotalsCheck(books)
            let journal = JournalCheck(books, rules)
            let left = totals.leftOut == 0 ? "" : "; \(totals.leftOut) not read whole and left out"
            return [
                Check(
                    name: "control totals",
                    outcome: totals.fault ?? "the charges of \(totals.invoices) invoices are those reported\(left)",
                    isGood: totals.fault == nil),
                Check(
                    name: "journal",
                    outcome: journal.fault ?? "\(journal.entries) entries, each in balance and as its header says",
                    isGood: journal.fault == nil),
            ]
        } catch {
            return ["control totals", "journal"].map { Check(name: $0, outcome: error.description, isGood: false) }
        }
    }

    /// An error of the ledger itself, such as a page that cannot be read, is what the check found.
    private static func check(
        _ name: String, _ path: String, _ body: (Ledger) throws(LedgerError) -> (outcome: String, isGood: Bool)
    ) -> Check {
        do throws(LedgerError) {
            let (outcome, isGood) = try body(Ledger(reading: path))
            return Check(name: name, outcome: outcome, isGood: isGood)
        } catch {
            return Check(name: name, outcome: error.description, isGood: false)
        }
    }

    private static func outcome(_ fault: LedgerFault?, good: String) -> (outcome: String, isGood: Bool) {
        (fault?.description ?? good, fault == nil)
    }
}
