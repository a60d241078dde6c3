internal import BillingModel

/// What many billed lines share beside customer and item: a row of `charge_terms`.
enum ChargeTerms {
    static let columns = [
        "form", "kind", "traits", "charge_type", "term", "billing_cycle", "currency", "pricing_currency",
        "term_and_billing_cycle", "meter_description", "publisher", "price_adjustment", "reseller_mpn_id",
        "credit_reason", "unit_type", "line_invoice_number",
    ]

    @inline(__always)
    static func writeKey(_ line: BatchRow<LineItem>, to key: inout ByteBuffer) {
        key.removeAll()
        key.append(line.row.pointee.form.rawValue)
        key.append(line.row.pointee.kind.rawValue)
        key.append(line.row.pointee.traits.rawValue)
        key.append(line.row.pointee.term.canonicalCode)
        key.append(line.row.pointee.billingFrequency.canonicalCode)
        key.append(line.row.pointee.currency.letters)
        key.append(line.row.pointee.pricingCurrency.letters)
        key.append(separated: line[.chargeType])
        key.append(separated: line[.termAndBillingCycle])
        key.append(separated: line[.meterDescription])
        key.append(separated: line[.publisher])
        key.append(separated: line[.priceAdjustment])
        key.append(separated: line[.resellerMPN])
        key.append(separated: line[.creditReason])
        key.append(separated: line[.unitType])
        key.append(separated: foreignInvoiceNumber(line))
    }

    /// The row's columns.
    static func words(_ line: BatchRow<LineItem>) -> [String] {
        [
            word(line.row.pointee.form), word(line.row.pointee.kind), words(line.row.pointee.traits),
            line.string(.chargeType), line.row.pointee.term?.code ?? "",
            line.row.pointee.billingFrequency?.code ?? "", line.row.pointee.currency.description,
            line.row.pointee.pricingCurrency.description, line.string(.termAndBillingCycle),
            line.string(.meterDescription), line.string(.publisher),
            line.string(.priceAdjustment), line.string(.resellerMPN),
            line.string(.creditReason), line.string(.unitType),
            String(decoding: foreignInvoiceNumber(line), as: UTF8.self),
        ]
    }

    /// The invoice number on a line is worth keeping only where it is not that of the folder.
    @inline(__always)
    private static func foreignInvoiceNumber(_ line: BatchRow<LineItem>) -> UnsafeRawBufferPointer {
        line.row.pointee.traits.contains(.foreignInvoice)
            ? line[.invoiceNumber] : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private static let forms: [(LineForm, String)] = [
        (.exportV2, "export_v2"), (.pageOneTime, "page_one_time"), (.pageOffice, "page_office"),
        (.pageAzure, "page_azure"), (.portalCSV, "portal_csv"), (.ratedUsage, "rated_usage"),
        (.electronicInvoice, "electronic_invoice"),
    ]
    private static let kinds: [(ChargeKind, String)] = [
        (.oneTime, "one_time"), (.recurring, "recurring"), (.usage, "usage"), (.credit, "credit"),
        (.adjustment, "adjustment"),
    ]
    private static let traitNames: [(LineTraits, String)] = [
        (.usage, "usage"), (.otherPublisher, "other_publisher"), (.earnedCredit, "earned_credit"),
        (.addOn, "add_on"), (.trial, "trial"), (.effectivePrice, "effective_price"),
        (.bothQuantities, "both_quantities"), (.legacy, "legacy"), (.foreignInvoice, "foreign_invoice"),
        (.exchangeRate, "exchange_rate"),
    ]

    private static func word(_ form: LineForm) -> String { forms.first { $0.0 == form }?.1 ?? "" }
    private static func word(_ kind: ChargeKind) -> String { kinds.first { $0.0 == kind }?.1 ?? "" }

    private static func words(_ traits: LineTraits) -> String {
        traitNames.filter { traits.contains($0.0) }.map(\.1).joined(separator: " ")
    }

    /// The form that a word of the table stands for.
    static func form(_ word: String) -> LineForm? { forms.first { $0.1 == word }?.0 }
    static func kind(_ word: String) -> ChargeKind? { kinds.first { $0.1 == word }?.0 }

    static func traits(_ words: String) -> LineTraits {
        let names = words.split(separator: " ")
        return LineTraits(traitNames.filter { names.contains(Substring($0.1)) }.map(\.0))
    }
}
