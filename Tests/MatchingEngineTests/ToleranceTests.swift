import BillingModel
import MatchingEngine
import Testing

/// Tolerances of `rules/`: exceeding either limit reports, the most specific one that applies wins, quantity is never
/// tolerated by a rule that does not name it.
struct ToleranceTests {
    private static func rule(
        _ kind: DiscrepancyClass? = nil, absolute: Amount? = nil, percent: ExactDecimal? = nil,
        edit: (inout ToleranceOverride) -> Void = { _ in }
    ) -> ToleranceOverride {
        var rule = ToleranceOverride(name: "test")
        rule.kind = kind
        rule.absolute = absolute
        rule.percent = percent
        edit(&rule)
        return rule
    }

    @Test(arguments: [
        ClassCase("within an absolute limit", [tenSeats(), january(price: "55.30")]) {
            $0.rules.overrides = [rule(absolute: "5.00")]
        },
        ClassCase("a cent beyond it", [tenSeats(), january(price: "55.30")], "unit_price_mismatch 548.00 553.00") {
            $0.rules.overrides = [rule(absolute: "4.99")]
        },
        ClassCase("within a percentage", [tenSeats(), january(price: "55.30")]) {
            $0.rules.overrides = [rule(percent: 1)]
        },
        ClassCase(
            "beyond the percentage although within the amount", [tenSeats(), january(price: "55.30")],
            "unit_price_mismatch 548.00 553.00"
        ) {
            $0.rules.overrides = [rule(absolute: "100.00", percent: "0.5")]
        },
        ClassCase(
            "tighter than the catalogue", [tenSeats(), january(price: "54.81")], "unit_price_mismatch 548.00 548.10"
        ) { $0.rules.overrides = [rule(absolute: "0.05")] },
        ClassCase("another currency", [tenSeats(), january(price: "55.30")], "unit_price_mismatch 548.00 553.00") {
            $0.rules.overrides = [rule(absolute: "5.00") { $0.currency = usd }]
        },
        ClassCase(
            "the customer's rule wins over the general one", [tenSeats(), january(price: "55.30")],
            "unit_price_mismatch 548.00 553.00"
        ) {
            $0.rules.overrides = [rule(absolute: "5.00"), rule(absolute: "1.00") { $0.customerID = "c1" }]
        },
        ClassCase("a product with its SKU wins over the product", [tenSeats(), january(price: "55.30")]) {
            $0.rules.overrides = [
                rule(absolute: "1.00") { $0.product = "P1" }, rule(absolute: "5.00") { $0.product = "P1:0001" },
            ]
        },
        ClassCase("quantity is tolerated by name only", [tenSeats(), january(qty: 11)], "quantity_over 548.00 602.80") {
            $0.rules.overrides = [rule(absolute: "100.00")]
        },
        ClassCase("named, even quantity", [tenSeats(), january(qty: 11)]) {
            $0.rules.overrides = [rule(.quantityOver, absolute: "100.00")]
        },
        ClassCase(
            "a line's own arithmetic",
            [
                tenSeats(),
                january().with {
                    $0.subtotal = "548.02"; $0.total = "548.02"
                },
            ]
        ) { $0.rules.overrides = [rule(.lineArithmetic, absolute: "0.05")] },
    ])
    func tolerated(_ row: ClassCase) { row.check() }

    @Test("What is tolerated is in the tolerated bucket and adds up")
    func bucket() {
        var reseller = Reseller([tenSeats(), january(price: "55.30")])
        reseller.rules.overrides = [ToleranceTests.rule(absolute: "5.00")]
        #expect(reseller.buckets() == ["tolerated 1 553.00"])
        #expect(reseller.outcome().tolerated.values.map(\.description) == ["5.00"])
    }

    @Test(
        "Two items that mean the same to the order book",
        arguments: [
            ClassCase("billed under another item", [tenSeats(), january().with { $0.item = "X1:0009:A7" }]) {
                $0.rules.aliases = [ProductAlias(billed: "X1:0009", ordered: "P1:0001")]
            },
            ClassCase("a product alone keeps its SKU", [tenSeats(), january().with { $0.item = "X1:0001:A7" }]) {
                $0.rules.aliases = [ProductAlias(billed: "X1", ordered: "P1")]
            },
            ClassCase(
                "another SKU of the product", [tenSeats(), january().with { $0.item = "X1:0002:A7" }],
                "item_mismatch 548.00 548.00"
            ) { $0.rules.aliases = [ProductAlias(billed: "X1:0009", ordered: "P1:0001")] },
            ClassCase(
                "a wrong price is still found", [tenSeats(), january(price: 56).with { $0.item = "X1:0009:A7" }],
                "unit_price_mismatch 548.00 560.00"
            ) { $0.rules.aliases = [ProductAlias(billed: "X1:0009", ordered: "P1:0001")] },
        ])
    func aliases(_ row: ClassCase) { row.check() }

    @Test("Reports name the item as it was billed")
    func billedItem() {
        var reseller = Reseller([tenSeats(), january(price: 56).with { $0.item = "X1:0009:A7" }])
        reseller.rules.aliases = [ProductAlias(billed: "X1:0009", ordered: "P1:0001")]
        #expect(reseller.outcome().discrepancies.map(\.catalogItemID) == ["X1:0009:A7"])
        #expect(reseller.outcome().matches.map(\.catalogItemID) == ["X1:0009:A7"])
    }
}
