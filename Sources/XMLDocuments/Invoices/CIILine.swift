internal import BillingModel

/// The lines of CII, and what lines and documents have in common.
extension CrossIndustryInvoice {
    mutating func readLine() throws(XMLFault) -> ElectronicInvoiceLine {
        try reader.source.admit()
        var line = ElectronicInvoiceLine()
        line.line = Int32(clamping: reader.line)
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .lineDocument:
                try reader.children { (element) throws(XMLFault) in
                    if element == .lineID { line.id = try reader.text().value }
                }
            case .product: try readProduct(into: &line)
            case .lineAgreement: try readLineAgreement(into: &line)
            case .lineDelivery:
                try reader.children { (element) throws(XMLFault) in
                    guard element == .billedQuantity else { return }
                    line.unit = try reader.attribute("unitCode") ?? ""
                    line.quantity = try reader.decimal(element)
                }
            case .lineSettlement: try readLineSettlement(into: &line)
            default: break
            }
        }
        return line
    }

    private func readProduct(into line: inout ElectronicInvoiceLine) throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .globalID: line.standardItem = try reader.text().value
            case .sellerAssignedID: line.sellerItem = try reader.text().value
            case .buyerAssignedID: line.buyerItem = try reader.text().value
            case .name: line.name = try reader.text().value
            default: break
            }
        }
    }

    private mutating func readLineAgreement(into line: inout ElectronicInvoiceLine) throws(XMLFault) {
        var gross: Stated<ExactDecimal>?
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .buyerOrder:
                try reader.children { (element) throws(XMLFault) in
                    if element == .lineID { line.orderLineReference = try reader.text().value }
                }
            case .grossPrice:
                try reader.children { (element) throws(XMLFault) in
                    if element == .chargeAmount { gross = try amount(element) }
                    if element == .appliedAllowance {
                        let discount = try readAdjustment()
                        line.hasPriceCharge = discount.isCharge
                        if !discount.isCharge { line.priceDiscount = discount.amount }
                    }
                    if element == .basisQuantity, line.baseUnit.isEmpty {
                        line.baseUnit = try reader.attribute("unitCode") ?? ""
                    }
                }
            case .netPrice:
                try reader.children { (element) throws(XMLFault) in
                    switch element {
                    case .chargeAmount: line.price = try amount(element)
                    case .basisQuantity:
                        line.baseUnit = try reader.attribute("unitCode") ?? line.baseUnit
                        line.baseQuantity = try reader.decimal(element)
                    default: break
                    }
                }
            default: break
            }
        }
        line.grossPrice = gross
    }

    private mutating func readLineSettlement(into line: inout ElectronicInvoiceLine) throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .tradeTax: line.category = try readCategory()
            case .billingPeriod: line.period = try readPeriod()
            case .allowanceCharge: line.adjustments.append(try readAdjustment())
            case .lineSummation:
                try reader.children { (element) throws(XMLFault) in
                    if element == .lineTotalAmount { line.net = try amount(element) }
                }
            default: break
            }
        }
    }

    mutating func readAdjustment() throws(XMLFault) -> PriceAdjustment {
        try reader.source.admit()
        var adjustment = PriceAdjustment()
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .chargeIndicator:
                try reader.children { (element) throws(XMLFault) in
                    if element == .indicator { adjustment.isCharge = try reader.boolean(element) }
                }
            case .calculationPercent: adjustment.percent = try reader.decimal(element)
            case .basisAmount: adjustment.base = try amount(element)
            case .actualAmount: adjustment.amount = try amount(element)
            case .reason: adjustment.reason = try reader.text().value
            case .categoryTax: adjustment.category = try readCategory()
            default: break
            }
        }
        return adjustment
    }

    private func readCategory() throws(XMLFault) -> TaxCategory {
        var category = TaxCategory()
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .categoryCode: category.code = try reader.text().value
            case .rate: category.rate = try reader.decimal(element).value
            default: break
            }
        }
        return category
    }

    func readPeriod() throws(XMLFault) -> StatedPeriod {
        var period = StatedPeriod()
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .start: period.start = try readDay()
            case .end: period.end = try readDay()
            default: break
            }
        }
        return period
    }

    /// A date in format 102, `YYYYMMDD`: the only one that the standard allows.
    func readDay() throws(XMLFault) -> Stated<CalendarDate>? {
        var day: Stated<CalendarDate>?
        try reader.children { (element) throws(XMLFault) in
            guard element == .dateTimeString else { return }
            day = try reader.value { (bytes, line) throws(XMLFault) in
                guard let value = XMLText.compactDay(bytes) else {
                    throw XMLFault(line: line, "no date YYYYMMDD: \(XMLText.quoted(bytes))")
                }
                return Stated(value, line: line)
            }
        }
        return day
    }

    func identifier() throws(XMLFault) -> String {
        var id = ""
        try reader.children { (element) throws(XMLFault) in
            if element == .id { id = try reader.text().value }
        }
        return id
    }

    func assignedID() throws(XMLFault) -> String {
        var id = ""
        try reader.children { (element) throws(XMLFault) in
            if element == .issuerAssignedID { id = try reader.text().value }
        }
        return id
    }

    /// An amount that has to be in the document's currency; CII states it once, at the top.
    mutating func amount(_ element: CIIElement) throws(XMLFault) -> Stated<ExactDecimal> {
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
