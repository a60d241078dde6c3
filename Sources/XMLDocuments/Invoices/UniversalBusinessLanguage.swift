internal import BillingModel

/// UBL 2.1 Invoice and CreditNote, read into the one record.
struct UniversalBusinessLanguage: ~Copyable {
    static let invoiceNamespace = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    static let creditNoteNamespace = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
    private static let namespaces = [
        "a": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        "b": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    ]

    let reader: ElementReader<UBLElement>
    var draft: InvoiceDraft

    static func read(_ source: XMLSource, _ kind: ElectronicInvoice.Kind) throws(XMLFault) -> ElectronicInvoice {
        var document = UniversalBusinessLanguage(
            reader: ElementReader(source, namespaces: namespaces), draft: InvoiceDraft(kind: kind))
        try document.readRoot()
        try document.reader.finish()
        return try document.draft.complete()
    }

    private mutating func readRoot() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .customizationID: draft.profile = try reader.text().value
            case .id: draft.number = try reader.text()
            case .issueDate: draft.issued = try reader.day(element)
            case .dueDate: draft.due = try reader.day(element)
            case .invoiceTypeCode, .creditNoteTypeCode: draft.typeCode = try reader.text().value
            case .documentCurrencyCode: draft.currency = try reader.currency(element)
            case .taxCurrencyCode: draft.taxCurrency = try reader.currency(element)
            case .buyerReference: draft.buyerReference = try reader.text().value
            case .orderReference: try readOrderReference()
            case .invoicePeriod: draft.period = try readPeriod()
            case .billingReference: try readBillingReference()
            case .accountingSupplierParty: try readSupplier()
            case .paymentMeans: try readPaymentMeans()
            case .allowanceCharge: draft.adjustments.append(try readAdjustment())
            case .taxTotal: try readTaxTotal()
            case .legalMonetaryTotal: try readTotals()
            case .invoiceLine, .creditNoteLine: draft.lines.append(try readLine())
            default: break
            }
        }
    }

    private mutating func readOrderReference() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .id: draft.orderReference = try reader.text().value
            case .salesOrderID: draft.salesOrderReference = try reader.text().value
            default: break
            }
        }
    }

    func readPeriod() throws(XMLFault) -> StatedPeriod {
        var period = StatedPeriod()
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .startDate: period.start = try reader.day(element)
            case .endDate: period.end = try reader.day(element)
            default: break
            }
        }
        return period
    }

    private mutating func readBillingReference() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            guard element == .invoiceDocumentReference else { return }
            try reader.children { (element) throws(XMLFault) in
                if element == .id { draft.addPrecedingInvoice(try reader.text().value) }
            }
        }
    }

    private mutating func readSupplier() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            guard element == .party else { return }
            try reader.children { (element) throws(XMLFault) in
                guard element == .partyLegalEntity else { return }
                try reader.children { (element) throws(XMLFault) in
                    if element == .registrationName { draft.seller = try reader.text().value }
                }
            }
        }
    }

    private mutating func readPaymentMeans() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .paymentID: draft.addPaymentReference(try reader.text().value)
            case .paymentDueDate:
                let day = try reader.day(element)
                if draft.due == nil { draft.due = day }
            case .payeeFinancialAccount:
                try reader.children { (element) throws(XMLFault) in
                    if element == .id { draft.addPayeeAccount(try reader.text().value) }
                }
            default: break
            }
        }
    }

    private mutating func readTaxTotal() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .taxAmount:
                try reader.source.admit()
                let currency = try statedCurrency()
                draft.taxTotals.append(TaxTotal(amount: try reader.decimal(element), currency: currency))
            case .taxSubtotal: draft.taxBreakdown.append(try readTaxShare())
            default: break
            }
        }
    }

    private mutating func readTaxShare() throws(XMLFault) -> TaxShare {
        try reader.source.admit()
        var share = TaxShare()
        share.line = Int32(clamping: reader.line)
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .taxableAmount: share.base = try amount(element)
            case .taxAmount: share.tax = try amount(element)
            case .taxCategory: share.category = try readCategory()
            default: break
            }
        }
        return share
    }

    private mutating func readTotals() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .lineExtensionAmount: draft.totals.lineNet = try amount(element)
            case .allowanceTotalAmount: draft.totals.allowances = try amount(element)
            case .chargeTotalAmount: draft.totals.charges = try amount(element)
            case .taxExclusiveAmount: draft.totals.taxExclusive = try amount(element)
            case .taxInclusiveAmount: draft.totals.taxInclusive = try amount(element)
            case .prepaidAmount: draft.totals.prepaid = try amount(element)
            case .payableRoundingAmount: draft.totals.rounding = try amount(element)
            case .payableAmount: draft.totals.payable = try amount(element)
            default: break
            }
        }
    }
}
