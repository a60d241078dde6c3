import BillingModel

/// `tieout rules check`: are the rule files well formed, and do their examples come out as they say?
package struct RulesCheck: Sendable {
    /// For people, in order.
    package private(set) var lines: [String] = []
    package private(set) var isGood = true

    /// Checks a folder of rules, or the shipped ones.
    package static func run(directory: String?) -> RulesCheck {
        var check = RulesCheck()
        guard let folder = directory ?? ShippedFiles.folder("rules", holding: "tolerances.yaml") else {
            check.lines.append("rules: no folder of rules; the built-in rules are in force")
            return check
        }
        do throws(RulesError) {
            let loaded = try RulesLoader.load(directory: folder)
            check.lines.append(
                "rules: \(loaded.files.count) files are well formed, digest \(loaded.digest.prefix(12))")
            check.runExamples(of: loaded)
        } catch {
            check.isGood = false
            check.lines += error.problems.map(\.description)
        }
        return check
    }
    private mutating func runExamples(of rules: LoadedRules) {
        var failed = 0
        for example in rules.examples {
            guard let problem = RuleExampleRun(example).problem(under: rules) else { continue }
            failed += 1
            lines.append("\(example.file):\(example.line): example '\(example.name)': \(problem)")
        }
        lines.append("rules: \(rules.examples.count - failed) of \(rules.examples.count) examples come out as they say")
        if failed > 0 { isGood = false }
    }
}
