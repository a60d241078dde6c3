import BillingModel
import Testing

/// `line_arithmetic`, `total_identity` and `exchange_rate_on_same_currency`: a line against its own figures.
struct LineArithmeticTests {
    @Test(arguments: [
        ClassCase(
            "the subtotal is not price × quantity",
            [
                tenSeats(),
                january().with {
                    $0.subtotal = "558.00"; $0.total = "558.00"
                },
            ], "line_arithmetic 548.00 558.00"),
        ClassCase(
            "a cent is no tolerance for seats",
            [
                tenSeats(),
                january().with {
                    $0.subtotal = "548.01"; $0.total = "548.01"
                },
            ], "line_arithmetic 548.00 548.01"),
        ClassCase(
            "total = formula + tax: the subtotal alone is wrong",
            [
                tenSeats(),
                january().with {
                    $0.subtotal = "558.00"; $0.tax = "49.32"; $0.total = "597.32"
                },
            ], "line_arithmetic 548.00 558.00"),
        ClassCase(
            "wrong arithmetic and wrong quantity: the line goes on with its formula",
            [
                tenSeats(),
                january(qty: 11).with {
                    $0.subtotal = "610.00"; $0.total = "610.00"
                },
            ], "line_arithmetic 602.80 610.00", "quantity_over 548.00 602.80"),
        ClassCase(
            "usage within 0.01 × rate + 0.01",
            [
                order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                usage("Z1", "2026-01", qty: 29, price: "0.7375862068965", subtotal: "21.39"),
            ]),
        ClassCase(
            "usage beyond",
            [
                order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                usage("Z1", "2026-01", qty: 29, price: "0.7375862068965", subtotal: "21.42"),
            ], "line_arithmetic 21.38 21.42"),
        ClassCase(
            "total is not subtotal + tax",
            [
                tenSeats(),
                january().with {
                    $0.tax = "49.32"; $0.total = "600.00"
                },
            ], "total_identity 597.32 600.00"),
        ClassCase(
            "a rate between equal currencies",
            [
                tenSeats(),
                january().with {
                    $0.rate = "1.1"; $0.subtotal = "602.80"; $0.total = "602.80"
                },
            ],
            "exchange_rate_on_same_currency 548.00 602.80"),
        ClassCase(
            "the rate stands there, the money is at 1", [tenSeats(), january().with { $0.rate = "1.1" }],
            "exchange_rate_on_same_currency 548.00 548.00"),
        ClassCase(
            "beyond any amount",
            [
                tenSeats(),
                january().with {
                    $0.effectivePrice = "99999999999999999999"; $0.rate = "99999999999999999999"; $0.pricing = "USD"
                },
            ],
            "line_arithmetic - 548.00"),
    ])
    func lineArithmetic(_ row: ClassCase) { row.check() }
}
