internal import BillingModel
internal import Yams

/// `tolerances.yaml`: the catalogue's tolerances, and those for part of the world.
enum ToleranceRules {
    private static let defaults = [
        "seat_per_unit", "usage", "tax_per_component", "tax_components", "header_total", "usage_total", "balance",
        "exchange_rate_percent",
    ]
    private static let override = [
        "name", "class", "currency", "customer_id", "product", "absolute", "percent", "examples",
    ]

    static func read(
        _ root: Node, _ reader: inout RuleFileReader, into rules: inout ReconciliationRules,
        examples: inout [RuleExample]
    ) {
        guard let file = reader.entry(root, keys: ["defaults", "overrides", "examples"]) else { return }
        readDefaults(file, &reader, into: &rules.tolerances)
        var names: Set<String> = []
        for node in reader.list("overrides", of: file) {
            guard let entry = reader.entry(node, keys: override),
                let tolerance = readOverride(entry, &reader, &examples)
            else { continue }
            if !names.insert(tolerance.name).inserted {
                reader.report(entry.line, "the name '\(tolerance.name)' is there twice")
            }
            rules.overrides.append(tolerance)
        }
        examples += RuleExamples.read(file, rule: "", &reader)
    }

    private static func readDefaults(
        _ file: RuleEntry, _ reader: inout RuleFileReader, into tolerances: inout Tolerances
    ) {
        guard let entry = reader.entry("defaults", of: file, keys: defaults) else { return }
        func set(_ key: String, _ path: WritableKeyPath<Tolerances, Amount>) {
            if let amount = reader.amount(key, of: entry) { tolerances[keyPath: path] = amount }
        }
        set("seat_per_unit", \.seatPerUnit)
        set("usage", \.usage)
        set("tax_per_component", \.taxPerComponent)
        set("header_total", \.headerTotal)
        set("usage_total", \.usageTotal)
        set("balance", \.balance)
        if let percent = reader.number("exchange_rate_percent", of: entry) { tolerances.exchangeRatePercent = percent }
        let components = reader.word("tax_components", of: entry, "whole number from 1 to 10") { text in
            Int(text).flatMap { (1...10).contains($0) ? $0 : nil }
        }
        if let components { tolerances.taxComponents = components }
    }

    private static func readOverride(
        _ entry: RuleEntry, _ reader: inout RuleFileReader, _ examples: inout [RuleExample]
    ) -> ToleranceOverride? {
        let name = reader.requiredText("name", of: entry)
        var tolerance = ToleranceOverride(name: name ?? "")
        tolerance.kind = reader.word("class", of: entry, "class of the catalogue") { DiscrepancyClass(rawValue: $0) }
        tolerance.currency = reader.word("currency", of: entry, "ISO 4217 currency") { CurrencyCode($0) }
        tolerance.customerID = reader.text("customer_id", of: entry).map(RuleIdentifiers.customer)
        tolerance.product = reader.word("product", of: entry, RuleIdentifiers.productShape, RuleIdentifiers.product)
        tolerance.absolute = reader.amount("absolute", of: entry)
        tolerance.percent = reader.number("percent", of: entry)
        if !entry.has("absolute"), !entry.has("percent") {
            reader.report(entry.line, "a limit is missing: 'absolute', 'percent' or both")
        }
        examples += RuleExamples.read(entry, rule: tolerance.name, &reader)
        return name == nil ? nil : tolerance
    }
}
