package import BillingModel

/// What `run.json` holds: which versions read which bytes and what came of it.
///
/// Everything but ``timings`` follows from the input, the rules and the as-of date, so a run that is repeated writes
/// the same bytes when it leaves the timings out.
package struct RunRecord: Sendable, Equatable {
    /// A number with a name, such as the lines read; kept in the order given.
    package struct Count: Sendable, Equatable {
        package let name: String
        package let value: Int

        package init(_ name: String, _ value: Int) {
            self.name = name
            self.value = value
        }
    }

    package static let fileName = "run.json"
    /// Raised when a key changes its meaning or goes; new keys do not raise it.
    package static let formatVersion = 1

    package var toolVersion: String
    package var asOf: CalendarDate
    package var exitStatus: Int
    /// Some source could not be read whole: the reports are provisional.
    package var provisional = false
    package var rulesDigest: String
    /// What was read, in reading order.
    package var inputs: [SourceDocument] = []
    package var counts: [Count] = []
    package var discrepancies = DiscrepancySummary()
    package var totals: [CurrencyTotals] = []
    package var findings: [Finding] = []
    /// Stages and their whole milliseconds; `nil` keeps the key out.
    package var timings: [Count]?

    package init(toolVersion: String, asOf: CalendarDate, exitStatus: Int, rulesDigest: String) {
        self.toolVersion = toolVersion
        self.asOf = asOf
        self.exitStatus = exitStatus
        self.rulesDigest = rulesDigest
    }

    /// The bytes of `run.json`.
    package var json: [UInt8] {
        var members: [(key: String, value: JSONValue)] = [
            ("format_version", .integer(RunRecord.formatVersion)),
            ("tool", .text("tieout")),
            ("tool_version", .text(toolVersion)),
            ("as_of", .text("\(asOf)")),
            ("status", .text(provisional ? "incomplete" : "complete")),
            ("exit_status", .integer(exitStatus)),
            ("provisional", .flag(provisional)),
            ("rules_digest", .text(rulesDigest)),
            ("inputs", .array(inputs.map(RunRecord.input))),
            ("counts", RunRecord.object(counts)),
            ("discrepancies", .array(discrepancies.counts.map(RunRecord.count))),
            ("differences", .array(discrepancies.worth.map(RunRecord.worth))),
            ("totals", .array(totals.map(RunRecord.total))),
            ("findings", .array(findings.map(RunRecord.finding))),
        ]
        if let timings { members.append(("timings_ms", RunRecord.object(timings))) }
        return JSONValue.object(members).document
    }

    private static func object(_ counts: [Count]) -> JSONValue {
        .object(counts.map { ($0.name, .integer($0.value)) })
    }

    private static func input(_ document: SourceDocument) -> JSONValue {
        .object([
            ("name", .text(document.name)), ("digest", .text(document.digest)), ("bytes", .integer(document.byteCount)),
        ])
    }

    private static func count(_ count: DiscrepancySummary.Count) -> JSONValue {
        .object([
            ("class", .text(count.kind.rawValue)), ("severity", .text(count.severity.rawValue)),
            ("count", .integer(count.findings)),
        ])
    }

    private static func worth(_ worth: DiscrepancySummary.Worth) -> JSONValue {
        .object([
            ("currency", .text("\(worth.currency)")), ("direction", .text(worth.direction.rawValue)),
            ("count", .integer(worth.findings)), ("difference", .text("\(worth.difference)")),
        ])
    }

    private static func total(_ total: CurrencyTotals) -> JSONValue {
        .object([
            ("currency", .text("\(total.currency)")), ("invoices", .integer(total.invoices)),
            ("lines_read", .integer(total.linesRead)), ("lines_rejected", .integer(total.linesRejected)),
            ("subtotal", .text("\(total.subtotal)")), ("tax", .text("\(total.tax)")),
            ("total", .text("\(total.total)")), ("not_tied_out", .integer(total.untied)),
            (
                "buckets",
                .object(
                    Bucket.allCases.map { bucket in
                        let tally = total.buckets[bucket]
                        return (
                            "\(bucket)",
                            .object([("lines", .integer(tally.lines)), ("amount", .text("\(tally.amount)"))])
                        )
                    })
            ),
        ])
    }

    private static func finding(_ finding: Finding) -> JSONValue {
        .object([
            ("weight", .text(finding.weight.rawValue)), ("location", .text(finding.location)),
            ("message", .text(finding.message)),
        ])
    }
}
