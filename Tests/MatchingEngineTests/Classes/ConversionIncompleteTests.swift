import BillingModel
import Testing

struct ConversionIncompleteTests {
    /// 300 seats at 10.08 from 18 June; on 25 June converted to an item at 6.43, 23 of 30 days left.
    private static let converted = [
        order("O1", "2026-06-18", qty: 300, price: "10.08", item: "P1:0001:A1"),
        order("O1", "2026-06-25", .convert, qty: 300, price: "6.43", item: "P2:0001:A2"),
        line("O1", .new, "2026-06-18"..."2026-07-17", qty: 300, price: "10.08"),
    ]
    private static let refund = line(
        "O1", .convert, "2026-06-25"..."2026-07-17", qty: -300, price: "10.08", part: (23, 30), reference: "r1")
    private static let charge = line(
        "O1", .convert, "2026-06-25"..."2026-07-17", qty: 300, price: "6.43", part: (23, 30), item: "P2:0001:A2",
        reference: "r1")

    private static let repriced = [
        order("O1", "2026-06-18", qty: 300, price: "10.08"),
        order("O1", "2026-06-25", .convert, qty: 300, price: "6.43"),
        line("O1", .new, "2026-06-18"..."2026-07-17", qty: 300, price: "10.08"),
    ]
    private static func sameItem(_ price: ExactDecimal) -> Reseller.Entry {
        line("O1", .convert, "2026-06-25"..."2026-07-17", qty: 300, price: price, part: (23, 30), reference: "r1")
    }

    @Test(arguments: [
        ClassCase("refund and charge", converted + [refund, charge]),
        ClassCase("only the refund", converted + [refund], "conversion_incomplete -840.00 -2316.00"),
        ClassCase("only the charge", converted + [charge], "conversion_incomplete -840.00 1476.00"),
        ClassCase("neither", converted, "conversion_incomplete -840.00 0.00"),
        ClassCase("the other half stands in a rejected line", converted + [refund]) {
            $0.rejectedTexts = ["{\"OrderId\":\"O1\",\"Subtotal\":\"n/a\"}"]
        },
        ClassCase(
            "the next cycle is the new item's",
            converted + [
                refund, charge,
                line("O1", .cycleCharge, "2026-07-18"..."2026-08-17", qty: 300, price: "6.43", item: "P2:0001:A2"),
            ]),
        ClassCase(
            "a refund of the wrong days",
            converted + [
                refund.with {
                    $0.effectivePrice = "6.72"; $0.subtotal = "-2016.00"; $0.total = "-2016.00"
                }, charge,
            ], "proration_wrong -2316.00 -2016.00"),
        ClassCase(
            "the charge in two lines",
            converted + [
                refund,
                charge.with {
                    $0.units = 299; $0.refigure()
                },
                charge.with {
                    $0.units = 1; $0.refigure()
                },
            ]),
        ClassCase("to the same item at another price", repriced + [refund, sameItem("6.43")]),
        ClassCase(
            "to the same item, at a price that was not agreed", repriced + [refund, sameItem("7.43")],
            "unit_price_mismatch 1476.00 1707.00"),
        ClassCase(
            "to the same item, only the refund", repriced + [refund], "conversion_incomplete -840.00 -2316.00"),
        ClassCase(
            "from monthly to annual billing of the same item",
            [
                order("O1", "2026-06-18", qty: 10, price: "54.80"),
                order("O1", "2026-07-18", .convert, qty: 10, price: "657.60", cycle: .annual),
                line("O1", .new, "2026-06-18"..."2026-07-17", qty: 10, price: "54.80"),
                line("O1", .changeBillingPlan, "2026-07-18"..."2026-08-17", qty: -10, price: "54.80"),
                line("O1", .changeBillingPlan, "2026-07-18"..."2027-06-17", qty: 10, price: "657.60", part: (335, 365)),
            ]),
    ])
    func conversion(_ row: ClassCase) { row.check() }
}
