internal import BillingModel

/// The proof that nothing was lost: header against lines for each invoice, and where every line went.
enum ControlTotalsSection {
    /// `statements`: where the PDF statements lie, by invoice.
    static func markup(_ totals: [ControlTotals], statements: [String: String] = [:]) -> Markup {
        let sums = CurrencyTotals.sums(of: totals)
        return """
            <section id="totals" aria-labelledby="totals-title">
            <h2 id="totals-title">Control totals</h2>
            <p>\(verdict(totals))</p>
            <div class="scroll" role="region" aria-label="Header against lines" tabindex="0"><table class="grid">
            <thead><tr><th scope="col">Invoice</th><th scope="col">Date</th><th scope="col">Document</th>\
            <th scope="col">Currency</th><th scope="col" class="num">Lines</th>\
            <th scope="col" class="num">Subtotal</th><th scope="col" class="num">Tax</th><th scope="col" class="num">Total</th>\
            <th scope="col" class="num">Header</th><th scope="col" class="num">Difference</th>\
            <th scope="col">Ties out</th></tr></thead>
            <tbody>
            \(Markup.join(totals) { row($0, statements[$0.invoiceID]) })</tbody>
            <tfoot>
            \(Markup.join(sums, sum))</tfoot>
            </table></div>
            <h3 id="buckets-title">Where every line went</h3>
            <div class="scroll" role="region" aria-labelledby="buckets-title" tabindex="0"><table class="grid">
            <thead><tr><th scope="col">Currency</th>\
            \(Markup.join(Bucket.allCases) { bucket in
                "<th scope=\"col\" class=\"num\">\(FigureText.words("\(bucket)"))</th>"
            })<th scope="col" class="num">All read</th><th scope="col" class="num">Rejected</th></tr></thead>
            <tbody>
            \(Markup.join(sums, buckets))</tbody>
            </table></div>
            </section>
            """
    }

    private static func verdict(_ totals: [ControlTotals]) -> Markup {
        let breaks = totals.filter { !ControlTotalsReport.tiesOut($0) }
        if breaks.isEmpty {
            return "Header and lines agree, within 0.05, on all \(FigureText.count(totals.count, "document"))."
        }
        return """
            Header and lines agree, within 0.05, on \(FigureText.count(totals.count - breaks.count)) of \
            \(FigureText.count(totals.count, "document")). <strong>\(FigureText.count(breaks.count)) \
            \(breaks.count == 1 ? "does" : "do") not.</strong>
            """
    }

    private static func row(_ row: ControlTotals, _ statement: String?) -> Markup {
        let ties = ControlTotalsReport.tiesOut(row)
        let verdict = ties ? "yes" : (row.headerTotal == nil ? "no header" : "no")
        return """
            <tr class="\(ties ? "ties" : "breaks")"><th scope="row">\(invoice(row, statement))</th>\
            <td>\(row.invoiceDate?.description ?? "")</td><td>\(FigureText.words(row.documentType))</td>\
            <td>\(row.currency)</td><td class="num">\(FigureText.count(row.linesRead))</td>\
            <td class="num">\(FigureText.money(row.subtotal))</td><td class="num">\(FigureText.money(row.tax))</td>\
            <td class="num">\(FigureText.money(row.total))</td>\
            <td class="num">\(row.headerTotal.map(FigureText.money) ?? "")</td>\
            <td class="num">\(row.difference.map(FigureText.difference) ?? "")</td>\
            <td><span class="mark">\(verdict)</span>\(row.provisional ? ", provisional" : "")</td></tr>

            """
    }

    private static func invoice(_ row: ControlTotals, _ statement: String?) -> Markup {
        guard let statement else { return "\(row.invoiceID)" }
        return "<a href=\"\(statement)\" title=\"Statement (PDF)\">\(row.invoiceID)</a>"
    }

    private static func sum(_ sum: CurrencyTotals) -> Markup {
        """
        <tr><th scope="row">All \(sum.currency)</th><td></td><td>\(FigureText.count(sum.invoices, "document"))</td>\
        <td>\(sum.currency)</td><td class="num">\(FigureText.count(sum.linesRead))</td>\
        <td class="num">\(FigureText.money(sum.subtotal))</td><td class="num">\(FigureText.money(sum.tax))</td>\
        <td class="num">\(FigureText.money(sum.total))</td><td></td><td></td>\
        <td>\(sum.untied == 0 ? "all" : "\(FigureText.count(sum.untied)) not")</td></tr>

        """
    }

    private static func buckets(_ sum: CurrencyTotals) -> Markup {
        """
        <tr><th scope="row">\(sum.currency)</th>\
        \(Markup.join(Bucket.allCases) { bucket in
            """
            <td class="num">\(FigureText.money(sum.buckets[bucket].amount))\
            <small>\(FigureText.count(sum.buckets[bucket].lines, "line"))</small></td>
            """
        })<td class="num">\(FigureText.money(sum.subtotal))\
        <small>\(FigureText.count(sum.linesRead - sum.linesRejected, "line"))</small></td>\
        <td class="num"><small>\(FigureText.count(sum.linesRejected, "line"))</small></td></tr>

        """
    }
}
