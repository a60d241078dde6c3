internal import BillingModel
internal import Yams

/// `materiality.yaml`: how much the tolerated differences of one invoice may add up to.
enum MaterialityRules {
    static func read(
        _ root: Node, _ reader: inout RuleFileReader, into rules: inout ReconciliationRules,
        examples: inout [RuleExample]
    ) {
        guard let file = reader.entry(root, keys: ["materiality", "examples"]) else { return }
        if let entry = reader.entry("materiality", of: file, keys: ["per_invoice"]),
            let amount = reader.amount("per_invoice", of: entry)
        {
            rules.materiality = amount
        }
        examples += RuleExamples.read(file, rule: "", &reader)
    }
}
