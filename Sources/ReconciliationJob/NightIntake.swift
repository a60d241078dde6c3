import BillingModel
import Foundation
import InvoiceIntake
import LedgerStore

/// What a night takes in: order books, the source, decisions; and what the ledger keeps of it beside the lines.
extension ReconciliationRun {
    private var limits: IntakeLimits {
        var limits = IntakeLimits.standard
        limits.meter = meter?.reading
        return limits
    }

    /// Reads the order books, handing their rows on.
    func readOrders(_ stage: ReadingStage) throws(JobError) -> OrderBookReading {
        do {
            var reading = try OrderBookReader.read(
                paths: options.orders, firstDocument: DocumentIndex(0), limits: limits
            ) { batch in try stage.take(batch) }
            reading.findings += options.orderFindings
            if options.orderFindings.contains(where: { $0.weight == .warning }) { reading.isComplete = false }
            return reading
        } catch let error as JobError {
            throw error
        } catch let error as IntakeError {
            throw JobError.refused("order book \(error)")
        } catch {
            throw JobError.refused("order book: \(error)")
        }
    }

    /// Reads the source, handing its lines on.
    func readSnapshot(_ stage: ReadingStage, firstDocument: Int) throws(JobError) -> SnapshotReading {
        var sink = stage
        do {
            return try SnapshotReader(
                directory: options.source, firstDocument: DocumentIndex(firstDocument), limits: limits,
                documentLines: DocumentCharges.reader(stage.customers)
            ).read(into: &sink)
        } catch let error as JobError {
            throw error
        } catch let error as IntakeError {
            throw JobError.refused("source \(error)")
        } catch {
            throw JobError.refused("source \(options.source): \(error)")
        }
    }

    /// What lies in the reviews folder, each file once; a file that an earlier night has taken in is only digested.
    func takeDecisions(
        _ lane: LedgerLane, firstDocument: Int, at time: String
    ) throws(JobError) -> [ReviewStage.Outcome] {
        guard let folder = options.reviews else { return [] }
        let stage = ReviewStage(asOf: options.asOf, reviewer: options.reviewer)
        var outcomes: [ReviewStage.Outcome] = []
        for (position, file) in try ReviewStage.files(in: folder).enumerated() {
            let reading = try stage.read(file, as: DocumentIndex(firstDocument + position))
            outcomes.append(
                try lane.ask { ledger, posting throws(LedgerError) in
                    if try ledger.hasRead(reading.document, before: stage.asOf) {
                        return ReviewStage.Outcome(document: reading.document)
                    }
                    let outcome = try stage.judge(reading, ledger)
                    try posting.post(decisions: outcome.taken, at: time)
                    return outcome
                })
        }
        return outcomes
    }

    /// What the ledger keeps beside the lines themselves.
    func postFacts(_ night: NightReading, _ lane: LedgerLane?) throws(JobError) {
        guard let lane else { return }
        let rejected = night.snapshot.invoices.flatMap(\.rejected).map {
            RejectedLineFact(invoice: $0.invoice, source: $0.source, reason: $0.reason, raw: $0.rawText)
        }
        let headers = night.snapshot.invoices.map(\.invoice).filter { !$0.isHeaderless }
        let documents = night.documents
        let whole = night.snapshot.invoices.map { $0.isComplete && $0.rejectedLines == 0 }
        try lane.post { posting throws(LedgerError) in
            try posting.post(rejected: rejected)
            try posting.record(headers: headers)
            try posting.seal(documents: documents)
            _ = try posting.finishReading { whole[Int($0.index)] }
        }
    }
}
