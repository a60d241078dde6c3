internal import BillingModel
internal import Yams

/// `scope.yaml`: lines that are counted and totalled but not compared.
enum ScopeRules {
    private static let keys = ["name", "reason", "customer_id", "product", "publisher", "kind", "examples"]

    static func read(
        _ root: Node, _ reader: inout RuleFileReader, into rules: inout ReconciliationRules,
        examples: inout [RuleExample]
    ) {
        guard let file = reader.entry(root, keys: ["exclusions", "examples"]) else { return }
        var names: Set<String> = []
        for node in reader.list("exclusions", of: file) {
            guard let entry = reader.entry(node, keys: keys) else { continue }
            let name = reader.requiredText("name", of: entry)
            let reason = reader.requiredText("reason", of: entry)
            var exclusion = ScopeExclusion(name: name ?? "", reason: reason ?? "")
            exclusion.customerID = reader.text("customer_id", of: entry).map(RuleIdentifiers.customer)
            exclusion.product = reader.word(
                "product", of: entry, RuleIdentifiers.productShape, RuleIdentifiers.product)
            exclusion.publisher = reader.text("publisher", of: entry)
            exclusion.kind = reader.word("kind", of: entry, "kind: \(kinds.map(\.word).joined(separator: ", "))") {
                word in kinds.first { $0.word == word }?.kind
            }
            if !["customer_id", "product", "publisher", "kind"].contains(where: entry.has) {
                reader.report(
                    entry.line,
                    "an exclusion needs 'customer_id', 'product', 'publisher' or 'kind', or it would exclude everything"
                )
            }
            if let name, !names.insert(name).inserted {
                reader.report(entry.line, "the name '\(name)' is there twice")
            }
            rules.exclusions.append(exclusion)
            examples += RuleExamples.read(entry, rule: exclusion.name, &reader)
        }
        examples += RuleExamples.read(file, rule: "", &reader)
    }

    private static let kinds: [(word: String, kind: ChargeKind)] = [
        ("one_time", .oneTime), ("recurring", .recurring), ("usage", .usage), ("credit", .credit),
        ("adjustment", .adjustment),
    ]
}
