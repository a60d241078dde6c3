import BillingModel
import Foundation
import LedgerStore
import XMLDocuments

/// What the ledger has of official documents that were imported before.
struct ImportedFacts: Sendable {
    private(set) var rates: [ReferenceRate] = []
    private(set) var statements: [StatementFact] = []

    /// - Parameter dryRun: The ledger's path, for a run that only reads it; one that is not there, or is of a version
    ///   that had no imports, has none.
    init(_ lane: LedgerLane?, dryRun path: String?) throws(JobError) {
        if let lane {
            self = try lane.ask { ledger, _ throws(LedgerError) in try ImportedFacts(ledger) }
        } else if let path, FileManager.default.fileExists(atPath: path) {
            do throws(LedgerError) {
                self = try ImportedFacts(Ledger(reading: path))
            } catch .olderSchema {
                self = ImportedFacts()
            } catch {
                throw JobError.ledger(error.description)
            }
        }
    }

    /// Nothing.
    init() {}

    private init(_ ledger: Ledger) throws(LedgerError) {
        rates = try ledger.referenceRates()
        statements = try ledger.bankStatements()
    }
}

extension Payment {
    init(_ fact: PaymentFact, of document: String) {
        self.init(
            amount: fact.amount, currency: fact.currency, day: fact.day, isReversal: fact.isReversal,
            party: fact.party, referenceTexts: fact.references, file: document, line: fact.line)
    }
}

extension PaymentFact {
    init(_ payment: Payment) {
        self.init(
            amount: payment.amount, currency: payment.currency, day: payment.day, isReversal: payment.isReversal,
            party: payment.party, references: payment.referenceTexts, line: payment.line)
    }
}
