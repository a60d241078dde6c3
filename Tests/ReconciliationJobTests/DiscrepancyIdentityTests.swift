import BillingModel
import Testing

@testable import ReconciliationJob

@Suite struct DiscrepancyIdentityTests {
    private func finding(_ billed: Amount) -> Discrepancy {
        var finding = Discrepancy(.quantityOver)
        finding.invoiceID = "G001"
        finding.orderID = "o1"
        finding.catalogItemID = "P1:0001:A1"
        finding.chargeStart = "2026-09-10"
        finding.chargeEnd = "2026-10-09"
        finding.currency = CurrencyCode("EUR")
        finding.billedAmount = billed
        return finding
    }

    @Test func `an id is about the subject, not the amount`() {
        let ids = DiscrepancyIdentity.ids([finding("10.00")]) + DiscrepancyIdentity.ids([finding("99.00")])
        #expect(ids[0] == ids[1])
    }

    @Test func `the byte form does not change by accident`() {
        #expect(DiscrepancyIdentity.ids([finding("10.00")]) == ["e020544b4cfd81fc4087"])
    }

    @Test func `two findings about one subject have two ids, the same every night`() {
        let ids = DiscrepancyIdentity.ids([finding("10.00"), finding("20.00")])
        #expect(Set(ids).count == 2)
        #expect(ids == DiscrepancyIdentity.ids([finding("10.00"), finding("20.00")]))
    }
}
