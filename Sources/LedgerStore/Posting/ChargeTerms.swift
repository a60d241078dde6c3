internal import BillingModel

/// What many billed lines share beside customer and item: a row of `charge_terms`.
enum ChargeTerms {
    static let columns = [
        "form", "kind", "traits", "charge_type", "term", "billing_cycle", "currency", "pricing_currency",
        "term_and_billing_cycle", "meter_description", "publisher", "price_adjustment", "reseller_mpn_id",
        "credit_reason", "unit_type", "line_invoice_number",
    ]

    /// The part of the key that is no text. For one process only.
    @inline(__always)
    static func writeKey(_ line: UnsafePointer<LineItem>, to key: inout ByteBuffer) {
        key.append(line.pointee.form.rawValue)
        key.append(line.pointee.kind.rawValue)
        key.append(line.pointee.traits.rawValue)
        key.append(line.pointee.term.canonicalCode)
        key.append(line.pointee.billingFrequency.canonicalCode)
        key.append(line.pointee.currency.letters)
        key.append(line.pointee.pricingCurrency.letters)
    }

    /// The row's columns. `texts` are those from ``LineText/chargeType`` to ``LineText/unitType``.
    static func words(_ line: UnsafePointer<LineItem>, texts: [String], invoiceNumber: String) -> [String] {
        [
            word(line.pointee.form), word(line.pointee.kind), words(line.pointee.traits), texts[0],
            line.pointee.term?.code ?? "", line.pointee.billingFrequency?.code ?? "",
            line.pointee.currency.description, line.pointee.pricingCurrency.description,
        ] + texts[1...] + [invoiceNumber]
    }

    private static func word(_ form: LineForm) -> String {
        switch form {
        case .exportV2: "export_v2"
        case .pageOneTime: "page_one_time"
        case .pageOffice: "page_office"
        case .pageAzure: "page_azure"
        case .portalCSV: "portal_csv"
        case .ratedUsage: "rated_usage"
        }
    }

    private static func word(_ kind: ChargeKind) -> String {
        switch kind {
        case .oneTime: "one_time"
        case .recurring: "recurring"
        case .usage: "usage"
        case .credit: "credit"
        case .adjustment: "adjustment"
        }
    }

    private static func words(_ traits: LineTraits) -> String {
        let names: [(LineTraits, String)] = [
            (.usage, "usage"), (.otherPublisher, "other_publisher"), (.earnedCredit, "earned_credit"),
            (.addOn, "add_on"), (.trial, "trial"), (.effectivePrice, "effective_price"),
            (.bothQuantities, "both_quantities"), (.legacy, "legacy"), (.foreignInvoice, "foreign_invoice"),
            (.exchangeRate, "exchange_rate"),
        ]
        return names.filter { traits.contains($0.0) }.map(\.1).joined(separator: " ")
    }
}
