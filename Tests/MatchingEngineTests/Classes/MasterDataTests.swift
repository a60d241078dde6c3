import BillingModel
import Testing

/// `customer_unmatched`, `customer_mismatch`, `reseller_mismatch`, `identifier_corrupted`, `addon_without_base`,
/// `unknown_charge_type`.
struct MasterDataTests {
    @Test(arguments: [
        ClassCase(
            "no customer on the line", [tenSeats(), january().with { $0.customer = "" }],
            "customer_unmatched 548.00 548.00"),
        ClassCase(
            "a customer that is in no order", [tenSeats(), january().with { $0.customer = "c9" }],
            "customer_unmatched 548.00 548.00"),
        ClassCase(
            "and the quantity is wrong: the difference counts once",
            [tenSeats(), january(qty: 11).with { $0.customer = "" }], "customer_unmatched 602.80 602.80",
            "quantity_over 548.00 602.80"),
        ClassCase(
            "the order of another customer",
            [
                tenSeats(), january().with { $0.customer = "c2" },
                purchase("O2", "2025-01-20", qty: 1, price: 1, customer: "c2"),
            ], "customer_mismatch - -"),
        ClassCase(
            "no customer and no order",
            [
                tenSeats(), january(),
                line("X9", .new, "2026-01-20"..."2026-02-19", qty: 3, price: 14, item: "P2:1:A", customer: ""),
            ], "charged_not_ordered 0.00 42.00"),
    ])
    func customer(_ row: ClassCase) { row.check() }

    private static let throughReseller = order("O1", "2026-01-15", qty: 10, price: "54.80", reseller: "4711")

    @Test(arguments: [
        ClassCase(
            "through another reseller", [throughReseller, january().with { $0.reseller = "4712" }],
            "reseller_mismatch - -"),
        ClassCase("through none", [throughReseller, january().with { $0.reseller = "-1" }], "reseller_mismatch - -"),
        ClassCase("as ordered", [throughReseller, january().with { $0.reseller = "4711" }]),
        ClassCase("not recorded", [tenSeats(), january().with { $0.reseller = "4711" }]),
        ClassCase(
            "0 and -1 both mean none",
            [order("O1", "2026-01-15", qty: 10, price: "54.80", reseller: "0"), january().with { $0.reseller = "-1" }]),
    ])
    func reseller(_ row: ClassCase) { row.check() }

    @Test(arguments: [
        ClassCase(
            "the line's order id in scientific notation",
            [
                order("123456789012345678", "2026-01-15", qty: 10, price: "54.80", sub: ""),
                january().with {
                    $0.order = "1.23457E+17"; $0.subscription = ""; $0.orderDate = "2026-03-01"
                },
            ], "identifier_corrupted - -"),
        ClassCase(
            "trailing zeros in the order book",
            [
                order("123456789012345000", "2026-01-15", qty: 10, price: "54.80", sub: ""),
                january().with {
                    $0.order = "123456789012345678"; $0.subscription = ""; $0.orderDate = "2026-03-01"
                },
            ], "identifier_corrupted - -"),
        ClassCase(
            "an altered order id, though the line is found on the last rung",
            [
                tenSeats(),
                january().with {
                    $0.order = "1.23457E+17"; $0.subscription = ""
                },
            ], "identifier_corrupted - -"),
        ClassCase(
            "real ids may end in zeros",
            [
                order("123456789012345000", "2026-01-15", qty: 10, price: "54.80", sub: ""),
                january().with {
                    $0.order = "123456789012345000"; $0.subscription = ""
                },
            ]),
        ClassCase(
            "15 digits are none",
            [
                tenSeats(), january(),
                line("123456789012300", .new, "2026-01-20"..."2026-02-19", qty: 3, price: 14, item: "P2:1:A"),
            ], "charged_not_ordered 0.00 42.00"),
    ])
    func identifier(_ row: ClassCase) { row.check() }

    private static let withAddOn = [
        tenSeats(), january(), order("O2", "2026-01-15", qty: 2, price: 5, item: "P2:1:A", reference: "s-O1"),
        line("O2", .new, "2026-01-15"..."2026-02-14", qty: 2, price: 5, item: "P2:1:A"),
    ]

    @Test(arguments: [
        ClassCase(
            "the base was cancelled",
            withAddOn + [
                order("O1", "2026-02-10", .cancel, qty: 0, price: "54.80"),
                line("O2", .cycleCharge, "2026-02-15"..."2026-03-14", qty: 2, price: 5, item: "P2:1:A"),
            ], "addon_without_base 0.00 10.00"),
        ClassCase(
            "the base goes on",
            withAddOn + [
                february(), line("O2", .cycleCharge, "2026-02-15"..."2026-03-14", qty: 2, price: 5, item: "P2:1:A"),
            ]),
    ])
    func addOn(_ row: ClassCase) { row.check() }

    @Test(arguments: [
        ClassCase(
            "a type outside the list is matched and counted",
            [tenSeats(), january(.unrecognised).with { $0.typeText = "transferIn" }],
            "unknown_charge_type 548.00 548.00"),
        ClassCase(
            "an unknown type does not hide a wrong price",
            [tenSeats(), january(.unrecognised, price: "56.00").with { $0.typeText = "transferIn" }],
            "unit_price_mismatch 548.00 560.00", "unknown_charge_type 560.00 560.00"),
    ])
    func unknownType(_ row: ClassCase) { row.check() }
}
