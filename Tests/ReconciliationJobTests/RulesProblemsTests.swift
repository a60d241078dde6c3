import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// What is refused, with the file and line that a person has to go to.
@Suite struct RulesProblemsTests {
    static let refused: [(String, String, [String])] = [
        // Shapes.
        (
            "materiality.yaml", "materiality: 10\n",
            ["materiality.yaml:1: keys with values are needed here: per_invoice"]
        ),
        (
            "ladder.yaml", "\n- order_id\n",
            ["ladder.yaml:2: keys with values are needed here: ladder, examples"]
        ),
        ("ladder.yaml", "ladder: order_id\n", ["ladder.yaml:1: 'ladder' must be a list"]),
        ("scope.yaml", "exclusions:\n", ["scope.yaml:1: 'exclusions' must be a list"]),
        ("severities.yaml", "severities: [overdue]", ["severities.yaml:1: 'severities' must be keys with values"]),
        (
            "materiality.yaml", "# a\nmateriality:\n  per_invoise: 10\n",
            ["materiality.yaml:3: unknown key 'per_invoise'; known are per_invoice"]
        ),
        (
            "ladder.yaml", "ladder: [order_id]\n<<: {}\n",
            ["ladder.yaml:2: unknown key '<<'; known are ladder, examples"]
        ),
        (
            "ladder.yaml", "ladder: [order_id]\nladder: [customer]\n",
            ["ladder.yaml:1: the key 'ladder' is there more than once"]
        ),
        // Numbers and words.
        (
            "tolerances.yaml",
            """
            defaults:
              seat_per_unit: 1e-2
              usage: 0,05
              header_total: -0.05
              usage_total:
              balance: [1]
              tax_components: 2.5
              exchange_rate_percent: about half
            """,
            [
                "tolerances.yaml:2: 'seat_per_unit' must be an amount such as 0.05, not '1e-2'",
                "tolerances.yaml:3: 'usage' must be an amount such as 0.05, not '0,05'",
                "tolerances.yaml:4: 'header_total' must not be negative",
                "tolerances.yaml:5: 'usage_total' has no value",
                "tolerances.yaml:6: 'balance' must be one plain value",
                "tolerances.yaml:7: '2.5' is no whole number from 1 to 10",
                "tolerances.yaml:8: 'exchange_rate_percent' must be a plain number such as 0.05, not 'about half'",
            ]
        ),
        (
            "materiality.yaml", "materiality: {per_invoice: 99999999999999}",
            ["materiality.yaml:1: 'per_invoice' is out of range"]
        ),
        (
            "tolerances.yaml",
            """
            overrides:
              - name: a
                class: unit_price
                currency: EUX
                product: "P:S:A"
                absolute: 1
              - name: a
                percent: 1
              - name: a
                percent: 1
              - class: overdue
            """,
            [
                "tolerances.yaml:3: 'unit_price' is no class of the catalogue",
                "tolerances.yaml:4: 'EUX' is no ISO 4217 currency",
                "tolerances.yaml:5: 'P:S:A' is no ProductId or ProductId:SkuId",
                "tolerances.yaml:7: the name 'a' is there twice",
                "tolerances.yaml:9: the name 'a' is there twice",
                "tolerances.yaml:11: 'name' is missing",
                "tolerances.yaml:11: a limit is missing: 'absolute', 'percent' or both",
            ]
        ),
        (
            "severities.yaml", "severities:\n  overdew: high\n  overdue: urgent\n  line_rejected:\n",
            [
                "severities.yaml:2: 'overdew' is no class of the catalogue",
                "severities.yaml:3: 'urgent' is no severity: high, medium or low",
                "severities.yaml:4: 'line_rejected' has no value",
            ]
        ),
        (
            "ladder.yaml", "ladder:\n  - order_id\n  - orderid\n  - order_id\n",
            ["ladder.yaml:3: 'orderid' is no rung of the ladder", "ladder.yaml:4: the rung 'order_id' is there twice"]
        ),
        ("ladder.yaml", "ladder: []\n", ["ladder.yaml:1: the ladder needs at least one rung"]),
        (
            "scope.yaml",
            """
            exclusions:
              - name: everything
                reason: no idea
              - name: x
                kind: monthly
            """,
            [
                "scope.yaml:2: an exclusion needs 'customer_id', 'product', 'publisher' or 'kind', "
                    + "or it would exclude everything",
                "scope.yaml:4: 'reason' is missing",
                "scope.yaml:5: 'monthly' is no kind: one_time, recurring, usage, credit, adjustment",
            ]
        ),
        (
            "aliases.yaml",
            """
            aliases:
              - {billed: P, ordered: "P:1"}
              - {billed: "P:2"}
              - {billed: "P:3", ordered: "P:3"}
              - {billed: "P:3", ordered: "P:4"}
            """,
            [
                "aliases.yaml:2: 'P' is no ProductId:SkuId",
                "aliases.yaml:3: 'ordered' is missing",
                "aliases.yaml:4: 'billed' and 'ordered' are the same item",
                "aliases.yaml:5: 'P:3' has an alias already",
            ]
        ),
        (
            "ladder.yaml",
            """
            examples:
              - name: nothing in it
              - lines: [{a: [1]}, b]
                expect: [{class: nonsense, billed: x}, {billed: 1}]
            """,
            [
                "ladder.yaml:2: 'expect' is missing; write [] when nothing is to be found",
                "ladder.yaml:2: an example needs 'lines' or 'orders'",
                "ladder.yaml:3: 'name' is missing",
                "ladder.yaml:3: a field has one plain value",
                "ladder.yaml:3: fields with their values are needed here",
                "ladder.yaml:4: 'billed' must be an amount such as 0.05, not 'x'",
                "ladder.yaml:4: 'class' is missing",
                "ladder.yaml:4: 'nonsense' is no class of the catalogue",
            ]
        ),
        // Anchors, aliases, tags.
        (
            "ladder.yaml", "ladder: &l [order_id]\nexamples: *l\n",
            [1, 2].map {
                "ladder.yaml:\($0): anchors (&), aliases (*) and tags (!) are not taken; "
                    + "put quotation marks around a text"
            }
        ),
        (
            "materiality.yaml", "materiality:\n  per_invoice: !!int \"10\"\n",
            [
                "materiality.yaml:2: anchors (&), aliases (*) and tags (!) are not taken; "
                    + "put quotation marks around a text"
            ]
        ),
        // No YAML at all.
        (
            "ladder.yaml", "ladder: [order_id\n",
            [
                "ladder.yaml:2: no YAML: did not find expected ',' or ']' while parsing a flow sequence (line 1)"
            ]
        ),
        (
            "ladder.yaml", "ladder:\n\t- order_id\n",
            [
                "ladder.yaml:2: no YAML: found character that cannot start any token while scanning for the next token "
                    + "(line 2)"
            ]
        ),
        // Names.
        (
            "tolerences.yaml", "defaults: {}",
            [
                "tolerences.yaml: no rule file has this name; known are accounts.yaml, aliases.yaml, ladder.yaml, materiality.yaml, "
                    + "scope.yaml, severities.yaml, tolerances.yaml"
            ]
        ),
        (
            "ladder.yml", "ladder: [order_id]",
            [
                "ladder.yml: no rule file has this name; known are accounts.yaml, aliases.yaml, ladder.yaml, materiality.yaml, "
                    + "scope.yaml, severities.yaml, tolerances.yaml"
            ]
        ),
        ("scope.yaml", String(repeating: "#", count: 1_200_000), ["scope.yaml: larger than 1 MiB"]),
    ]

    @Test(arguments: refused)
    func `A rule file is refused with file and line`(name: String, text: String, problems: [String]) throws {
        #expect(try ruleProblems([name: text]) == problems)
    }

    @Test func `Texts that hold the signs of anchors are texts`() throws {
        let loaded = try loadRules([
            "scope.yaml": """
            exclusions:
              - name: "&quoted" # & * ! in a comment
                reason: R&D *and* more !
                publisher: '!important, &c'
            """
        ])
        #expect(loaded.rules.exclusions.map(\.name) == ["&quoted"])
        #expect(loaded.rules.exclusions.map(\.publisher) == ["!important, &c"])
    }

    @Test func `The problems of all files are told at once, in order`() throws {
        let problems = try ruleProblems([
            "severities.yaml": "severities: {x: high}", "aliases.yaml": "alias: []",
            "ladder.yaml": "ladder: [customer]",
        ])
        #expect(
            problems == [
                "aliases.yaml:1: unknown key 'alias'; known are aliases, examples",
                "severities.yaml:1: 'x' is no class of the catalogue",
            ])
    }

    @Test func `Deep nesting is refused and does not bring the program down`() throws {
        for opening in ["[", "{a: ", "- ", "? "] {
            let problems = try ruleProblems(["ladder.yaml": "ladder: \n " + String(repeating: opening, count: 50_000)])
            #expect(!problems.isEmpty)
        }
    }

    @Test func `A folder that is not there or holds no rules is refused`() throws {
        #expect(throws: RulesError([RuleProblem(file: "/nowhere", line: nil, "the folder of rules cannot be read")])) {
            try RulesLoader.load(directory: "/nowhere")
        }
        let problems = try ruleProblems(["README.md": "x"])
        #expect(problems.count == 1)
        #expect(problems[0].hasSuffix(": there is no rule file in this folder"))
    }

    @Test func `Bytes that are no UTF-8 are refused`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tieout-rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data([0x6C, 0xFF]).write(to: folder.appending(path: "ladder.yaml"))
        #expect(throws: RulesError([RuleProblem(file: "ladder.yaml", line: nil, "not UTF-8")])) {
            try RulesLoader.load(directory: folder.path)
        }
        try FileManager.default.removeItem(at: folder)
    }
}
