package import BillingModel

/// What a bank says of an exchange: another amount than the booked one, in another currency, and a rate.
package struct StatedExchange: Sendable, Equatable {
    package var amount: ExactDecimal
    package var currency: CurrencyCode
    package var rate: ExactDecimal
    package var line: Int32

    /// Whether the rate leads from one amount to the other, multiplied or divided: banks do not agree on the direction,
    /// so both count. Within a hundredth: rates are written with few digits, and fees may be inside.
    func fits(_ booked: ExactDecimal) throws(ArithmeticOverflow) -> Bool {
        let (own, other) = (booked.magnitude, amount.magnitude)
        if try StatedExchange.isNear(own, other.times(rate)) { return true }
        return try StatedExchange.isNear(other, own.times(rate))
    }

    private static func isNear(_ one: ExactDecimal, _ other: ExactDecimal) throws(ArithmeticOverflow) -> Bool {
        let distance = try one.subtracting(other).magnitude
        return try distance <= one.times(ExactDecimal(coefficient: 1, scale: 2))
    }
}

extension BankToCustomerStatement {
    /// `AmtDtls`: the transaction's amount, and an exchange where one is stated with its rate.
    func readAmountDetails() throws(XMLFault) -> (
        transaction: StatedMoney?, amounts: [StatedMoney], rate: ExactDecimal?
    ) {
        var transaction: StatedMoney?
        var amounts: [StatedMoney] = []
        var rate: ExactDecimal?
        try reader.children { (element) throws(XMLFault) in
            let isTransaction = element == .transactionAmount
            guard isTransaction || element == .instructedAmount || element == .counterValue else { return }
            try reader.children { (element) throws(XMLFault) in
                switch element {
                case .amount:
                    let money = try money(element)
                    amounts.append(money)
                    if isTransaction { transaction = money }
                case .currencyExchange:
                    try reader.children { (element) throws(XMLFault) in
                        if element == .exchangeRate { rate = try reader.decimal(element).value }
                    }
                default: break
                }
            }
        }
        return (transaction, amounts, rate)
    }

    /// The amount among them that is not in the booked currency, with the rate.
    static func exchange(
        _ amounts: [StatedMoney], _ rate: ExactDecimal?, booked: CurrencyCode?
    ) -> StatedExchange? {
        guard let rate, rate.signum > 0, let other = amounts.first(where: { $0.currency != booked }) else { return nil }
        return StatedExchange(
            amount: other.value.value, currency: other.currency, rate: rate, line: other.value.line)
    }
}
