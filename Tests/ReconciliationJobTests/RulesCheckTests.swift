import Foundation
import ReconciliationJob
import Testing

/// The examples that stand with rules are run, and one that does not come out as it says is named with its line.
@Suite("tieout rules check")
struct RulesCheckTests {
    private static func check(_ tolerances: String) throws -> (lines: [String], isGood: Bool) {
        let folder = try TemporaryFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/rules") {
            try folder.write(
                "rules/\(name)", String(contentsOfFile: Repository.root + "/rules/\(name)", encoding: .utf8))
        }
        try folder.write("rules/tolerances.yaml", tolerances)
        let check = RulesCheck.run(directory: folder / "rules")
        return (check.lines.filter { !$0.contains("well formed") }, check.isGood)
    }

    private static func tolerances(sixCents: String) -> String {
        """
        overrides:
          - name: Rounding of a Swiss reseller
            class: unit_price_mismatch
            currency: CHF
            absolute: 0.05
            percent: 1
            examples:
              - name: four cents are let through
                lines:
                  - {OrderId: o1, ProductId: P1, SkuId: "0001", Subtotal: 10.04, Currency: CHF}
                orders:
                  - {order_id: o1, catalog_item_id: "P1:0001", unit_price: 10.00, currency: CHF}
                expect: []
              - name: six cents are not
                lines:
                  - {OrderId: o1, ProductId: P1, SkuId: "0001", Subtotal: 10.06, Currency: CHF}
                orders:
                  - {order_id: o1, catalog_item_id: "P1:0001", unit_price: 10.00, currency: CHF}
                expect: \(sixCents)

        """
    }

    @Test("Examples that come out as they say")
    func good() throws {
        let check = try Self.check(
            Self.tolerances(sixCents: "[{class: unit_price_mismatch, expected: 10.00, billed: 10.06}]"))
        #expect(check.isGood)
        #expect(check.lines.last?.hasSuffix("examples come out as they say") == true)
    }

    @Test("One that does not, in both directions")
    func bad() throws {
        let check = try Self.check(Self.tolerances(sixCents: "[{class: quantity_over}]"))
        #expect(!check.isGood)
        #expect(
            check.lines.first
                == "tolerances.yaml:14: example 'six cents are not': does not find quantity_over; "
                + "finds unit_price_mismatch expected 10.00 billed 10.06")
    }

    @Test("The shipped examples hold, and there are some")
    func shipped() {
        let check = RulesCheck.run(directory: Repository.root + "/rules")
        #expect(check.isGood, "\(check.lines)")
        #expect(check.lines.contains { $0.contains("examples come out") && !$0.contains(" 0 examples") })
    }
}
