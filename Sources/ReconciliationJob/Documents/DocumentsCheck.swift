import BillingModel
import LedgerStore

/// Every document of every run that kept them is there and is what its digest says.
struct DocumentsCheck {
    /// The first thing that is wrong.
    private(set) var fault: String?
    private(set) var documents = 0
    private(set) var runs = 0

    init(_ ledger: Ledger, _ store: DocumentStore) throws(LedgerError) {
        var proved: Set<String> = []
        for run in try ledger.runs(through: .max) {
            guard let inputs = run.inputsDigest else { continue }
            runs += 1
            var wanted = [(inputs, "the list of the inputs of run \(run.runNumber)")]
            for document in try ledger.documents(of: run.runNumber) where !document.digest.isEmpty {
                wanted.append((document.digest, document.name))
            }
            for (digest, name) in wanted where proved.insert(digest).inserted {
                if let fault = store.fault(digest) {
                    self.fault = "\(store.path(digest)) (\(name)) \(fault)"
                    return
                }
                documents += 1
            }
        }
    }
}
