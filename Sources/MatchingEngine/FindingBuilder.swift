import BillingModel

extension AccountMatching {
    /// Reports a finding about one line, or about a whole charge through its lines: the one place where a difference of
    /// money on a line becomes a finding, or by a tolerance of the rules does not.
    ///
    /// - Parameter affectsBucket: whether the lines become `discrepant` when the finding has money or is not low.
    mutating func report(
        _ kind: DiscrepancyClass, line index: Int, orderLine: Int? = nil, rung: Rung? = nil,
        expected: Amount?, billed: Amount?, expectedQuantity: ExactDecimal? = nil, expectedPrice: ExactDecimal? = nil,
        rule: String = "", _ explanation: String, steps: [String] = [], affectsBucket: Bool = true,
        netted: [Int] = [], billedQuantity: ExactDecimal? = nil
    ) {
        let line = account.lines[index]
        if let expected, let billed, isTolerated(kind, line: index, billed - expected, of: expected) == true {
            if affectsBucket { standings[index].tolerated += billed - expected }
            return
        }
        var finding = Discrepancy(kind, severity: rules.severity(of: kind))
        let facts = context.invoices[Int(line.invoice.index)]
        describe(&finding, facts.invoice, isWhole: facts.isWhole)
        describe(&finding, line)
        if let billedItem = aliased[index] { finding.catalogItemID = texts.text(billedItem) }
        if let orderLine { describe(&finding, orders.lines[orderLine], keepingLineIDs: true) }
        finding.matchedBy = rung
        finding.expectedQuantity = expectedQuantity
        finding.billedQuantity = billedQuantity ?? line.signedQuantity
        finding.expectedUnitPrice = expectedPrice
        finding.expectedAmount = expected
        finding.billedAmount = billed
        finding.direction = kind.direction(of: finding.difference)
        finding.rule = rule.isEmpty ? kind.rawValue : rule
        finding.explanation = explanation
        finding.suggestedAction = kind.suggestedAction
        let sources = netted.isEmpty ? [line.source] : netted.map { account.lines[$0].source }.sorted()
        finding.evidence = sources.map(context.evidence) + entitlementNotes(netted.isEmpty ? [index] : netted)
        finding.steps = steps
        outcome.discrepancies.append(finding)
        guard affectsBucket else { return }
        let money = !(finding.difference ?? .zero).isZero
        for member in netted.isEmpty ? [index] : netted {
            if money || finding.severity > .low { standings[member].isDiscrepant = true }
        }
    }

    /// What the entitlements of the customer say of lines that charge for reservations, each once.
    func entitlementNotes(_ lines: [Int]) -> [String] {
        if context.entitlements.isEmpty { return [] }
        var notes: [String] = []
        for index in lines {
            let line = account.lines[index]
            let note = context.entitlements.note(
                customer: texts[line[.customerID]], reservationOrder: texts[line[.reservationOrderID]])
            if let note, !notes.contains(note) { notes.append(note) }
        }
        return notes
    }

    /// Reports a finding about a charge that was compared.
    mutating func report(
        _ kind: DiscrepancyClass, charge: BilledCharge, expected: Amount?, billed: Amount?,
        expectedQuantity: ExactDecimal? = nil, expectedPrice: ExactDecimal? = nil, rule: String = "",
        _ explanation: String, steps: [String] = []
    ) {
        report(
            kind, line: charge.line, orderLine: charge.orderLine, rung: charge.rung, expected: expected,
            billed: billed, expectedQuantity: expectedQuantity, expectedPrice: expectedPrice, rule: rule, explanation,
            steps: steps, netted: lines(of: charge), billedQuantity: charge.isNet ? charge.quantity : nil)
    }

    /// Reports an expected charge that nothing answered.
    mutating func report(missing kind: DiscrepancyClass, _ charge: ExpectedCharge, _ explanation: String) {
        guard let amount = try? charge.amount() else { return }
        report(
            missing: kind, charge, expected: amount, billed: .zero, explanation,
            steps: amountSteps(charge, rate: .one, amount) + (nearestMiss(charge).map { ["nearest miss: \($0)"] } ?? [])
        )
    }

    mutating func report(
        missing kind: DiscrepancyClass, _ charge: ExpectedCharge, expected: Amount, billed: Amount,
        _ explanation: String, steps: [String]
    ) {
        let line = orders.lines[charge.orderLine]
        let row = orders.rows[charge.row]
        var finding = Discrepancy(kind, severity: rules.severity(of: kind))
        describe(&finding, line, keepingLineIDs: false)
        finding.catalogItemID = texts.text(charge.item)
        finding.productName = texts[row[.productName]]
        finding.skuName = texts[row[.skuName]]
        finding.chargeStart = charge.period.start
        finding.chargeEnd = charge.period.end
        finding.term = row.term?.code ?? ""
        finding.billingCycle = line.billingCycle.code
        finding.expectedQuantity = charge.quantity
        finding.expectedUnitPrice = charge.unitPrice
        finding.currency = line.currency
        finding.expectedAmount = expected
        finding.billedAmount = billed
        finding.direction = kind.direction(of: finding.difference)
        finding.rule = kind.rawValue
        finding.explanation = explanation
        finding.suggestedAction = kind.suggestedAction
        finding.evidence = [context.evidence(row.source)]
        finding.steps = steps
        outcome.discrepancies.append(finding)
    }

    private func describe(_ finding: inout Discrepancy, _ invoice: Invoice, isWhole: Bool) {
        finding.invoiceID = invoice.id
        finding.invoiceDate = invoice.isHeaderless ? nil : invoice.date
        finding.documentType = invoice.documentType.code
        finding.invoicePeriod = invoice.isHeaderless ? nil : invoice.period
        finding.provisional = !isWhole
    }

    private func describe(_ finding: inout Discrepancy, _ line: LineItem) {
        finding.customerID = texts[line[.customerID]]
        finding.customerName = texts[line[.customerName]]
        finding.orderID = texts[line[.orderID]]
        finding.subscriptionID = texts[line[.subscriptionID]]
        finding.catalogItemID = texts.text(line.item)
        finding.productName = texts[line[.productName]]
        finding.skuName = texts[line[.skuName]]
        finding.chargeType = texts[line[.chargeType]]
        finding.chargeStart = line.chargeStart
        finding.chargeEnd = line.chargeEnd
        finding.term = texts[line[.termAndBillingCycle]]
        finding.billingCycle = line.billingFrequency?.code ?? ""
        finding.billedUnitPrice = line.traits.contains(.effectivePrice) ? line.effectiveUnitPrice : line.unitPrice
        finding.currency = line.currency
    }

    /// The order's side: names the order line; on a billed line its own ids stay.
    private func describe(_ finding: inout Discrepancy, _ order: OrderLine, keepingLineIDs: Bool) {
        let row = orders.rows[order.rows.lowerBound]
        finding.lineNumber = Int(order.number)
        if finding.orderID.isEmpty || !keepingLineIDs { finding.orderID = texts[order.order.symbol] }
        if finding.subscriptionID.isEmpty || !keepingLineIDs {
            finding.subscriptionID = texts[order.subscription.symbol]
        }
        if !keepingLineIDs { finding.customerID = texts[order.customer.symbol] }
        if finding.customerName.isEmpty { finding.customerName = texts[row[.customerName]] }
    }

    /// How an expected amount comes about, for `explain`.
    func amountSteps(_ charge: ExpectedCharge, rate: ExactDecimal, _ amount: Amount) -> [String] {
        var steps = ["order line in force: \(charge.quantity) units at \(charge.unitPrice) a cycle, \(charge.period)"]
        let price = rate == .one ? "\(charge.unitPrice)" : "\(charge.unitPrice) × \(rate)"
        if charge.isWholeCycle {
            steps.append("whole cycle: \(charge.quantity) × trunc(\(price), 2) = \(amount)")
        } else {
            steps.append(
                "part of \(charge.cycle): \(charge.quantity) × trunc(\(price) × \(charge.period.days) ÷ "
                    + "\(charge.cycle.days), 2) = \(amount)")
        }
        return steps
    }
}
