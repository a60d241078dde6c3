import BillingModel

extension AccountMatching {
    /// For each unclaimed charge that is equal to another in every business field, the one it repeats: on the same
    /// invoice if there is one, else the earliest. Claimed charges come before unclaimed ones, and no two of a group are
    /// both originals.
    ///
    /// Charges are grouped by a hash of their fields; equal hashes are compared field by field before anything is said.
    func originalsOfRepeats() -> [Int: Int] {
        var entries: [(hash: UInt64, index: Int)] = []
        entries.reserveCapacity(charges.count)
        for index in charges.indices where !charges[index].amount.isZero && !charges[index].isAbsorbed {
            entries.append((fingerprint(charges[index]), index))
        }
        entries.sort { ($0.hash, rank($0.index)) < ($1.hash, rank($1.index)) }
        var originals: [Int: Int] = [:]
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].hash == entries[start].hash {
                let index = entries[end].index
                if charges[index].expected == nil {
                    originals[index] = original(of: index, among: entries[start..<end].lazy.map(\.index))
                }
                end += 1
            }
            start = end
        }
        for index in charges.indices where charges[index].expected == nil {
            if let known = charges[index].repeatOf { originals[index] = known }
        }
        return originals
    }

    /// Claimed charges first, then in the order of charges.
    private func rank(_ index: Int) -> Int { charges[index].expected == nil ? charges.count + index : index }

    private func original(of index: Int, among earlier: some Sequence<Int>) -> Int? {
        var found: Int?
        let invoice = account.lines[charges[index].line].invoice
        for candidate in earlier where isEqual(charges[candidate], charges[index]) {
            if account.lines[charges[candidate].line].invoice == invoice { return candidate }
            found = found ?? candidate
        }
        return found
    }

    private func fingerprint(_ charge: BilledCharge) -> UInt64 {
        let line = line(charge)
        var hasher = StableHasher()
        hasher.add(UInt64(line[.customerID].index) << 32 | UInt64(line[.orderID].index))
        hasher.add(UInt64(line[.subscriptionID].index) << 32 | UInt64(line[.productID].index))
        hasher.add(UInt64(line[.skuID].index) << 32 | UInt64(line[.meterDescription].index))
        let (start, end) = (line.chargeStart?.dayNumber ?? 0, line.chargeEnd?.dayNumber ?? 0)
        hasher.add(UInt64(UInt32(bitPattern: start)) << 32 | UInt64(UInt32(bitPattern: end)))
        hasher.add(UInt64(truncatingIfNeeded: charge.amount.units >> 20))
        return hasher.value
    }

    /// Every business field equal, as values: dates, numbers, ids. Names and the invoice number are not business fields.
    private func isEqual(_ a: BilledCharge, _ b: BilledCharge) -> Bool {
        let (left, right) = (lines(of: a), lines(of: b))
        guard left.count == right.count, a.quantity == b.quantity, a.amount == b.amount else { return false }
        if !a.isNet, !b.isNet { return areEqual(account.lines[a.line], account.lines[b.line]) }
        return zip(
            left.map { account.lines[$0] }.sorted(by: byAmount), right.map { account.lines[$0] }.sorted(by: byAmount)
        )
        .allSatisfy(areEqual)
    }

    private func byAmount(_ a: LineItem, _ b: LineItem) -> Bool {
        a.subtotal == b.subtotal ? a.signedQuantity < b.signedQuantity : a.subtotal < b.subtotal
    }

    /// The business fields of two lines, the invoice apart.
    func areEqual(_ a: LineItem, _ b: LineItem) -> Bool {
        guard a.chargeType == b.chargeType, a.quantity == b.quantity, a.billableQuantity == b.billableQuantity,
            a.unitPrice == b.unitPrice, a.effectiveUnitPrice == b.effectiveUnitPrice,
            a.exchangeRate == b.exchangeRate, a.subtotal == b.subtotal, a.tax == b.tax, a.total == b.total,
            a.currency == b.currency, a.pricingCurrency == b.pricingCurrency, a.orderDate == b.orderDate,
            a.chargeStart == b.chargeStart, a.chargeEnd == b.chargeEnd, a.subscriptionStart == b.subscriptionStart,
            a.subscriptionEnd == b.subscriptionEnd
        else { return false }
        for text in LineText.allCases where a[text] != b[text] {
            switch text {
            case .invoiceNumber, .customerName, .productName, .skuName: continue
            case .chargeType where a.chargeType != .unrecognised: continue
            default: return false
            }
        }
        return true
    }
}
