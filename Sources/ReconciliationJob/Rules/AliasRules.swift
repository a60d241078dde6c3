internal import BillingModel
internal import Yams

/// `aliases.yaml`: catalogue items that are billed under one id and ordered under another.
enum AliasRules {
    static func read(
        _ root: Node, _ reader: inout RuleFileReader, into rules: inout ReconciliationRules,
        examples: inout [RuleExample]
    ) {
        guard let file = reader.entry(root, keys: ["aliases", "examples"]) else { return }
        var billedItems: Set<String> = []
        for node in reader.list("aliases", of: file) {
            guard let entry = reader.entry(node, keys: ["billed", "ordered", "examples"]) else { continue }
            for key in ["billed", "ordered"] where !entry.has(key) {
                reader.report(entry.line, "'\(key)' is missing")
            }
            let shape = RuleIdentifiers.productSKUShape
            let billed = reader.word("billed", of: entry, shape, RuleIdentifiers.productSKU)
            let ordered = reader.word("ordered", of: entry, shape, RuleIdentifiers.productSKU)
            examples += RuleExamples.read(entry, rule: billed ?? "", &reader)
            guard let billed, let ordered else { continue }
            if billed == ordered { reader.report(entry.line, "'billed' and 'ordered' are the same item") }
            if !billedItems.insert(billed).inserted { reader.report(entry.line, "'\(billed)' has an alias already") }
            rules.aliases.append(ProductAlias(billed: billed, ordered: ordered))
        }
        examples += RuleExamples.read(file, rule: "", &reader)
    }
}
