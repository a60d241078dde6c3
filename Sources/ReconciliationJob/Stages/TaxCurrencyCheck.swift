import BillingModel
import XMLDocuments

/// The tax in the tax currency (BT-111) against the tax of the invoice (BT-110), by the reference rate of the issue date.
///
/// A plausibility check: the VAT Directive lets member states accept the European Central Bank's rate (article 91(2)),
/// and others than the day's, of a month or of customs, are lawful too. So only what is far off is worth a word.
struct TaxCurrencyCheck {
    /// What is wrong, and the line that states it; `nil` when nothing is, or no rate is known.
    private(set) var explanation: (text: String, line: Int32)?

    /// Hundredths of the tax by the reference rate.
    private static let tolerance = 2

    init(_ invoice: ElectronicInvoice, _ rates: ReferenceRates) {
        guard let currency = invoice.taxCurrency?.value, currency != invoice.currency.value,
            let own = invoice.tax?.amount.value,
            let other = invoice.taxTotals.first(where: { $0.currency == currency })?.amount,
            case .found(let rate) = rates.lookUp(
                from: invoice.currency.value, to: currency, on: invoice.issued.value)
        else { return }
        do throws(ArithmeticOverflow) {
            let expected = try rate.convert(Amount(own))
            let stated = try Amount(other.value)
            let distance = (stated - expected).magnitude
            let limit = try Rounding.towardZero(
                expected.magnitude.decimal, numerator: TaxCurrencyCheck.tolerance, denominator: 100)
            if distance <= limit { return }
            explanation = (
                "The tax in \(currency) is \(stated); by the \(rate.source.title) reference rate of \(rate.published) it "
                    + "would be \(expected). Not plausible, which does not say what the right rate is.", other.line
            )
        } catch {
            // Figures too long for an amount have their own finding.
        }
    }
}
