internal import BillingModel
internal import Yams

/// `severities.yaml`: how urgent a class is. Classes that are not named keep the catalogue's severity.
enum SeverityRules {
    static func read(
        _ root: Node, _ reader: inout RuleFileReader, into rules: inout ReconciliationRules,
        examples: inout [RuleExample]
    ) {
        guard let file = reader.entry(root, keys: ["severities", "examples"]) else { return }
        for (name, line, value) in reader.pairs("severities", of: file) {
            let kind = reader.word(name, line, "class of the catalogue") { DiscrepancyClass(rawValue: $0) }
            guard let text = reader.text(value, "'\(name)'"),
                let severity = reader.word(
                    text, RuleFileReader.line(value), "severity: high, medium or low", { Severity(rawValue: $0) }),
                let kind
            else { continue }
            // Naming the catalogue's own severity changes nothing, and must not look like a change.
            rules.severities[kind] = severity == kind.defaultSeverity ? nil : severity
        }
        examples += RuleExamples.read(file, rule: "", &reader)
    }
}
