package import BillingModel
internal import CSimdJSON

/// The open balance in one currency, as the service reports it (billing API 3 and 4).
package struct ReportedBalance: Sendable, Equatable {
    /// The part of one kind of invoice: `Recurring` or `OneTime`.
    package struct Detail: Sendable, Equatable {
        package let invoiceType: String
        package let amount: Amount
    }

    package let currency: CurrencyCode
    package let amount: Amount
    /// Empty when the service does not tell the kinds apart.
    package let details: [Detail]
    /// `summaries.json#2`.
    package let location: String
}

/// Reads `summaries.json` and `balance.json`.
struct ReportedBalances {
    private enum Field: Int {
        case balanceAmount, currency, details, invoiceType, summary
    }

    private static let table = FieldTable([
        ["balanceAmount"], ["currencyCode"], ["details"], ["invoiceType"], ["summary"],
    ])

    /// In reading order, one per currency.
    private(set) var balances: [ReportedBalance] = []
    private(set) var findings: [Finding] = []
    /// Nothing that is there had to be left out.
    private(set) var isWhole = true

    /// Takes in the document that the reader has loaded. A currency that another file has reported already is compared
    /// and not taken again.
    mutating func add(_ reader: borrowing DocumentReader, location: String) {
        guard let envelope = CollectionEnvelope(reader) else {
            leaveOut(location, "holds no balance")
            return
        }
        envelope.forEachItem(reader) { position, number in
            let place = envelope.items == nil ? location : "\(location)#\(number)"
            if let balance = balance(reader, at: position, place) { take(balance) }
        }
    }

    /// What cannot be read is no balance of nothing: what it would have proved stays open.
    mutating func leaveOut(_ location: String, _ reason: String) {
        isWhole = false
        findings.append(Finding(.warning, at: location, reason))
    }

    private mutating func take(_ balance: ReportedBalance) {
        guard let held = balances.first(where: { $0.currency == balance.currency }) else {
            balances.append(balance)
            return
        }
        if held.amount != balance.amount {
            findings.append(
                Finding(
                    .warning, at: balance.location,
                    "reports \(balance.amount) \(balance.currency), but \(held.location) reports \(held.amount), which counts"
                ))
        }
    }

    private mutating func balance(
        _ reader: borrowing DocumentReader, at position: UInt32, _ place: String
    ) -> ReportedBalance? {
        let slots = RecordSlots(ReportedBalances.table)
        defer { slots.deallocate() }
        guard let summary = summary(reader, at: position, slots, place) else { return nil }
        var details: [ReportedBalance.Detail] = []
        let list = slots[Field.details.rawValue]
        if list.kind == CSJ_ARRAY.rawValue {
            reader.parser.forEachElement(of: list.position) { position in
                guard reader.parser.readObject(at: position, ReportedBalances.table, into: slots) == CSJ_OK else {
                    return
                }
                let type = slots[Field.invoiceType.rawValue].string
                let nested = slots[Field.summary.rawValue]
                guard nested.kind == CSJ_OBJECT.rawValue,
                    let part = self.summary(reader, at: nested.position, slots, place)
                else { return }
                if part.currency == summary.currency {
                    details.append(ReportedBalance.Detail(invoiceType: type, amount: part.amount))
                }
            }
        }
        return ReportedBalance(
            currency: summary.currency, amount: summary.amount, details: details, location: place)
    }

    private mutating func summary(
        _ reader: borrowing DocumentReader, at position: UInt32, _ slots: RecordSlots, _ place: String
    ) -> (currency: CurrencyCode, amount: Amount)? {
        let status = reader.parser.readObject(at: position, ReportedBalances.table, into: slots)
        guard status == CSJ_OK, let currency = CurrencyCode(slots[Field.currency.rawValue].text),
            let amount = slots[Field.balanceAmount.rawValue].amount
        else {
            leaveOut(place, "a balance without a readable amount and currency is left out")
            return nil
        }
        return (currency, amount)
    }
}
