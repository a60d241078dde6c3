internal import BillingModel

/// camt.053, versions 02 to 08 of the message (later ones as long as they keep these elements).
struct BankToCustomerStatement: ~Copyable {
    private static let namespacePrefix = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
    private static let versions = 2...13

    static func reads(_ namespace: String) -> Bool {
        guard namespace.hasPrefix(namespacePrefix) else { return false }
        let version = namespace.dropFirst(namespacePrefix.count)
        return version.count == 2 && versions.contains(Int(version) ?? 0)
    }

    let reader: ElementReader<CamtElement>

    static func read(_ source: XMLSource, namespace: String) throws(XMLFault) -> [BankStatement] {
        let message = BankToCustomerStatement(reader: ElementReader(source, namespaces: ["c": namespace]))
        var statements: [BankStatement] = []
        try message.reader.children { (element) throws(XMLFault) in
            guard element == .message else { return }
            try message.reader.children { (element) throws(XMLFault) in
                if element == .statement { statements.append(try message.readStatement()) }
            }
        }
        try message.reader.finish()
        if statements.isEmpty { throw XMLFault(line: 0, "holds no statement") }
        return statements
    }

    private func readStatement() throws(XMLFault) -> BankStatement {
        try reader.source.admit()
        var statement = BankStatement()
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .id: statement.id = try reader.text()
            case .electronicSequence: statement.sequence = try reader.text().value
            case .legalSequence: if statement.sequence.isEmpty { statement.sequence = try reader.text().value }
            case .account: statement.account = try readAccount()
            case .balance: statement.balances.append(try readBalance())
            case .entry:
                if let entry = try readEntry() {
                    statement.entries.append(entry)
                } else {
                    statement.pendingEntries += 1
                }
            default: break
            }
        }
        if statement.id.value.isEmpty { throw XMLFault(line: 0, "a statement has no Id") }
        return statement
    }

    private func readAccount() throws(XMLFault) -> String {
        var account = ""
        try reader.children { (element) throws(XMLFault) in
            guard element == .id else { return }
            try reader.children { (element) throws(XMLFault) in
                switch element {
                case .iban: account = try reader.text().value
                case .other:
                    try reader.children { (element) throws(XMLFault) in
                        if element == .id { account = try reader.text().value }
                    }
                default: break
                }
            }
        }
        return account
    }

    private func readBalance() throws(XMLFault) -> StatementBalance {
        try reader.source.admit()
        var code = ""
        var amount: StatedMoney?
        var isDebit = false
        let line = reader.line
        try reader.children { (element) throws(XMLFault) in
            switch element {
            case .type:
                try reader.children { (element) throws(XMLFault) in
                    if element == .codeOrProprietary { code = try readCode() }
                }
            case .amount: amount = try money(element)
            case .indicator: isDebit = try debit(element)
            default: break
            }
        }
        guard let amount else { throw XMLFault(line: line, "a balance has no amount") }
        do throws(ArithmeticOverflow) {
            let value = try Amount(amount.value.value)
            return StatementBalance(
                code: code, currency: amount.currency, amount: isDebit ? -value : value,
                line: Int32(clamping: line))
        } catch {
            throw XMLFault(line: line, "a balance is out of range")
        }
    }

    func readCode() throws(XMLFault) -> String {
        var code = ""
        try reader.children { (element) throws(XMLFault) in
            if element == .code { code = try reader.text().value }
        }
        return code
    }
}
