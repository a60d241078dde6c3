package import BillingModel
internal import Crypto
internal import Foundation
internal import Yams

/// Rules with everything that a run records about them.
package struct LoadedRules: Sendable, Equatable {
    /// A rule file as it was read; an auditor finds the run's rules in its record.
    package struct File: Sendable, Equatable {
        package let name: String
        package let text: String
    }

    package let rules: ReconciliationRules
    /// SHA-256 over the files' names, lengths and bytes, in lower-case hexadecimal.
    package let digest: String
    /// In order of their names.
    package let files: [File]
    /// What `tieout rules check` runs.
    package let examples: [RuleExample]
}

/// Reads the folder of rules. A file that is missing leaves the catalogue's values; everything that is there must be
/// understood to the last key.
package enum RulesLoader {
    /// The largest rule file that is read.
    private static let fileBytes = 1 << 20

    private typealias Read =
        @Sendable (
            Node, inout RuleFileReader, inout ReconciliationRules, inout [RuleExample]
        ) -> Void

    private static let readers: [(name: String, read: Read)] = [
        (AccountRules.fileName, AccountRules.check),
        ("aliases.yaml", AliasRules.read),
        ("ladder.yaml", LadderRules.read),
        ("materiality.yaml", MaterialityRules.read),
        ("scope.yaml", ScopeRules.read),
        ("severities.yaml", SeverityRules.read),
        ("tolerances.yaml", ToleranceRules.read),
    ]

    /// The catalogue's own rules, without any file.
    package static let builtIn = LoadedRules(
        rules: ReconciliationRules(), digest: digest(of: []), files: [], examples: [])

    /// Reads every rule file of a folder, or says all that is wrong with them.
    package static func load(directory: String) throws(RulesError) -> LoadedRules {
        var problems: [RuleProblem] = []
        let names = try ruleFiles(in: directory, &problems)
        var rules = ReconciliationRules()
        var examples: [RuleExample] = []
        var files: [LoadedRules.File] = []
        for (name, read) in readers where names.contains(name) {
            guard let text = text(of: name, in: directory, &problems) else { continue }
            files.append(LoadedRules.File(name: name, text: text))
            guard let root = RuleSyntax.tree(text, file: name, problems: &problems) else { continue }
            var reader = RuleFileReader(file: name)
            read(root, &reader, &rules, &examples)
            problems += reader.problems
        }
        if !problems.isEmpty { throw RulesError(problems) }
        return LoadedRules(rules: rules, digest: digest(of: files), files: files, examples: examples)
    }

    /// Names of the YAML files in the folder; a name that no rule has is a problem, since its author believes that it
    /// works.
    private static func ruleFiles(in directory: String, _ problems: inout [RuleProblem]) throws(RulesError) -> [String]
    {
        let entries: [String]
        do {
            entries = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw RulesError([RuleProblem(file: directory, line: nil, "the folder of rules cannot be read")])
        }
        let names = entries.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
        let known = readers.map(\.name)
        for name in names where !known.contains(name) {
            problems.append(
                RuleProblem(
                    file: name, line: nil, "no rule file has this name; known are \(known.joined(separator: ", "))"))
        }
        if names.isEmpty {
            throw RulesError([RuleProblem(file: directory, line: nil, "there is no rule file in this folder")])
        }
        return names
    }

    private static func text(of name: String, in directory: String, _ problems: inout [RuleProblem]) -> String? {
        let path = directory + "/" + name
        let bytes: Data
        do {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: URL(filePath: path).resolvingSymlinksInPath().path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                problems.append(RuleProblem(file: name, line: nil, "not a regular file"))
                return nil
            }
            if let size = attributes[.size] as? Int, size > fileBytes {
                problems.append(RuleProblem(file: name, line: nil, "larger than 1 MiB"))
                return nil
            }
            bytes = try Data(contentsOf: URL(filePath: path))
        } catch {
            problems.append(RuleProblem(file: name, line: nil, "cannot be read"))
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problems.append(RuleProblem(file: name, line: nil, "not UTF-8"))
            return nil
        }
        return text
    }

    /// Canonical: a version, then each file's name and length on a line of their own and its bytes.
    private static func digest(of files: [LoadedRules.File]) -> String {
        var hasher = SHA256()
        hasher.update(data: Data("tieout rules 1\n".utf8))
        for file in files {
            let bytes = Data(file.text.utf8)
            hasher.update(data: Data("\(file.name)\n\(bytes.count)\n".utf8))
            hasher.update(data: bytes)
        }
        return hasher.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
