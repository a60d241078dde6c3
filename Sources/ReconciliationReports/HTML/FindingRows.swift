internal import BillingModel

/// The findings as the page's script reads them: a compact JSON array for each, in the order of ``columns``.
///
/// Texts that recur are positions in a ``TextTable``, those that are a finding's own stand in its row; money and prices
/// are texts with all their digits, and the script never takes either for a binary number. Sorting by money goes by `rank`, which is worked out here, exactly.
struct FindingRows {
    /// What the places of a row mean; the page carries this list, and the script finds its way by it.
    static let columns = [
        "id", "status", "kind", "severity", "direction", "firstSeen", "age", "invoice", "invoiceDate", "document",
        "periodStart", "periodEnd", "customerID", "customer", "order", "line", "matchedBy", "subscription", "item",
        "product", "sku", "chargeType", "chargeStart", "chargeEnd", "term", "cycle", "expectedQuantity",
        "billedQuantity", "expectedPrice", "billedPrice", "currency", "expected", "billed", "difference",
        "reportingCurrency", "reportingDifference", "rule", "explanation", "action", "disposition", "note",
        "provisional", "evidence", "steps", "rank",
    ]

    private(set) var texts = TextTable()
    private let ranks: [Int]

    /// `rows` are those that will be written, in their order.
    init(_ rows: Slice<RowList<ReportedDiscrepancy>>) {
        ranks = FindingRows.ranks(rows)
    }

    /// The place of each row when the greatest difference comes first: in the reporting currency where there is one,
    /// without sign; rows without money last. Equal ones keep their order.
    private static func ranks(_ rows: Slice<RowList<ReportedDiscrepancy>>) -> [Int] {
        let worths = rows.map { ($0.differenceReporting ?? $0.discrepancy.difference ?? .zero).magnitude }
        let order = worths.indices.sorted { (worths[$1], $0) < (worths[$0], $1) }
        var ranks = Array(repeating: 0, count: worths.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }

    /// Appends the row at `position` of those that are written.
    mutating func append(_ row: ReportedDiscrepancy, at position: Int, to bytes: inout [UInt8]) {
        let finding = row.discrepancy
        bytes.append(UInt8(ascii: "["))
        bytes.append(scriptText: row.id)
        text(row.status.rawValue, &bytes)
        text(finding.kind.rawValue, &bytes)
        text(finding.severity.rawValue, &bytes)
        text(finding.direction.rawValue, &bytes)
        date(row.firstSeen, &bytes)
        integer(row.ageDays, &bytes)
        appendSubject(finding, &bytes)
        appendFigures(finding, &bytes)
        text(row.reportingCurrency?.description ?? "", &bytes)
        amount(row.differenceReporting, &bytes)
        text(finding.rule, &bytes)
        ownText(finding.explanation, &bytes)
        text(finding.suggestedAction, &bytes)
        text(row.disposition?.rawValue ?? "", &bytes)
        ownText(row.reviewerNote, &bytes)
        integer(finding.provisional ? 1 : 0, &bytes)
        sources(finding.evidence, &bytes)
        steps(finding.steps, &bytes)
        integer(ranks[position], &bytes)
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func appendSubject(_ finding: Discrepancy, _ bytes: inout [UInt8]) {
        text(finding.invoiceID, &bytes)
        date(finding.invoiceDate, &bytes)
        text(finding.documentType, &bytes)
        date(finding.invoicePeriod?.start, &bytes)
        date(finding.invoicePeriod?.end, &bytes)
        text(finding.customerID, &bytes)
        text(finding.customerName, &bytes)
        ownText(finding.orderID, &bytes)
        text(finding.lineNumber.map(String.init) ?? "", &bytes)
        text(finding.matchedBy?.rawValue ?? "", &bytes)
        ownText(finding.subscriptionID, &bytes)
        text(finding.catalogItemID, &bytes)
        text(finding.productName, &bytes)
        text(finding.skuName, &bytes)
        text(finding.chargeType, &bytes)
        date(finding.chargeStart, &bytes)
        date(finding.chargeEnd, &bytes)
        text(finding.term, &bytes)
        text(finding.billingCycle, &bytes)
    }

    private mutating func appendFigures(_ finding: Discrepancy, _ bytes: inout [UInt8]) {
        text(finding.expectedQuantity?.description ?? "", &bytes)
        text(finding.billedQuantity?.description ?? "", &bytes)
        text(finding.expectedUnitPrice?.description ?? "", &bytes)
        text(finding.billedUnitPrice?.description ?? "", &bytes)
        text(finding.currency?.description ?? "", &bytes)
        amount(finding.expectedAmount, &bytes)
        amount(finding.billedAmount, &bytes)
        amount(finding.difference, &bytes)
    }

    // MARK: Places of a row

    private mutating func text(_ text: String, _ bytes: inout [UInt8]) { integer(texts.position(of: text), &bytes) }

    private func ownText(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ","))
        bytes.append(scriptText: text)
    }

    private mutating func date(_ date: CalendarDate?, _ bytes: inout [UInt8]) {
        text(date?.description ?? "", &bytes)
    }

    private mutating func amount(_ amount: Amount?, _ bytes: inout [UInt8]) {
        text(amount?.description ?? "", &bytes)
    }

    private func integer(_ number: Int, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ","))
        bytes.append(integer: number)
    }

    /// Each `file#line` as two places: a file is named by many findings.
    private mutating func sources(_ sources: [String], _ bytes: inout [UInt8]) {
        bytes.append(contentsOf: ",[".utf8)
        for (index, source) in sources.enumerated() {
            let mark = source.lastIndex(of: "#") ?? source.endIndex
            let line = source[mark...].dropFirst()
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(integer: texts.position(of: String(source[..<mark])))
            ownText(String(line), &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func steps(_ steps: [String], _ bytes: inout [UInt8]) {
        bytes.append(contentsOf: ",[".utf8)
        for (index, step) in steps.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(scriptText: step)
        }
        bytes.append(UInt8(ascii: "]"))
    }
}
