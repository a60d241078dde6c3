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
        #expect(DiscrepancyIdentity(finding("10.00")) == DiscrepancyIdentity(finding("99.00")))
    }

    @Test func `the byte form does not change by accident`() {
        let identity = DiscrepancyIdentity(finding("10.00"))
        #expect(identity.text == "e020544b4cfd81fc4087")
        #expect(DiscrepancyIdentity("e020544b4cfd81fc4087") == identity)
    }

    @Test(arguments: ["", "e020544b4cfd81fc408", "e020544b4cfd81fc40870", "e020544b4cfd81fc408x"])
    func `what is no id is none`(text: String) {
        #expect(DiscrepancyIdentity(text) == nil)
    }
}
