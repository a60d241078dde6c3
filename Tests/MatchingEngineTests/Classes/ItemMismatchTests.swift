import BillingModel
import Testing

struct ItemMismatchTests {
    @Test(arguments: [
        ClassCase(
            "another item under the order", [tenSeats(), january().with { $0.item = "P9:0002:A9" }],
            "item_mismatch 548.00 548.00"),
        ClassCase(
            "another item, its order's charge is there too",
            [
                tenSeats(), january(),
                january().with {
                    $0.item = "P9:0002:A9"; $0.subtotal = "600.00"; $0.total = "600.00"; $0.effectivePrice = 60
                },
            ],
            "item_mismatch 0.00 600.00"),
        ClassCase(
            "known by the subscription alone",
            [
                tenSeats(),
                january().with {
                    $0.item = "P9:0002:A9"; $0.order = "sys1"
                },
            ],
            "item_mismatch 548.00 548.00"),
        ClassCase(
            "never for usage",
            [tenSeats(), january(), usage("O1", "2026-01", qty: 29, price: "0.737586206896552", item: "P9:0002:A9")],
            "charged_not_ordered 0.00 21.39"),
        ClassCase(
            "converted, and the old item goes on",
            [
                tenSeats(), january(), order("O1", "2026-02-15", .convert, qty: 10, price: "60.00", item: "P5:0001:A5"),
                february(),
            ],
            "item_mismatch 600.00 548.00"),
        ClassCase(
            "converted, and the old item is charged beside the new one",
            [
                tenSeats(), january(), order("O1", "2026-02-15", .convert, qty: 10, price: "60.00", item: "P5:0001:A5"),
                february(), february(price: "60.00").with { $0.item = "P5:0001:A5" },
            ],
            "item_mismatch 0.00 548.00"),
    ])
    func itemMismatch(_ row: ClassCase) { row.check() }
}
