internal import BillingModel

/// What one form of an invoice's lines comes to, for comparing it with another form of the same lines.
struct FormTally {
    /// Money of the lines in one currency.
    struct Money: Equatable {
        var subtotal = Amount.zero
        var total = Amount.zero
    }

    /// The first line, which stands in for a header that is not there.
    private(set) var first: LineItem?
    private(set) var lines = 0
    private(set) var money: [CurrencyCode: Money] = [:]
    /// Sums over a hash of each line's business fields: the same for the same lines in any order.
    private(set) var fingerprint: (UInt64, UInt64) = (0, 0)
    /// Sums and fingerprint are wanted: there is another form to compare with.
    let comparesForms: Bool
    /// Where this form's lines begin in the batch that is being filled.
    var start = 0

    init(comparesForms: Bool, start: Int) {
        self.comparesForms = comparesForms
        self.start = start
    }

    /// Takes in the lines of a batch from ``start`` on.
    mutating func add(_ batch: LineBatch) {
        if first == nil, start < batch.lines.count { first = batch.lines[start] }
        lines += batch.lines.count - start
        if comparesForms {
            for index in start..<batch.lines.count {
                let line = batch.lines[index]
                money[line.currency, default: Money()].subtotal += line.subtotal
                money[line.currency, default: Money()].total += line.total
                let hash = FormTally.hash(line, batch.texts)
                fingerprint.0 &+= hash
                fingerprint.1 &+= hash &* (hash | 1)
            }
        }
        start = batch.lines.count
    }

    /// In what way the lines of another form are not these lines; `nil` when they agree.
    func difference(from other: FormTally) -> String? {
        if lines != other.lines { return "\(lines) lines against \(other.lines)" }
        for currency in Set(money.keys).union(other.money.keys).sorted() {
            let (one, two) = (money[currency] ?? Money(), other.money[currency] ?? Money())
            if one.subtotal != two.subtotal {
                return "subtotals add up to \(one.subtotal) against \(two.subtotal) \(currency)"
            }
            if one.total != two.total { return "totals add up to \(one.total) against \(two.total) \(currency)" }
        }
        return fingerprint == other.fingerprint
            ? nil : "the sums agree, but orders, items, charge types, dates or quantities of some lines do not"
    }

    private static func hash(_ line: LineItem, _ texts: TextPool) -> UInt64 {
        var state: UInt64 = 0
        func mix(_ value: UInt64) {
            let (high, low) = (state ^ value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
            state = high ^ low
        }
        for field in [LineText.orderID, .subscriptionID, .productID, .skuID, .availabilityID] {
            mix(texts.withBytes(line[field]) { TextHash.hash($0) })
        }
        mix(UInt64(line.chargeType.rawValue))
        for date in [line.chargeStart, line.chargeEnd] { mix(UInt64(bitPattern: Int64(date?.dayNumber ?? .min))) }
        mix(UInt64(truncatingIfNeeded: line.billableQuantity.coefficient))
        mix(UInt64(line.billableQuantity.scale))
        mix(UInt64(truncatingIfNeeded: line.subtotal.units))
        mix(UInt64(truncatingIfNeeded: line.subtotal.units >> 64))
        return state
    }
}
