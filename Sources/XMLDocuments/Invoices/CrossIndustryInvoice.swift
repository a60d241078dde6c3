internal import BillingModel

/// UN/CEFACT Cross Industry Invoice (EN 16931, Factur-X and ZUGFeRD's XML), read into the one record.
struct CrossIndustryInvoice: ~Copyable {
    static let rootNamespace = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
    private static let namespaces = [
        "r": rootNamespace,
        "m": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
        "u": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    ]

    let reader: ElementReader<CIIElement>
    var draft = InvoiceDraft(kind: .invoice)

    static func read(_ source: XMLSource) throws(XMLFault) -> ElectronicInvoice {
        var document = CrossIndustryInvoice(reader: ElementReader(source, namespaces: namespaces))
        try document.readRoot()
        try document.reader.finish()
        var invoice = try document.draft.complete()
        // The root is the same for both; 381 and the like tell a credit note.
        if ["381", "396", "261", "262", "83", "308", "420", "458", "532"].contains(invoice.typeCode) {
            invoice.kind = .creditNote
        }
        return invoice
    }

    private mutating func readRoot() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .documentContext:
                try reader.children { (element) throws(XMLFault) in
                    if element == .guideline { draft.profile = try identifier() }
                }
            case .document: try readDocument()
            case .transaction:
                try reader.children { (element) throws(XMLFault) in
                    switch element {
                    case .line: draft.lines.append(try readLine())
                    case .agreement: try readAgreement()
                    case .settlement: try readSettlement()
                    default: break
                    }
                }
            default: break
            }
        }
    }

    private mutating func readDocument() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .id: draft.number = try reader.text()
            case .typeCode: draft.typeCode = try reader.text().value
            case .issueDateTime: draft.issued = try readDay()
            default: break
            }
        }
    }

    private mutating func readAgreement() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .buyerReference: draft.buyerReference = try reader.text().value
            case .buyerOrder: draft.orderReference = try assignedID()
            case .sellerOrder: draft.salesOrderReference = try assignedID()
            case .seller:
                try reader.children { (element) throws(XMLFault) in
                    if element == .name { draft.seller = try reader.text().value }
                }
            default: break
            }
        }
    }

    private mutating func readSettlement() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .invoiceCurrency: draft.currency = try reader.currency(element)
            case .taxCurrency: draft.taxCurrency = try reader.currency(element)
            case .paymentReference: draft.addPaymentReference(try reader.text().value)
            case .paymentMeans: try readPaymentMeans()
            case .tradeTax: draft.taxBreakdown.append(try readTaxShare())
            case .billingPeriod: draft.period = try readPeriod()
            case .allowanceCharge: draft.adjustments.append(try readAdjustment())
            case .paymentTerms:
                try reader.children { (element) throws(XMLFault) in
                    if element == .dueDate { draft.due = try readDay() }
                }
            case .summation: try readTotals()
            case .precedingInvoice: draft.addPrecedingInvoice(try assignedID())
            default: break
            }
        }
    }

    private mutating func readPaymentMeans() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            guard element == .creditorAccount else { return }
            try reader.children { (element) throws(XMLFault) in
                if element == .iban || element == .proprietaryID { draft.addPayeeAccount(try reader.text().value) }
            }
        }
    }

    private mutating func readTaxShare() throws(XMLFault) -> TaxShare {
        try reader.source.admit()
        var share = TaxShare()
        share.line = Int32(clamping: reader.line)
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .calculatedAmount: share.tax = try amount(element)
            case .basisAmount: share.base = try amount(element)
            case .categoryCode: share.category.code = try reader.text().value
            case .rate: share.category.rate = try reader.decimal(element).value
            default: break
            }
        }
        return share
    }

    private mutating func readTotals() throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .lineTotalAmount: draft.totals.lineNet = try amount(element)
            case .allowanceTotal: draft.totals.allowances = try amount(element)
            case .chargeTotal: draft.totals.charges = try amount(element)
            case .taxBasisTotal: draft.totals.taxExclusive = try amount(element)
            case .taxTotal:
                try reader.source.admit()
                let currency = try statedCurrency()
                draft.taxTotals.append(TaxTotal(amount: try reader.decimal(element), currency: currency))
            case .grandTotal: draft.totals.taxInclusive = try amount(element)
            case .prepaid: draft.totals.prepaid = try amount(element)
            case .rounding: draft.totals.rounding = try amount(element)
            case .duePayable: draft.totals.payable = try amount(element)
            default: break
            }
        }
    }
}
