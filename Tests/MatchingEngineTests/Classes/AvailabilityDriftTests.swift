import BillingModel
import Testing

struct AvailabilityDriftTests {
    @Test(arguments: [
        ClassCase(
            "only the availability differs", [tenSeats(), january().with { $0.item = "P1:0001:A7" }],
            "availability_drift 548.00 548.00"),
        ClassCase("the line has none", [tenSeats(), january().with { $0.item = "P1:0001" }]),
        ClassCase(
            "beside a quantity finding", [tenSeats(), january(qty: 12).with { $0.item = "P1:0001:A7" }],
            "availability_drift 657.60 657.60", "quantity_over 548.00 657.60"),
    ])
    func availabilityDrift(_ row: ClassCase) { row.check() }
}
