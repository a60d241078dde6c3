import BillingModel
import InvoiceIntake
import LedgerStore

extension ReconciliationRun {
    /// Reads everything that a run would read and keeps it; matches nothing and writes neither ledger nor reports.
    func importSources(progress: (RunStage) -> Void) throws(JobError) -> RunSummary {
        let rules = try loadRules()
        let keeping = try DocumentKeeping(options, rules)
        // Lines are set apart as a run does it: what a run would stumble over is found now.
        let sorting = WorkLane("sorting", AccountSorting(tolerances: rules.rules.tolerances, folder: temporaryFolder))
        let stage = ReadingStage(
            sorting: sorting, ledger: nil, stop: stop, meter: meter, customers: try OrderCustomers(options.source))
        progress(.orders)
        meter?.begin(.orders, .bytes, total: bytesOfOrders())
        let orders = try readOrders(stage)
        try keeping.keep(orders)
        progress(.invoices)
        try meter?.begin(.invoices, .bytes, total: bytesOfSnapshot())
        let snapshot = try readSnapshot(stage, firstDocument: orders.documents.count)
        var night = NightReading(orders: orders, snapshot: snapshot)
        night.reviews = try reviewFiles(firstDocument: night.documents.count)
        night.official = try OfficialDocuments.read(options, ImportedFacts(), snapshot)
        night.entitlements = try SnapshotEntitlements(source: options.source)
        try keeping.keep(night)
        try keeping.finish()
        try stop.check()
        try ImportedNight(
            inputs: keeping.inputsDigest, documents: night.documents, orderFindings: options.orderFindings
        ).write(to: DocumentStore(ledger: options.ledger))
        return RunSummary(imported: night, options)
    }

    /// The files of decisions, read but not judged: that takes the ledger, when they are matched.
    private func reviewFiles(firstDocument: Int) throws(JobError) -> [ReviewStage.Outcome] {
        guard let folder = options.reviews else { return [] }
        let stage = ReviewStage(asOf: options.asOf, reviewer: options.reviewer)
        var outcomes: [ReviewStage.Outcome] = []
        for (position, file) in try ReviewStage.files(in: folder).enumerated() {
            let reading = try stage.read(file, as: DocumentIndex(firstDocument + position))
            outcomes.append(ReviewStage.Outcome(document: reading.document))
        }
        return outcomes
    }
}
