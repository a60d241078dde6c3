package import BillingModel

/// An e-invoice after EN 16931, whatever syntax it came in. BT and BG numbers are the standard's.
///
/// Amounts have the signs of the document; ``sign`` says what they mean to the payer.
package struct ElectronicInvoice: Sendable, Equatable {
    package enum Kind: Sendable {
        case invoice, creditNote
    }

    /// By root element (UBL) or type code (CII).
    package var kind = Kind.invoice
    /// BT-24: which rules the issuer says it follows.
    package var profile = ""
    /// BT-1.
    package var number = Stated("", line: 0)
    /// BT-2.
    package var issued: Stated<CalendarDate>
    /// BT-3: 380 invoice, 381 credit note, 384 corrected, 389 self-billed.
    package var typeCode = ""
    /// BT-5: what every amount is in but ``Total`` of the tax in the tax currency.
    package var currency: Stated<CurrencyCode>
    /// BT-6.
    package var taxCurrency: Stated<CurrencyCode>?
    /// BT-10.
    package var buyerReference = ""
    /// BT-13, placeholders removed.
    package var orderReference = ""
    /// BT-14.
    package var salesOrderReference = ""
    /// BG-14.
    package var period = StatedPeriod()
    /// BG-3: the invoices that this one corrects.
    package var precedingInvoices: [String] = []
    /// BT-83, each once.
    package var paymentReferences: [String] = []
    /// BT-9.
    package var due: Stated<CalendarDate>?
    /// BT-84, each once.
    package var payeeAccounts: [String] = []
    /// BT-27.
    package var seller = ""
    /// BG-20 and BG-21 of the document.
    package var adjustments: [PriceAdjustment] = []
    /// BT-110 and BT-111: told apart by currency alone.
    package var taxTotals: [TaxTotal] = []
    /// BG-23.
    package var taxBreakdown: [TaxShare] = []
    /// BG-22.
    package var totals = DocumentTotals()
    /// BG-25.
    package var lines: [ElectronicInvoiceLine] = []
    /// Amounts that name another currency than the document's, where none may: element, currency, line. At most ten.
    package var foreignAmounts: [Stated<String>] = []

    /// -1 for a credit note written with positive amounts: the payer's money comes back.
    package var sign: Int { kind == .creditNote ? -1 : 1 }

    /// BT-110: the tax in the document's currency, where exactly one is given.
    package var tax: TaxTotal? {
        let own = taxTotals.filter { ($0.currency ?? currency.value) == currency.value }
        return own.count == 1 ? own[0] : nil
    }
}

/// Two days, either of which may be left out.
package struct StatedPeriod: Sendable, Hashable {
    package var start: Stated<CalendarDate>?
    package var end: Stated<CalendarDate>?

    package init() {}

    package var whole: BillingPeriod? {
        guard let start, let end, start.value <= end.value else { return nil }
        return BillingPeriod(start.value, end.value)
    }
}

/// A total of tax in one currency.
package struct TaxTotal: Sendable, Hashable {
    package let amount: Stated<ExactDecimal>
    /// `nil` where the document leaves it out.
    package let currency: CurrencyCode?
}

/// Category and rate of tax: `S` 25 %, `AE` reverse charge, `Z` zero, `E` exempt, `K` within the EU, `G` export, `O`.
package struct TaxCategory: Sendable, Hashable {
    package var code = ""
    /// In percent; `O` has none.
    package var rate: ExactDecimal?
}

/// BG-23: what one category and rate of tax comes to.
package struct TaxShare: Sendable, Hashable {
    package var base: Stated<ExactDecimal>?
    package var tax: Stated<ExactDecimal>?
    package var category = TaxCategory()
    package var line: Int32 = 0

    package static func == (a: TaxShare, b: TaxShare) -> Bool {
        a.base == b.base && a.tax == b.tax && a.category == b.category
    }
}

/// An allowance or a charge, of the document, of a line or of a price.
package struct PriceAdjustment: Sendable, Hashable {
    package var isCharge = false
    package var amount: Stated<ExactDecimal>?
    package var base: Stated<ExactDecimal>?
    package var percent: Stated<ExactDecimal>?
    package var category = TaxCategory()
    package var reason = ""

    /// The amount as it enters a sum: allowances subtract.
    var signed: ExactDecimal { isCharge ? (amount?.value ?? .zero) : -(amount?.value ?? .zero) }
}

/// BG-22, BT-106 to BT-115.
package struct DocumentTotals: Sendable, Hashable {
    package var lineNet: Stated<ExactDecimal>?
    package var allowances: Stated<ExactDecimal>?
    package var charges: Stated<ExactDecimal>?
    package var taxExclusive: Stated<ExactDecimal>?
    package var taxInclusive: Stated<ExactDecimal>?
    package var prepaid: Stated<ExactDecimal>?
    package var rounding: Stated<ExactDecimal>?
    package var payable: Stated<ExactDecimal>?
}

/// BG-25: one line of an e-invoice.
package struct ElectronicInvoiceLine: Sendable, Equatable {
    /// BT-126.
    package var id = ""
    /// Where the line begins in the file.
    package var line: Int32 = 0
    /// BT-132.
    package var orderLineReference = ""
    /// BT-129 and BT-130.
    package var quantity: Stated<ExactDecimal>?
    package var unit = ""
    /// BT-131.
    package var net: Stated<ExactDecimal>?
    /// BG-26.
    package var period = StatedPeriod()
    /// BT-146, BT-149, BT-150.
    package var price: Stated<ExactDecimal>?
    package var baseQuantity: Stated<ExactDecimal>?
    package var baseUnit = ""
    /// BT-148 and BT-147.
    package var grossPrice: Stated<ExactDecimal>?
    package var priceDiscount: Stated<ExactDecimal>?
    /// A charge stands where only a discount on the price may.
    package var hasPriceCharge = false
    /// BT-155, BT-156, BT-157.
    package var sellerItem = ""
    package var buyerItem = ""
    package var standardItem = ""
    /// BT-153.
    package var name = ""
    package var category = TaxCategory()
    /// BG-27 and BG-28.
    package var adjustments: [PriceAdjustment] = []

    /// Equal in what they state; where they stand is evidence only.
    package static func == (a: ElectronicInvoiceLine, b: ElectronicInvoiceLine) -> Bool {
        a.texts == b.texts && a.figures == b.figures && a.period == b.period && a.category == b.category
            && a.adjustments == b.adjustments
    }

    private var texts: [String] {
        [id, orderLineReference, unit, baseUnit, sellerItem, buyerItem, standardItem, name]
    }

    private var figures: [Stated<ExactDecimal>?] { [quantity, net, price, baseQuantity, grossPrice, priceDiscount] }
}
