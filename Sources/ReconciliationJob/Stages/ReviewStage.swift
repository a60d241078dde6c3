import BillingModel
import Foundation
import InvoiceIntake
import LedgerStore

/// Takes reviewers' decisions into the ledger: each row is held against the finding it is about as that finding last
/// stood.
///
/// A row is kept out, with its reason, when the ledger has no such finding, when the finding has been resolved, or when
/// its difference is no longer the one that was decided on. A row that says what stands already adds nothing.
struct ReviewStage {
    /// Findings up to this night count.
    let asOf: CalendarDate
    /// Who decided, where a file does not say.
    let reviewer: String

    /// What came of one file.
    struct Outcome {
        var document: SourceDocument
        var taken: [ReviewDecision] = []
        var standing = 0
        var undecided = 0
        var rejected = 0
        var findings: [Finding] = []
    }

    /// The files of a reviews folder, by name. Other files, folders and links in it are left alone.
    static func files(in folder: String) throws(JobError) -> [String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw JobError.refused("reviews folder \(folder): cannot be read: \(error.localizedDescription)")
        }
        return names.filter { $0.lowercased().hasSuffix(".csv") && !$0.hasPrefix(".") }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// The name of a file of decisions in evidence.
    static func name(_ path: String) -> String { "reviews/\((path as NSString).lastPathComponent)" }

    /// Reads a file of decisions; nothing is judged yet.
    func read(_ path: String, as document: DocumentIndex) throws(JobError) -> DecisionReading {
        do throws(IntakeError) {
            return try DecisionReader.read(
                path: path, name: ReviewStage.name(path), document: document, reviewer: reviewer)
        } catch {
            throw JobError.refused("decisions \(error)")
        }
    }

    /// Holds every row against the ledger.
    func judge(_ reading: DecisionReading, _ ledger: Ledger) throws(LedgerError) -> Outcome {
        var outcome = Outcome(document: reading.document)
        outcome.undecided = reading.undecided
        outcome.rejected = reading.rejected
        outcome.findings = reading.findings
        let standing = try ledger.decisions(through: asOf)
        for var decision in reading.decisions {
            guard let state = try ledger.lastState(of: decision.discrepancyID, through: asOf) else {
                outcome.reject(decision, "the ledger has no finding \(decision.discrepancyID.prefix(80))")
                continue
            }
            if state.status == .resolved {
                outcome.reject(decision, "the finding has been resolved: there is nothing left to decide")
                continue
            }
            if let amount = decision.amount, amount != state.difference {
                let now = state.difference.map(\.description) ?? "none"
                outcome.reject(
                    decision, "the difference was \(amount) when this was decided and is \(now) now: look again")
                continue
            }
            decision.amount = state.difference
            if let known = standing[decision.discrepancyID], known.says(decision), known.asOf >= state.firstSeen {
                outcome.standing += 1
            } else {
                outcome.taken.append(decision)
            }
        }
        return outcome
    }
}

extension ReviewStage.Outcome {
    fileprivate mutating func reject(_ decision: ReviewDecision, _ reason: String) {
        rejected += 1
        if rejected > DecisionReader.mostFindings { return }
        findings.append(
            Finding(.warning, at: "\(document.name):\(decision.source.line)", "decision kept out: \(reason)"))
    }
}

extension StandingDecision {
    fileprivate func says(_ decision: ReviewDecision) -> Bool {
        disposition == decision.disposition && note == decision.note && amount == decision.amount
    }
}
