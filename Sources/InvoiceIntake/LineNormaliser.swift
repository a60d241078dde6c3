internal import BillingModel
internal import CSimdJSON

/// Why a line cannot be read: it is quarantined with its raw text.
struct LineRejection: Error, Equatable {
    let reason: String
}

/// Where a line lies.
struct LineContext {
    var form: LineForm
    var invoice: InvoiceIndex
    /// The id that the folder is named after.
    var folderInvoice: String
    var document: DocumentIndex
}

/// Turns a decoded record of any form into a ``LineItem``: the one place that knows how the wire's fields are read
/// (discrepancy classes, *Reading a line*; billing rules 1.4; Partner Center billing API 13).
///
/// The figures are read first and may reject the line; only then are its texts written, so a rejected line leaves
/// nothing behind.
struct LineNormaliser {
    let context: LineContext
    let layout: LineLayout
    private let folderInvoice: [UInt8]

    private var currencies = ShortTextCache<CurrencyCode?>(unknown: nil)
    private var frequencies = ShortTextCache<BillingCycle?>(unknown: nil)
    var dates = ShortTextCache<DateText.Reading>(unknown: .absent)
    private var chargeTypes = ShortTextCache<ChargeType>(unknown: .none)

    /// `layout` is that of the form unless the file says otherwise.
    init(_ context: LineContext, layout: LineLayout? = nil) {
        self.context = context
        self.layout = layout ?? .of(context.form)
        folderInvoice = Array(WireText.bareInvoiceID(context.folderInvoice).utf8)
    }

    /// Appends the line to the batch. `number` counts from 1.
    mutating func read(
        _ slots: RecordSlots, line number: Int, into batch: inout LineBatch
    ) throws(LineRejection) {
        guard let currency = try currency(slots, layout.currency) else {
            throw LineRejection(reason: "\(label(layout.currency)) is missing")
        }
        var item = LineItem(currency: currency)
        item.source = SourceLocation(document: context.document, line: number)
        item.invoice = context.invoice
        item.form = context.form
        item.traits = layout.traits
        item.pricingCurrency = try self.currency(slots, .init(.pricingCurrency)) ?? currency
        try readFigures(slots, into: &item)
        try readDates(slots, into: &item)
        readNature(slots, into: &item)
        let previous =
            batch.lines.isEmpty
            ? InlineArray<23, Symbol>(repeating: .empty) : batch.lines[batch.lines.count - 1].texts
        writeTexts(slots, of: &item, after: previous, into: &batch.texts)
        batch.lines.append(item)
    }

    private func readFigures(_ slots: RecordSlots, into item: inout LineItem) throws(LineRejection) {
        item.subtotal = try money(required(slots, layout.subtotal), layout.subtotal)
        let tax = try decimal(slots, layout.tax)
        item.tax = try tax.map { value throws(LineRejection) in try money(value, layout.tax) } ?? .zero
        let total = try decimal(slots, layout.total)
        item.total =
            try total.map { value throws(LineRejection) in try money(value, layout.total) } ?? item.subtotal + item.tax
        try readQuantities(slots, into: &item)
        let unitPrice = try decimal(slots, layout.unitPrice)
        let effective = layout.hasEffectivePrice ? try decimal(slots, .init(.effectiveUnitPrice)) : nil
        if unitPrice == nil, effective == nil, layout.needsPrice {
            throw LineRejection(reason: "\(label(layout.unitPrice)) is missing")
        }
        item.unitPrice = unitPrice ?? .zero
        if let effective {
            item.effectiveUnitPrice = effective
            item.traits.insert(.effectivePrice)
        } else if layout.traits.contains(.legacy), let discount = try decimal(slots, .init(.otherDiscount)) {
            item.effectiveUnitPrice = discount
        }
        if let rate = try decimal(slots, .init(.exchangeRate)) {
            item.exchangeRate = rate
            item.traits.insert(.exchangeRate)
        }
    }

    private func readQuantities(_ slots: RecordSlots, into item: inout LineItem) throws(LineRejection) {
        let quantity = try decimal(slots, layout.quantity)
        let billable = try decimal(slots, layout.billableQuantity)
        switch (quantity, billable) {
        case (let quantity?, let billable?):
            item.quantity = quantity
            item.billableQuantity = billable
            item.traits.insert(.bothQuantities)
        case (let only?, nil), (nil, let only?):
            item.quantity = only
            item.billableQuantity = only
        case (nil, nil):
            throw LineRejection(reason: "\(label(layout.quantity)) is missing")
        }
    }

    private mutating func readDates(_ slots: RecordSlots, into item: inout LineItem) throws(LineRejection) {
        item.orderDate = try date(slots, .orderDate)
        item.chargeStart = try date(slots, .chargeStart)
        item.chargeEnd = try date(slots, .chargeEnd)
        item.subscriptionStart = try date(slots, .subscriptionStart)
        item.subscriptionEnd = try date(slots, .subscriptionEnd)
        if let start = item.chargeStart, let end = item.chargeEnd, end < start {
            throw LineRejection(reason: "the charge ends on \(end), before it starts on \(start)")
        }
    }

    /// What kind of charge it is: all that is read from words.
    private mutating func readNature(_ slots: RecordSlots, into item: inout LineItem) {
        item.chargeType = chargeTypes.value(of: slots[LineField.chargeType.rawValue].text) { ChargeType(wireValue: $0) }
        item.term = Term(wireValue: slots[LineField.termAndBillingCycle.rawValue].text)
        let frequency = slots.text(.init(.billingFrequency, or: .billingCycleType))
        item.billingFrequency = frequencies.value(of: frequency) {
            BillingCycle(wireValue: String(decoding: $0, as: UTF8.self))
        }
        addTraits(slots, to: &item.traits)
        item.kind = kind(of: item)
    }

    private func addTraits(_ slots: RecordSlots, to traits: inout LineTraits) {
        if !slots.text(layout.meter).isEmpty || slots.text(layout.unitType).first.map({ $0 &- 48 <= 9 }) ?? false {
            traits.insert(.usage)
        }
        let publisher = slots.text(.init(.publisherName, or: .providerName))
        if !publisher.isEmpty, !isMicrosoft(publisher) { traits.insert(.otherPublisher) }
        let adjustment = slots.text(.init(.priceAdjustment))
        if adjustment.count > 2, WireText.contains(adjustment, "partner earned credit") { traits.insert(.earnedCredit) }
        let qualifiers = slots.text(.init(.productQualifiers))
        if qualifiers.count > 2 {
            if WireText.contains(qualifiers, "addon") || WireText.contains(qualifiers, "add-on") {
                traits.insert(.addOn)
            }
            if WireText.contains(qualifiers, "trial") { traits.insert(.trial) }
        }
        if namesForeignInvoice(slots) { traits.insert(.foreignInvoice) }
    }

    /// "Microsoft" or a company of that name; "Microsoftware" is another.
    private func isMicrosoft(_ publisher: UnsafeRawBufferPointer) -> Bool {
        guard WireText.begins(publisher, with: "microsoft") else { return false }
        guard publisher.count > 9 else { return true }
        return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(publisher[9] | 0x20)
    }

    private func namesForeignInvoice(_ slots: RecordSlots) -> Bool {
        let named = slots.text(.init(.invoiceNumber))
        if named.isEmpty { return false }
        return folderInvoice.withUnsafeBytes { !WireText.equal(WireText.bareInvoiceID(named), $0) }
    }

    private func kind(of item: LineItem) -> ChargeKind {
        if item.subtotal.signum < 0 { return .credit }
        if item.isUsage { return .usage }
        if layout.isRecurring { return .recurring }
        if item.billingFrequency == .oneTime { return .oneTime }
        if item.billingFrequency != nil || item.term != nil { return .recurring }
        switch item.chargeType {
        case .cycleCharge, .renew, .addQuantity, .removeQuantity, .moveQuantity, .convert, .changeBillingPlan,
            .extendTerm:
            return .recurring
        default: return .oneTime
        }
    }

    private mutating func currency(
        _ slots: RecordSlots, _ source: LineLayout.Source
    ) throws(LineRejection) -> CurrencyCode? {
        let text = slots.text(source)
        if text.isEmpty { return nil }
        let code = currencies.value(of: text) { CurrencyCode($0) }
        guard let code else {
            throw LineRejection(reason: "\(label(source)) is no currency: \(excerpt(text))")
        }
        return code
    }
}
