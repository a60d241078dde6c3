internal import BillingModel
internal import Yams

/// `ladder.yaml`: the rungs by which a billed line finds its order, in the order they are tried.
enum LadderRules {
    static func read(
        _ root: Node, _ reader: inout RuleFileReader, into rules: inout ReconciliationRules,
        examples: inout [RuleExample]
    ) {
        guard let file = reader.entry(root, keys: ["ladder", "examples"]) else { return }
        if file.has("ladder") {
            var rungs: [Rung] = []
            for node in reader.list("ladder", of: file) {
                guard let text = reader.text(node, "a rung") else { continue }
                let line = RuleFileReader.line(node)
                guard let rung = reader.word(text, line, "rung of the ladder", { Rung(rawValue: $0) }) else { continue }
                if rungs.contains(rung) { reader.report(line, "the rung '\(text)' is there twice") }
                rungs.append(rung)
            }
            if rungs.isEmpty, reader.problems.isEmpty { reader.report(file.line, "the ladder needs at least one rung") }
            rules.ladder = rungs
        }
        examples += RuleExamples.read(file, rule: "", &reader)
    }
}
