import BillingModel
import InvoiceIntake
import MatchingEngine

/// Turns what was read into what is known about each invoice, once all lines have been seen.
struct InvoiceFactsStage {
    let reading: SnapshotReading
    let tally: InvoiceTally
    let documents: [String]
    let rules: ReconciliationRules

    /// What matching needs to know, by ``InvoiceIndex``.
    func matchingFacts() -> [InvoiceFacts] {
        reading.invoices.enumerated().map { position, read in
            let index = InvoiceIndex(position)
            var facts = InvoiceFacts(invoice: read.invoice, isWhole: isWhole(read))
            facts.hasDailyUsage = read.usageLines > 0 && read.usageIsComplete
            facts.prevailingRates = tally.prevailingRates(index)
            facts.prevailingTaxRate = tally.prevailingTaxRate(index)
            return facts
        }
    }

    /// Every page and blob was there and was read to its end. A line that was rejected is named and leaves the invoice
    /// whole: an expected charge whose ids stand in it is not missing, all others are judged.
    func isWhole(_ read: InvoiceReading) -> Bool { read.isComplete }

    /// What the document checks need to know, by ``InvoiceIndex``.
    func readingFacts() -> [InvoiceReadingFacts] {
        reading.invoices.enumerated().map { position, read in
            let index = InvoiceIndex(position)
            var facts = InvoiceReadingFacts(invoice: read.invoice, totals: totals(index, read))
            facts.gaps = (read.problems + read.usageProblems).map { ($0.reason, $0.location) }
            facts.rejected = read.rejected.map { line in
                RejectedLineFacts(
                    location: evidence(line.source), reason: line.reason,
                    raw: String(line.rawText.prefix(InvoiceFactsStage.rawTextShown)))
            }
            facts.rejectedBeyond = read.rejectedLines + read.rejectedUsageLines - read.rejected.count
            if let foreign = tally.foreign[index] {
                facts.foreignLines = foreign.count
                facts.foreignExample = evidence(foreign.first)
            }
            return facts
        }
    }

    /// Raw text worth showing in `explain`; the ledger has more of it, the source all.
    private static let rawTextShown = 500

    private func evidence(_ source: SourceLocation) -> String {
        let index = Int(source.document.index)
        return "\(documents.indices.contains(index) ? documents[index] : "?")#\(source.line)"
    }

    /// A row per currency of its lines; an invoice without lines has one in its own currency.
    private func totals(_ index: InvoiceIndex, _ read: InvoiceReading) -> [ControlTotals] {
        var rows = tally.totals.filter { $0.key.invoice == index }.map(\.value)
        let own = read.invoice.currency
        if !rows.contains(where: { $0.currency == own }), !read.invoice.isHeaderless || rows.isEmpty {
            rows.append(ControlTotals(invoiceID: "", invoiceDate: nil, documentType: "", currency: own))
        }
        for position in rows.indices {
            rows[position].invoiceID = read.invoice.id
            rows[position].invoiceDate = read.invoice.isHeaderless ? nil : read.invoice.date
            rows[position].documentType = read.invoice.documentType.code
            rows[position].provisional = !isWhole(read)
            if rows[position].currency == own, !read.invoice.isHeaderless {
                rows[position].headerTotal = read.invoice.totalCharges
            }
        }
        return rows.sorted { $0.currency < $1.currency }
    }
}
