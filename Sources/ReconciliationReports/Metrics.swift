internal import BillingModel

/// `tieout.prom`: the run in the text format that node exporter's textfile collector reads.
///
/// The one in a night's folder follows from the run alone. The one that a collector reads has ``times(ended:success:)``
/// added and lies elsewhere, since it changes every night even when nothing else does.
package enum Metrics {
    package static let fileName = "tieout.prom"

    private static let lastSuccess = "last_success_timestamp_seconds"

    /// When the last run ended and when the last one that was whole did, in seconds since 1970.
    package static func times(ended: Int, success: Int?) -> [UInt8] {
        var text = ""
        gauge("last_run_timestamp_seconds", "When the last run ended.", [("", "\(ended)")], to: &text)
        gauge(
            lastSuccess, "When the last run ended that read every source whole.",
            success.map { [("", "\($0)")] } ?? [], to: &text)
        return Array(text.utf8)
    }

    /// The time of the last whole run, out of a file that an earlier run wrote; `nil` when it has none.
    package static func lastSuccess(in file: String) -> Int? {
        file.split(separator: "\n").lazy.filter { $0.hasPrefix("tieout_\(lastSuccess) ") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.first
    }

    /// What follows from input, rules and date.
    package static func text(of record: RunRecord) -> [UInt8] {
        var text = ""
        gauge(
            "build_info", "The program that made the reports.", [(labels([("version", record.toolVersion)]), "1")],
            to: &text)
        gauge("exit_status", "Exit status of the last run.", [("", "\(record.exitStatus)")], to: &text)
        gauge(
            "provisional", "1 when some source could not be read whole.", [("", record.provisional ? "1" : "0")],
            to: &text)
        gauge("findings", "Trouble in the data that is no discrepancy.", [("", "\(record.findings.count)")], to: &text)
        gauge(
            "discrepancies", "Standing discrepancies.",
            record.discrepancies.counts.map {
                (labels([("class", $0.kind.rawValue), ("severity", $0.severity.rawValue)]), "\($0.findings)")
            }, to: &text)
        gauge(
            "difference", "Billed minus expected of standing discrepancies, in currency units.",
            record.discrepancies.worth.map {
                (labels([("currency", "\($0.currency)"), ("direction", $0.direction.rawValue)]), "\($0.difference)")
            }, to: &text)
        gauge(
            "lines", "Billed lines by where they ended up.",
            record.totals.flatMap { total in
                Bucket.allCases.map { bucket in
                    (
                        labels([("currency", "\(total.currency)"), ("bucket", "\(bucket)")]),
                        "\(total.buckets[bucket].lines)"
                    )
                } + [(labels([("currency", "\(total.currency)"), ("bucket", "rejected")]), "\(total.linesRejected)")]
            }, to: &text)
        gauge(
            "invoices_not_tied_out", "Invoices whose header and lines do not agree.",
            record.totals.map { (labels([("currency", "\($0.currency)")]), "\($0.untied)") }, to: &text)
        return Array(text.utf8)
    }

    /// A metric with its samples; nothing at all when there are none.
    private static func gauge(
        _ name: String, _ help: String, _ samples: [(labels: String, value: String)], to text: inout String
    ) {
        if samples.isEmpty { return }
        text += "# HELP tieout_\(name) \(help)\n# TYPE tieout_\(name) gauge\n"
        for sample in samples { text += "tieout_\(name)\(sample.labels) \(sample.value)\n" }
    }

    /// Class codes, currencies, versions and words of the reports need no escaping.
    private static func labels(_ pairs: [(name: String, value: String)]) -> String {
        "{" + pairs.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",") + "}"
    }
}
