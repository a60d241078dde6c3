import BillingModel
import Testing

/// Words of the wire and of the order book.
struct VocabularyTests {
    private func read<T>(_ text: String, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        var text = text
        return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    @Test(
        "Charge types without regard to case, spaces, hyphens and underscores",
        arguments: [
            ("new", .new), ("New", .new), ("cycleCharge", .cycleCharge), ("Cycle Charge", .cycleCharge),
            ("add_quantity", .addQuantity), ("moveQuantity", .moveQuantity),
            ("cancelImmediate", .cancelImmediate), ("customer-credit", .customerCredit),
            ("Prorate fees when convert away from current offering", .legacyProrate),
            ("CYCLE_USAGEFEE", .legacyUsage), ("", .none), ("transferIn", .unrecognised), ("news", .unrecognised),
        ] as [(String, ChargeType)])
    func chargeType(_ text: String, _ expected: ChargeType) {
        #expect(read(text, ChargeType.init(wireValue:)) == expected)
    }

    @Test(
        "Terms by how the text begins",
        arguments: [
            ("1 Month Subscription", .month), ("One-Month commitment for monthly billing", .month), ("1 Year", .year),
            ("One-Year commitment for yearly billing", .year),
            ("3 Years", .threeYears), ("Three-Year commitment", .threeYears), ("1 GB/Month", nil), ("", nil),
            ("12 Months", nil),
        ] as [(String, Term?)])
    func term(_ text: String, _ expected: Term?) { #expect(read(text, Term.init(wireValue:)) == expected) }

    @Test(
        "Billing cycles",
        arguments: [
            ("monthly", .monthly), ("Annual", .annual), ("one_time", .oneTime), ("OneTime", .oneTime),
            ("Triennial", .triennial), ("usage", .usage), ("weekly", nil),
        ] as [(String, BillingCycle?)])
    func cycle(_ text: String, _ expected: BillingCycle?) { #expect(BillingCycle(wireValue: text) == expected) }

    @Test(
        "Active currencies only, in any case",
        arguments: [("EUR", "EUR"), ("eur", "EUR"), ("XXQ", nil), ("EU", nil), ("EURO", nil), ("E1R", nil), ("", nil)]
            as [(String, String?)])
    func currency(_ text: String, _ expected: String?) { #expect(CurrencyCode(text)?.description == expected) }

    @Test(
        "Document types",
        arguments: [
            ("void_note", "void_note"), ("VoidNote", "void_note"), ("Credit Note", "credit_note"),
            ("adjustment_note", "adjustment_note"), ("", "invoice"), ("pro forma", "pro forma"),
        ])
    func documentType(_ text: String, _ expected: String) { #expect(DocumentType(wireValue: text).code == expected) }

    @Test("A class has one code, a severity and a direction", arguments: DiscrepancyClass.allCases)
    func discrepancyClass(_ kind: DiscrepancyClass) {
        #expect(DiscrepancyClass(rawValue: kind.rawValue) == kind)
        #expect(kind.rawValue.allSatisfy { $0.isLowercase || $0 == "_" })
        // Data and timing stay what they are, whatever the money.
        let (more, less) = (kind.direction(of: "1.00"), kind.direction(of: "-1.00"))
        #expect(more == less || (more == .overcharge && less == .undercharge))
    }
}
