import BillingModel
import InvoiceIntake
import MatchingEngine

/// Brings together what documents and accounts have shown.
struct FindingsStage {
    let rules: ReconciliationRules
    let facts: InvoiceFactsStage
    let night: NightReading
    let outcome: MatchingOutcome

    /// What the documents themselves show, and what matching has added up for them.
    func documentDiscrepancies() -> [Discrepancy] {
        var documents = DocumentFindings(rules: rules)
        let readings = facts.readingFacts()
        for reading in readings { documents.check(reading) }
        for reading in readings {
            guard let original = replaced(by: reading.invoice, in: readings) else { continue }
            documents.checkReplacement(reading, of: original)
        }
        documents.reportMissingInvoices(outcome.awaited)
        documents.checkBalances(balances, readings.map(\.invoice))
        for (key, sum) in outcome.tolerated.sorted(by: {
            ($0.key.invoice, $0.key.currency) < ($1.key.invoice, $1.key.currency)
        }) {
            let read = night.snapshot.invoices[Int(key.invoice.index)]
            documents.reportMaterial(sum, read.invoice, currency: key.currency, isWhole: facts.isWhole(read))
        }
        return documents.discrepancies
    }

    /// The document that an adjustment note with a positive total, or the invoice after a void, replaces.
    private func replaced(by invoice: Invoice, in readings: [InvoiceReadingFacts]) -> InvoiceReadingFacts? {
        guard let amended = invoice.amends else { return nil }
        // Also of a replacement that was replaced in its turn: the differences add up to what changed in the end.
        switch invoice.standing {
        case .active, .superseded: break
        case .voided, .voidingNote: return nil
        }
        return readings.first { original in
            guard original.invoice.id.lowercased() == amended.lowercased() else { return false }
            switch original.invoice.standing {
            case .superseded, .voided: return true
            case .active, .voidingNote: return false
            }
        }
    }

    private var balances: [ReportedBalanceFacts] {
        night.snapshot.balances.flatMap { balance in
            balance.details.isEmpty
                ? [
                    ReportedBalanceFacts(
                        currency: balance.currency, invoiceType: nil, amount: balance.amount,
                        location: balance.location)
                ]
                : balance.details.map {
                    ReportedBalanceFacts(
                        currency: balance.currency, invoiceType: $0.invoiceType, amount: $0.amount,
                        location: balance.location)
                }
        }
    }

    /// A row per invoice and currency, with every line in its bucket.
    func controlTotals(excluded: [InvoiceCurrency: LineTally]) -> [ControlTotals] {
        facts.readingFacts().enumerated().flatMap { position, reading in
            reading.totals.map { totals in
                var row = totals
                let key = InvoiceCurrency(InvoiceIndex(position), totals.currency)
                row.buckets = outcome.buckets[key] ?? BucketTotals()
                if let tally = excluded[key] {
                    var set = BucketTotals()
                    set[.excluded] = tally
                    row.buckets.add(set)
                }
                return row
            }
        }
    }
}
