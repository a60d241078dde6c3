import BillingModel
import Testing

struct AmountTests {
    @Test func zero() { #expect(Amount.zero.isZero) }
}
