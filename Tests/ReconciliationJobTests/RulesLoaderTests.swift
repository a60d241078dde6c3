import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// Loads a folder with these files.
func loadRules(_ files: [String: String]) throws -> LoadedRules {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tieout-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path): \(error)")
        }
    }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return try RulesLoader.load(directory: folder.path)
}

/// What is wrong with these files, a line each.
func ruleProblems(_ files: [String: String]) throws -> [String] {
    do {
        _ = try loadRules(files)
        return []
    } catch let error as RulesError {
        return error.problems.map(\.description)
    }
}

@Suite struct RulesLoaderTests {
    private let shipped = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../rules").standardizedFileURL.path

    @Test func `The rules that ship are the catalogue's`() throws {
        let loaded = try RulesLoader.load(directory: shipped)
        #expect(loaded.rules == ReconciliationRules())
        #expect(loaded.rules == RulesLoader.builtIn.rules)
        #expect(
            loaded.files.map(\.name) == [
                "accounts.yaml", "aliases.yaml", "ladder.yaml", "materiality.yaml", "scope.yaml", "severities.yaml",
                "tolerances.yaml",
            ])
    }

    @Test func `Every class of the catalogue stands in the severities that ship`() throws {
        let loaded = try RulesLoader.load(directory: shipped)
        let text = try #require(loaded.files.first { $0.name == "severities.yaml" }?.text)
        for kind in DiscrepancyClass.allCases {
            #expect(text.contains("\n  \(kind.rawValue): \(kind.defaultSeverity.rawValue)\n"))
        }
    }

    @Test func `The entries that the comments offer for copying are good rules`() throws {
        let loaded = try RulesLoader.load(directory: shipped)
        var files: [String: String] = [:]
        for (name, key) in [
            ("tolerances.yaml", "overrides"), ("scope.yaml", "exclusions"), ("aliases.yaml", "aliases"),
        ] {
            let text = try #require(loaded.files.first { $0.name == name }?.text)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let start = try #require(lines.firstIndex { $0 == "# \(key):" })
            files[name] = lines[start...].prefix { $0.hasPrefix("#") }.map { $0.dropFirst(2) }.joined(separator: "\n")
        }
        let copied = try loadRules(files)
        #expect(copied.rules.overrides.map(\.name) == ["Rounding of a Swiss reseller"])
        #expect(copied.rules.exclusions.count == 2)
        #expect(copied.rules.aliases == [ProductAlias(billed: "CFQ7TTC0LH18:0002", ordered: "CFQ7TTC0LH18:0001")])
        #expect(copied.examples.map(\.name) == ["four cents are let through", "six cents are not"])
    }

    @Test func `Every value of every file arrives`() throws {
        let loaded = try loadRules([
            "tolerances.yaml": """
            defaults:
              seat_per_unit: 0.02
              usage: 0.03
              tax_per_component: 0.04
              tax_components: 3
              header_total: 0.06
              usage_total: "0.70"
              balance: 0
              exchange_rate_percent: 0.25
            overrides:
              - name: "Swiss & rounding!"
                class: unit_price_mismatch
                currency: chf
                customer_id: org:5F2C0C4E-7A4B-4B0E-9D55-0D6F3A1E8B21
                product: CFQ7TTC0LH18
                absolute: 0.05
                percent: 0.1
              - {name: any, absolute: 1}
            """,
            "severities.yaml": "severities: {availability_drift: high, overdue: medium}\n",
            "ladder.yaml": "ladder: [subscription_id, order_id]",
            "materiality.yaml": "materiality:\n  per_invoice: 25.50\n",
            "scope.yaml": """
            exclusions:
              - name: Ours
                reason: Internal
                customer_id: C1
                product: P:S
                publisher: Example Inc.
                kind: usage
            """,
            "aliases.yaml": "aliases:\n  - {billed: 'P:0002', ordered: 'P:0001'}\n",
        ])
        var expected = ReconciliationRules()
        expected.tolerances.seatPerUnit = "0.02"
        expected.tolerances.usage = "0.03"
        expected.tolerances.taxPerComponent = "0.04"
        expected.tolerances.taxComponents = 3
        expected.tolerances.headerTotal = "0.06"
        expected.tolerances.usageTotal = "0.7"
        expected.tolerances.balance = "0"
        expected.tolerances.exchangeRatePercent = "0.25"
        var swiss = ToleranceOverride(name: "Swiss & rounding!")
        swiss.kind = .unitPriceMismatch
        swiss.currency = CurrencyCode("CHF")
        swiss.customerID = "5f2c0c4e-7a4b-4b0e-9d55-0d6f3a1e8b21"
        swiss.product = "CFQ7TTC0LH18"
        swiss.absolute = "0.05"
        swiss.percent = "0.1"
        var any = ToleranceOverride(name: "any")
        any.absolute = "1"
        expected.overrides = [swiss, any]
        expected.severities = [.availabilityDrift: .high]
        expected.ladder = [.subscriptionID, .orderID]
        expected.materiality = "25.5"
        var ours = ScopeExclusion(name: "Ours", reason: "Internal")
        ours.customerID = "C1"
        ours.product = "P:S"
        ours.publisher = "Example Inc."
        ours.kind = .usage
        expected.exclusions = [ours]
        expected.aliases = [ProductAlias(billed: "P:0002", ordered: "P:0001")]
        #expect(loaded.rules == expected)
    }

    @Test func `A file that is missing or holds only comments leaves the catalogue's values`() throws {
        let loaded = try loadRules(["ladder.yaml": "# nothing yet\n", "README.md": "not a rule"])
        #expect(loaded.rules == ReconciliationRules())
        #expect(loaded.files.map(\.name) == ["ladder.yaml"])
    }

    @Test func `Examples are kept with the rule they stand with`() throws {
        let loaded = try loadRules([
            "tolerances.yaml": """
            overrides:
              - name: cents
                absolute: 0.05
                examples:
                  - name: let through
                    lines:
                      - {OrderId: O1, Subtotal: 10.040, SkuId: "0001", Empty: , Note: ~}
                    orders:
                      - {order_id: O1, order_date: 2026-01-15}
                    expect: []
            examples:
              - name: whole file
                orders: [{order_id: O2}]
                expect:
                  - {class: ordered_not_charged, expected: -10.5, billed: 0}
                  - {class: lines_incomplete}
            """
        ])
        var first = RuleExample(file: "tolerances.yaml", line: 5, rule: "cents", name: "let through")
        first.lines = [["OrderId": "O1", "Subtotal": "10.040", "SkuId": "0001", "Empty": "", "Note": ""]]
        first.orders = [["order_id": "O1", "order_date": "2026-01-15"]]
        var second = RuleExample(file: "tolerances.yaml", line: 12, rule: "", name: "whole file")
        second.orders = [["order_id": "O2"]]
        second.expect = [
            RuleExample.Expectation(kind: .orderedNotCharged, expected: "-10.5", billed: "0"),
            RuleExample.Expectation(kind: .linesIncomplete, expected: nil, billed: nil),
        ]
        #expect(loaded.examples == [first, second])
    }

    @Test func `The digest tells names, borders and bytes apart, and nothing else`() throws {
        let one = try loadRules(["ladder.yaml": "ladder: [order_id]\n"])
        #expect(one.digest == (try loadRules(["ladder.yaml": "ladder: [order_id]\n", "notes.txt": "x"]).digest))
        let others = [
            try loadRules(["ladder.yaml": "ladder: [order_id]"]),
            try loadRules(["ladder.yaml": "ladder: [order_id]\n", "scope.yaml": ""]),
            RulesLoader.builtIn,
        ]
        #expect(Set(others.map(\.digest) + [one.digest]).count == 4)
        // SHA-256 of "tieout rules 1\nladder.yaml\n19\nladder: [order_id]\n".
        #expect(one.digest == "ba1a45b0ba3c7813e56053a6e716c105e0f97a3f253041f54697a7c255c5d8da")
    }
}
