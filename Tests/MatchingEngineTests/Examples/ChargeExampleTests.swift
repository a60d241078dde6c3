import BillingModel
import Testing

/// Worked examples of the billing rules, section 7, about charges and orders: each is billed as printed and must be free
/// of findings, or bring exactly the finding that the rules name.
struct ChargeExampleTests {
    @Test("7.22 Annual term, monthly plan: two cycles of 548.00")
    func annualTermMonthlyPlan() {
        let found = Reseller([
            order("O1", "2022-02-21", qty: 10, price: "54.80"),
            line("O1", .new, "2022-02-21"..."2022-03-20", qty: 10, price: "54.80"),
            line("O1", .cycleCharge, "2022-03-21"..."2022-04-20", qty: 10, price: "54.80"),
        ])
        #expect(found.findings() == [])
        #expect(found.buckets() == ["matched 2 1096.00"])
    }
}
