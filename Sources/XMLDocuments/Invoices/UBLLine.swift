internal import BillingModel

/// The lines of UBL, and what lines and documents have in common.
extension UniversalBusinessLanguage {
    mutating func readLine() throws(XMLFault) -> ElectronicInvoiceLine {
        try reader.source.admit()
        var line = ElectronicInvoiceLine()
        line.line = Int32(clamping: reader.line)
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .id: line.id = try reader.text().value
            case .invoicedQuantity, .creditedQuantity:
                line.unit = try reader.attribute("unitCode") ?? ""
                line.quantity = try reader.decimal(element)
            case .lineExtensionAmount: line.net = try amount(element)
            case .invoicePeriod: line.period = try readPeriod()
            case .orderLineReference:
                try reader.children { (element) throws(XMLFault) in
                    if element == .lineID { line.orderLineReference = try reader.text().value }
                }
            case .allowanceCharge: line.adjustments.append(try readAdjustment())
            case .item: try readItem(into: &line)
            case .price: try readPrice(into: &line)
            default: break
            }
        }
        return line
    }

    private func readItem(into line: inout ElectronicInvoiceLine) throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .name: line.name = try reader.text().value
            case .sellersItemIdentification: line.sellerItem = try readIdentification()
            case .buyersItemIdentification: line.buyerItem = try readIdentification()
            case .standardItemIdentification: line.standardItem = try readIdentification()
            case .classifiedTaxCategory: line.category = try readCategory()
            default: break
            }
        }
    }

    private func readIdentification() throws(XMLFault) -> String {
        var id = ""
        try reader.children { (element) throws(XMLFault) in
            if element == .id { id = try reader.text().value }
        }
        return id
    }

    private mutating func readPrice(into line: inout ElectronicInvoiceLine) throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .priceAmount: line.price = try amount(element)
            case .baseQuantity:
                line.baseUnit = try reader.attribute("unitCode") ?? ""
                line.baseQuantity = try reader.decimal(element)
            case .allowanceCharge:
                let discount = try readAdjustment()
                line.hasPriceCharge = discount.isCharge
                if !discount.isCharge { line.priceDiscount = discount.amount }
                line.grossPrice = discount.base
            default: break
            }
        }
    }

    mutating func readAdjustment() throws(XMLFault) -> PriceAdjustment {
        try reader.source.admit()
        var adjustment = PriceAdjustment()
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .chargeIndicator: adjustment.isCharge = try reader.boolean(element)
            case .amount: adjustment.amount = try amount(element)
            case .baseAmount: adjustment.base = try amount(element)
            case .multiplierFactorNumeric: adjustment.percent = try reader.decimal(element)
            case .allowanceChargeReason: adjustment.reason = try reader.text().value
            case .taxCategory: adjustment.category = try readCategory()
            default: break
            }
        }
        return adjustment
    }

    func readCategory() throws(XMLFault) -> TaxCategory {
        var category = TaxCategory()
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .id: category.code = try reader.text().value
            case .percent: category.rate = try reader.decimal(element).value
            default: break
            }
        }
        return category
    }

    /// An amount that has to be in the document's currency.
    mutating func amount(_ element: UBLElement) throws(XMLFault) -> Stated<ExactDecimal> {
        draft.note(try reader.attribute("currencyID"), of: element.localName, line: reader.line)
        return try reader.decimal(element)
    }

    func statedCurrency() throws(XMLFault) -> CurrencyCode? {
        guard let text = try reader.attribute("currencyID") else { return nil }
        guard let currency = CurrencyCode(text) else {
            throw reader.source.fault("currencyID is no ISO 4217 currency: \"\(text.prefix(60))\"")
        }
        return currency
    }
}
