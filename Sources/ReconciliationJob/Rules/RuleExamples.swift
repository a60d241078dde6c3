internal import BillingModel
internal import Yams

/// The `examples:` of a rule file or of one of its entries.
enum RuleExamples {
    static func read(_ parent: RuleEntry, rule: String, _ reader: inout RuleFileReader) -> [RuleExample] {
        var examples: [RuleExample] = []
        for node in reader.list("examples", of: parent) {
            guard let entry = reader.entry(node, keys: ["name", "lines", "orders", "expect"]) else { continue }
            let name = reader.requiredText("name", of: entry) ?? ""
            var example = RuleExample(file: reader.file, line: entry.line, rule: rule, name: name)
            for line in reader.list("lines", of: entry) { example.lines.append(reader.fields(line)) }
            for order in reader.list("orders", of: entry) { example.orders.append(reader.fields(order)) }
            if example.lines.isEmpty, example.orders.isEmpty {
                reader.report(entry.line, "an example needs 'lines' or 'orders'")
            }
            if !entry.has("expect") {
                reader.report(entry.line, "'expect' is missing; write [] when nothing is to be found")
            }
            for expectation in reader.list("expect", of: entry) {
                if let read = readExpectation(expectation, &reader) { example.expect.append(read) }
            }
            examples.append(example)
        }
        return examples
    }

    private static func readExpectation(
        _ node: Node, _ reader: inout RuleFileReader
    ) -> RuleExample.Expectation? {
        guard let entry = reader.entry(node, keys: ["class", "expected", "billed"]) else { return nil }
        if !entry.has("class") { reader.report(entry.line, "'class' is missing") }
        let kind = reader.word("class", of: entry, "class of the catalogue") { DiscrepancyClass(rawValue: $0) }
        let expected = reader.amount("expected", of: entry, signed: true)
        let billed = reader.amount("billed", of: entry, signed: true)
        return kind.map { RuleExample.Expectation(kind: $0, expected: expected, billed: billed) }
    }
}
