internal import BillingModel

/// An amount with its currency, unsigned as camt.053 writes it.
struct StatedMoney {
    let value: Stated<ExactDecimal>
    let currency: CurrencyCode
}

extension BankToCustomerStatement {
    /// `nil` for an entry that is not booked yet.
    func readEntry() throws(XMLFault) -> StatementEntry? {
        try reader.source.admit()
        var amount: StatedMoney?
        var isDebit: Bool?
        var status = ""
        let opening = reader.line
        var details: (transaction: StatedMoney?, amounts: [StatedMoney], rate: ExactDecimal?)?
        var entry = StatementEntry(currency: CurrencyCode(letters: 0))
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .amount: amount = try money(element)
            case .indicator: isDebit = try debit(element)
            case .reversal: entry.isReversal = try reader.boolean(element)
            case .status: status = try readStatus()
            case .bookingDate: entry.booked = try readDate()
            case .valueDate: entry.valued = try readDate()
            case .servicerReference: entry.reference = try reader.text().value
            case .amountDetails: details = try readAmountDetails()
            case .entryDetails:
                try reader.children { (element) throws(XMLFault) in
                    if element == .transactionDetails { entry.transactions.append(try readTransaction()) }
                }
            default: break
            }
        }
        guard let amount, let isDebit else {
            throw XMLFault(line: opening, "an entry has no amount or no CdtDbtInd")
        }
        guard status == "BOOK" else { return nil }
        entry.amount = isDebit ? Stated(-amount.value.value, line: Int(amount.value.line)) : amount.value
        entry.currency = amount.currency
        entry.exchange = details.flatMap {
            BankToCustomerStatement.exchange($0.amounts, $0.rate, booked: amount.currency)
        }
        // A payment without a direction of its own goes the entry's way.
        for index in entry.transactions.indices where !entry.transactions[index].hasDirection {
            if isDebit { entry.transactions[index].amount = entry.transactions[index].amount.map { -$0 } }
        }
        return entry
    }

    /// Version 02 writes the word itself, later ones wrap it in `Cd`.
    private func readStatus() throws(XMLFault) -> String {
        var status = ""
        try reader.textOrChildren {
            status = $0
        } visit: { (element) throws(XMLFault) in
            if element == .code { status = try reader.text().value }
        }
        return status
    }

    private func readDate() throws(XMLFault) -> CalendarDate? {
        var day: CalendarDate?
        try reader.children { (element) throws(XMLFault) in
            // The bank's local day: a booking belongs to the day that the statement prints.
            if element == .date || element == .dateTime { day = try reader.day(element).value }
        }
        return day
    }

    private func readTransaction() throws(XMLFault) -> StatementTransaction {
        try reader.source.admit()
        var transaction = StatementTransaction()
        transaction.line = Int32(clamping: reader.line)
        var amount: StatedMoney?
        var details: (transaction: StatedMoney?, amounts: [StatedMoney], rate: ExactDecimal?)?
        var isDebit: Bool?
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .references: try readReferences(into: &transaction)
            case .amount: amount = try money(element)
            case .indicator: isDebit = try debit(element)
            case .amountDetails: details = try readAmountDetails()
            case .relatedParties: try readParties(into: &transaction)
            case .remittanceInformation: try readRemittance(into: &transaction)
            default: break
            }
        }
        if let money = amount ?? details?.transaction {
            transaction.amount = isDebit == true ? -money.value.value : money.value.value
            transaction.currency = money.currency
        }
        transaction.hasDirection = isDebit != nil
        transaction.exchange = details.flatMap {
            BankToCustomerStatement.exchange($0.amounts, $0.rate, booked: transaction.currency)
        }
        return transaction
    }

    private func readReferences(into transaction: inout StatementTransaction) throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .endToEndID: transaction.endToEndID = try given()
            case .paymentInformationID: transaction.paymentInformationID = try given()
            case .transactionID: transaction.transactionID = try given()
            case .servicerReference: transaction.servicerReference = try given()
            default: break
            }
        }
    }

    /// `NOTPROVIDED` is how the scheme says that there is none.
    private func given() throws(XMLFault) -> String {
        let text = try reader.text().value
        return text == "NOTPROVIDED" ? "" : text
    }

    private func readParties(into transaction: inout StatementTransaction) throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .debtor: transaction.debtor = try readParty()
            case .creditor: transaction.creditor = try readParty()
            default: break
            }
        }
    }

    private func readParty() throws(XMLFault) -> String {
        var name = ""
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .name: name = try reader.text().value
            case .party:
                try reader.children { (element) throws(XMLFault) in
                    if element == .name { name = try reader.text().value }
                }
            default: break
            }
        }
        return name
    }

    private func readRemittance(into transaction: inout StatementTransaction) throws(XMLFault) {
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .unstructured:
                transaction.remittance += try reader.text().value
                if transaction.remittance.utf8.count > reader.source.limits.textBytes {
                    throw reader.source.fault("a payment's remittance text is too long")
                }
            case .structured:
                try reader.children { (element) throws(XMLFault) in
                    switch element {
                    case .referredDocument:
                        try reader.children { (element) throws(XMLFault) in
                            guard element == .number else { return }
                            try reader.source.admit()
                            transaction.documents.append(try reader.text().value)
                        }
                    case .creditorReferenceInformation:
                        try reader.children { (element) throws(XMLFault) in
                            if element == .reference {
                                try reader.source.admit()
                                transaction.creditorReferences.append(try reader.text().value)
                            }
                        }
                    default: break
                    }
                }
            default: break
            }
        }
    }

    func money(_ element: CamtElement) throws(XMLFault) -> StatedMoney {
        let code = try reader.attribute("Ccy") ?? ""
        guard let currency = CurrencyCode(code) else {
            throw reader.source.fault("Ccy is no ISO 4217 currency: \"\(code.prefix(60))\"")
        }
        let value = try reader.decimal(element)
        if value.value.isNegative { throw XMLFault(line: Int(value.line), "Amt has a sign: \(value.value)") }
        return StatedMoney(value: value, currency: currency)
    }

    func debit(_ element: CamtElement) throws(XMLFault) -> Bool {
        let text = try reader.text()
        switch text.value {
        case "DBIT": return true
        case "CRDT": return false
        default:
            throw XMLFault(line: Int(text.line), "CdtDbtInd is neither CRDT nor DBIT: \"\(text.value.prefix(60))\"")
        }
    }
}
