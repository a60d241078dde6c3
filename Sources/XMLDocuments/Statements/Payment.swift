package import BillingModel

/// One payment of a bank statement, taken out of its entry.
package struct Payment: Sendable, Equatable {
    /// What was paid; negative when it came back (a refund, a reversal).
    package let amount: Amount
    package let currency: CurrencyCode
    package let day: CalendarDate?
    package let isReversal: Bool
    /// Who was paid, or who paid it back.
    package let party: String
    /// Everything that may name an invoice, the most binding first, as ``PaymentReference`` reads it.
    let references: [PaymentReference]
    /// The file, as evidence names it, and the line.
    let file: String
    package let line: Int

    /// `statement.xml#17`.
    package var location: String { "\(file)#\(line)" }

    /// For a person: to whom, how much, when.
    package var title: String {
        let whom = party.isEmpty ? "A payment" : "A payment to \(party.prefix(60))"
        return "\(whom) of \(amount) \(currency)" + (day.map { " on \($0)" } ?? "")
    }
}

extension Payment {
    /// A payment that was read earlier and kept.
    ///
    /// - Parameter referenceTexts: As ``referenceTexts`` gives them; texts on an unknown rung are left out.
    package init(
        amount: Amount, currency: CurrencyCode, day: CalendarDate?, isReversal: Bool, party: String,
        referenceTexts: [String], file: String, line: Int
    ) {
        self.init(
            amount: amount, currency: currency, day: day, isReversal: isReversal, party: party,
            references: stride(from: 0, to: referenceTexts.count - 1, by: 2).compactMap { place in
                PaymentReference.Rung(rawValue: referenceTexts[place]).map {
                    PaymentReference(rung: $0, text: referenceTexts[place + 1])
                }
            }, file: file, line: line)
    }

    /// What may name an invoice: the rung, then the text, and so on.
    package var referenceTexts: [String] { references.flatMap { [$0.rung.rawValue, $0.text] } }
}

/// A text of a payment and the rung of the ladder that it stands on.
struct PaymentReference: Sendable, Equatable {
    enum Rung: String, Sendable, CaseIterable {
        case document, creditorReference, key, remittance
    }

    let rung: Rung
    let text: String
}

/// The payments of statements, and what is wrong with the statements themselves.
package struct StatementPayments: Sendable {
    package private(set) var payments: [Payment] = []
    package private(set) var findings: [Finding] = []
    private var seen: Set<[String]> = []
    private var sequences: [String: [Int]] = [:]

    package init() {}

    /// Takes the statements of one file.
    ///
    /// - Parameter name: The file's name in evidence.
    package mutating func add(_ statements: [BankStatement], of name: String) {
        for statement in statements {
            let location = "\(name):\(statement.id.line)"
            guard seen.insert([statement.account, statement.id.value, statement.sequence]).inserted else {
                findings.append(
                    Finding(.note, at: location, "statement \(statement.id.value) was read before: left out"))
                continue
            }
            if let number = Int(statement.sequence) { sequences[statement.account, default: []].append(number) }
            checkBalance(statement, location)
            for entry in statement.entries { add(entry, name) }
        }
    }

    /// Takes a statement that was read earlier and kept.
    package mutating func add(known account: String, id: String, sequence: String, payments kept: [Payment]) {
        guard seen.insert([account, id, sequence]).inserted else { return }
        if let number = Int(sequence) { sequences[account, default: []].append(number) }
        payments += kept
    }

    /// Statements that are missing between the first and the last, told once all files are read.
    package mutating func finish() {
        for (account, numbers) in sequences.sorted(by: { $0.key < $1.key }) {
            let sorted = Set(numbers).sorted()
            for (one, next) in zip(sorted, sorted.dropFirst()) where next > one + 1 {
                let missing = next == one + 2 ? "\(one + 1)" : "\(one + 1) to \(next - 1)"
                findings.append(
                    Finding(
                        .warning, at: "statements", "of account …\(account.suffix(4)) number \(missing) is missing"))
            }
        }
    }

    /// Opening balance and booked entries have to come to the closing balance.
    private mutating func checkBalance(_ statement: BankStatement, _ location: String) {
        guard let opening = statement.balances.first(where: { $0.code == "OPBD" || $0.code == "PRCD" }),
            let closing = statement.balances.last(where: { $0.code == "CLBD" }),
            opening.currency == closing.currency, statement.entries.allSatisfy({ $0.currency == opening.currency })
        else { return }
        do throws(ArithmeticOverflow) {
            var sum = opening.amount
            for entry in statement.entries { sum += try Amount(entry.amount.value) }
            if sum == closing.amount { return }
            findings.append(
                Finding(
                    .warning, at: location,
                    "the entries of statement \(statement.id.value) lead from \(opening.amount) to \(sum), its closing "
                        + "balance is \(closing.amount) \(closing.currency)"))
        } catch {
            findings.append(Finding(.warning, at: location, "the amounts are too large to be added up"))
        }
    }

    /// Reports a stated rate that leads from neither amount to the other, and a creditor reference that is mistyped: the
    /// amounts and the rest of the reference count all the same.
    private mutating func checkDetails(of entry: StatementEntry, _ name: String) throws(ArithmeticOverflow) {
        let exchanges =
            [(entry.amount.value, entry.currency, entry.exchange)]
            + entry.transactions.map { ($0.amount ?? entry.amount.value, $0.currency ?? entry.currency, $0.exchange) }
        for (amount, currency, exchange) in exchanges {
            guard let exchange, exchange.currency != currency else { continue }
            if try exchange.fits(amount) { continue }
            findings.append(
                Finding(
                    .warning, at: "\(name):\(exchange.line)",
                    "\(amount.magnitude) \(currency) for \(exchange.amount) \(exchange.currency): the stated rate "
                        + "\(exchange.rate) leads from neither to the other"))
        }
        for part in entry.transactions {
            for reference in part.creditorReferences where CreditorReference.isMistyped(reference) {
                findings.append(
                    Finding(
                        .warning, at: "\(name):\(part.line)",
                        "the creditor reference \(reference.prefix(25)) has wrong check digits"))
            }
        }
    }

    /// Splits an entry into its payments, if they add up to it; otherwise the entry is one payment.
    private mutating func add(_ entry: StatementEntry, _ name: String) {
        let parts = entry.transactions
        do throws(ArithmeticOverflow) {
            try checkDetails(of: entry, name)
            let whole = try Amount(entry.amount.value)
            let amounts = parts.map { $0.currency == entry.currency ? $0.amount : nil }
            let sum = try ExactDecimal.sum(amounts.map { $0 ?? .zero })
            let isSplit = parts.count > 1 && !amounts.contains(nil) && sum == entry.amount.value
            if parts.count > 1, !isSplit {
                findings.append(
                    Finding(
                        .warning, at: "\(name):\(entry.amount.line)",
                        "the \(parts.count) payments of an entry of \(entry.amount.value) do not add up to it: taken as "
                            + "one"))
            }
            if isSplit {
                for (part, amount) in zip(parts, amounts) {
                    payments.append(payment(entry, try Amount(amount ?? .zero), [part], name, Int(part.line)))
                }
            } else {
                payments.append(payment(entry, whole, parts, name, Int(entry.amount.line)))
            }
        } catch {
            findings.append(Finding(.warning, at: "\(name):\(entry.amount.line)", "an amount is too large"))
        }
    }

    private func payment(
        _ entry: StatementEntry, _ amount: Amount, _ parts: [StatementTransaction], _ name: String, _ line: Int
    ) -> Payment {
        var references: [PaymentReference] = []
        func take(_ rung: PaymentReference.Rung, _ texts: [String]) {
            references += texts.filter { !$0.isEmpty }.map { PaymentReference(rung: rung, text: $0) }
        }
        take(.document, parts.flatMap(\.documents))
        take(.creditorReference, parts.flatMap(\.creditorReferences))
        take(
            .key,
            parts.flatMap { [$0.endToEndID, $0.paymentInformationID, $0.transactionID, $0.servicerReference] }
                + [entry.reference])
        take(.remittance, parts.map(\.remittance))
        let isOut = entry.amount.value.isNegative != entry.isReversal
        let party = parts.lazy.map { isOut ? $0.creditor : $0.debtor }.first { !$0.isEmpty }
        return Payment(
            amount: -amount, currency: entry.currency, day: entry.booked ?? entry.valued,
            isReversal: entry.isReversal, party: party ?? parts.first?.creditor ?? "", references: references,
            file: name, line: line)
    }
}
