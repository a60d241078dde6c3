import BillingModel
import InvoiceIntake
import MatchingEngine
import XMLDocuments

/// What the legal documents and the bank statements of a night show.
struct OfficialFindings {
    let rules: ReconciliationRules
    let options: RunOptions
    private(set) var discrepancies: [Discrepancy] = []
    private(set) var notes: [Finding] = []

    init(rules: ReconciliationRules, options: RunOptions) {
        self.rules = rules
        self.options = options
    }

    /// - Parameters:
    ///   - facts: By `InvoiceIndex`.
    ///   - lines: The lines of those invoices that a document lies with.
    mutating func check(
        _ night: NightReading, _ facts: [InvoiceReadingFacts], _ lines: [InvoiceIndex: [ReconciledLine]]
    ) {
        let documents = night.documents.map(\.name)
        var dueDates: [Int: CalendarDate] = [:]
        for (position, read) in night.snapshot.invoices.enumerated() {
            guard let file = read.document, !read.problems.contains(where: { $0.location == file.path }) else {
                continue
            }
            do throws(XMLFault) {
                guard case .invoice(let invoice) = try XMLDocument.read(path: file.location) else {
                    throw XMLFault(line: 0, "holds no invoice")
                }
                dueDates[position] = invoice.due?.value
                if let implausible = TaxCurrencyCheck(invoice, night.official.rates).explanation {
                    add(.documentArithmetic, read.invoice, isWhole: true) { finding in
                        finding.severity = .low
                        finding.rule = "BT-111"
                        finding.explanation = implausible.text
                        finding.evidence = ["\(file.path)#\(implausible.line)"]
                        finding.discriminator = "BT-111"
                    }
                }
                checkDocument(
                    invoice, file.path, read, facts[position], lines[InvoiceIndex(position)] ?? [], documents)
            } catch {
                notes.append(OfficialDocuments.finding(error, file.path))
            }
        }
        let cash = CashFindings(rules: rules, options: options, official: night.official)
        discrepancies += cash.discrepancies(night.snapshot.invoices.map(\.invoice), dueDates)
    }

    /// Adds to findings about balances what the bank statements explain of them.
    func explain(_ findings: inout [Discrepancy], _ night: NightReading) {
        CashFindings(rules: rules, options: options, official: night.official)
            .explain(&findings, night.snapshot.invoices.map(\.invoice))
    }

    /// The document by itself, then against what was reconciled.
    private mutating func checkDocument(
        _ document: ElectronicInvoice, _ name: String, _ read: InvoiceReading, _ facts: InvoiceReadingFacts,
        _ lines: [ReconciledLine], _ documents: [String]
    ) {
        let isWhole = read.isComplete && read.rejectedLines == 0
        for deviation in InvoiceArithmetic.deviations(of: document).prefix(OfficialFindings.shown) {
            add(.documentArithmetic, read.invoice, isWhole: true) { finding in
                if deviation.weight == .difference { finding.severity = .low }
                finding.rule = deviation.rule
                finding.explanation = deviation.text
                finding.evidence = ["\(name)#\(deviation.line)"]
                finding.discriminator = "\(deviation.rule) \(deviation.stated?.description ?? deviation.text)"
            }
        }
        guard read.invoice.standing.isActive else { return }
        let totals = facts.totals.first { $0.currency == read.invoice.currency }
        let tie = DocumentTieOut(
            document,
            DocumentTieOut.Reconciled(
                invoice: read.invoice, subtotal: totals?.subtotal ?? .zero, tax: totals?.tax ?? .zero,
                isWhole: isWhole,
                // Lines that were read from the document itself say nothing about it.
                lines: read.form == .electronicInvoice ? [] : lines),
            tolerance: rules.tolerances.headerTotal)
        if !tie.note.isEmpty { notes.append(Finding(.note, at: name, tie.note)) }
        for difference in tie.differences { report(difference, name, read.invoice, isWhole, documents) }
    }

    /// Deviations of one document that are listed one by one.
    private static let shown = 500

    private mutating func report(
        _ difference: DocumentDifference, _ name: String, _ invoice: Invoice, _ isWhole: Bool, _ documents: [String]
    ) {
        add(difference.kind, invoice, isWhole: isWhole) { finding in
            finding.expectedAmount = difference.expected
            finding.billedAmount = difference.billed
            finding.expectedQuantity = difference.expectedQuantity
            finding.billedQuantity = difference.billedQuantity
            finding.expectedUnitPrice = difference.expectedPrice
            finding.billedUnitPrice = difference.billedPrice
            finding.catalogItemID = difference.item
            finding.chargeStart = difference.period?.start
            finding.chargeEnd = difference.period?.end
            finding.explanation = difference.text
            finding.discriminator = difference.subject
            finding.evidence =
                difference.documentLines.map { "\(name)#\($0)" }
                + difference.sources.map { "\(documents[Int($0.document.index)])#\($0.line)" }
        }
    }

    private mutating func add(
        _ kind: DiscrepancyClass, _ invoice: Invoice, isWhole: Bool, _ fill: (inout Discrepancy) -> Void
    ) {
        var finding = Discrepancy(kind, severity: rules.severity(of: kind))
        finding.invoiceID = invoice.id
        finding.invoiceDate = invoice.isHeaderless ? nil : invoice.date
        finding.documentType = invoice.documentType.code
        finding.invoicePeriod = invoice.isHeaderless ? nil : invoice.period
        finding.currency = invoice.currency
        finding.rule = kind.rawValue
        finding.suggestedAction = kind.suggestedAction
        finding.provisional = !isWhole
        fill(&finding)
        finding.direction = kind.direction(of: finding.difference)
        discrepancies.append(finding)
    }
}
