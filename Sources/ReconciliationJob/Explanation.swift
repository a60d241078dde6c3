import BillingModel
import LedgerStore

/// `tieout explain`: everything behind one discrepancy, as the ledger has kept it.
package enum Explanation {
    /// The text for people.
    ///
    /// - Parameter id: A `discrepancy_id` from the reports.
    package static func text(of id: String, ledger path: String) throws(JobError) -> String {
        let found: (asOf: CalendarDate, discrepancy: ReportedDiscrepancy)?
        do throws(LedgerError) {
            found = try Ledger(reading: path).discrepancy(id: id)
        } catch {
            throw JobError(error)
        }
        guard let found else {
            throw JobError.refused("no discrepancy \(id) in \(path): take the id from discrepancies.csv")
        }
        return (describe(found.discrepancy) + ["as of \(found.asOf)"]).joined(separator: "\n")
    }

    private static func describe(_ row: ReportedDiscrepancy) -> [String] {
        let finding = row.discrepancy
        var lines = [
            "\(finding.kind.rawValue) (\(finding.severity.rawValue), \(finding.direction.rawValue)), \(row.status.rawValue), "
                + "first seen \(row.firstSeen)",
            "id \(row.id)", "", finding.explanation, "",
        ]
        lines += table([
            ("invoice", [finding.invoiceID, finding.documentType].filter { !$0.isEmpty }.joined(separator: ", ")),
            ("customer", [finding.customerID, finding.customerName].filter { !$0.isEmpty }.joined(separator: " ")),
            ("order", finding.orderID + (finding.lineNumber.map { " line \($0)" } ?? "")),
            ("matched by", finding.matchedBy?.rawValue ?? ""), ("subscription", finding.subscriptionID),
            ("item", [finding.catalogItemID, finding.productName].filter { !$0.isEmpty }.joined(separator: " ")),
            ("charge", finding.chargeType),
            (
                "days",
                [finding.chargeStart, finding.chargeEnd].compactMap { $0?.description }.joined(separator: " to ")
            ),
        ])
        lines += ["", "                 expected             billed"]
        lines += sides(finding)
        if !finding.steps.isEmpty { lines += ["", "arithmetic:"] + finding.steps.map { "  " + $0 } }
        lines += ["", "rule: \(finding.rule)"]
        if !finding.evidence.isEmpty { lines += ["sources:"] + finding.evidence.map { "  " + $0 } }
        lines += ["", "what to do: \(finding.suggestedAction)"]
        if let disposition = row.disposition {
            lines.append(
                "reviewer: \(disposition.rawValue)" + (row.reviewerNote.isEmpty ? "" : ", \(row.reviewerNote)"))
        }
        return lines
    }

    private static func table(_ rows: [(String, String)]) -> [String] {
        rows.filter { !$0.1.isEmpty }.map { pad($0.0, 14) + $0.1 }
    }

    private static func sides(_ finding: Discrepancy) -> [String] {
        var lines: [String] = []
        func add(_ name: String, _ expected: String?, _ billed: String?) {
            if expected == nil && billed == nil { return }
            lines.append(pad(name, 14) + padLeft(expected ?? "", 11) + padLeft(billed ?? "", 19))
        }
        add("quantity", finding.expectedQuantity?.description, finding.billedQuantity?.description)
        add("unit price", finding.expectedUnitPrice?.description, finding.billedUnitPrice?.description)
        add("amount", finding.expectedAmount?.description, finding.billedAmount?.description)
        if let difference = finding.difference {
            lines.append(pad("difference", 14) + padLeft("\(difference) \(finding.currency?.description ?? "")", 30))
        }
        return lines
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func padLeft(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
