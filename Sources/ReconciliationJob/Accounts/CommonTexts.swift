import BillingModel

/// Texts that many records have in common (products, names, customers), kept once for the whole run while lines and
/// orders wait for their account.
///
/// Bounded: once the limit is reached further texts stay with their records.
struct CommonTexts {
    /// Bytes of text after which nothing more is taken in.
    private static let limit = 16 << 20

    private(set) var pool = TextPool()
    /// By symbol of the batch at hand: the common symbol, `0` while not looked up.
    private var known: [UInt32] = []

    /// Starts a batch, whose symbols mean nothing in the next.
    mutating func begin(_ batch: TextPool) {
        known.removeAll(keepingCapacity: true)
        known.append(contentsOf: repeatElement(0, count: batch.count))
    }

    /// The common symbol of a text of the batch; `nil` when the text has to stay with its record.
    @inline(__always)
    mutating func symbol(_ symbol: Symbol, _ batch: TextPool.Contents) -> Symbol? {
        let found = known[Int(symbol.index)]
        if found != 0 { return Symbol(index: found) }
        return learn(symbol, batch[symbol])
    }

    private mutating func learn(_ symbol: Symbol, _ text: UnsafeRawBufferPointer) -> Symbol? {
        let common = pool.byteCount < CommonTexts.limit ? pool.intern(text) : pool.find(text)
        if let common { known[Int(symbol.index)] = common.index }
        return common
    }
}

extension LineText {
    /// Texts that differ from line to line; all others are common to many.
    static let own: Set<LineText> = [
        .orderID, .alternateID, .subscriptionID, .referenceID, .reservationOrderID, .legacySubscriptionGUID,
    ]

    /// Texts that have done their work by the time a line waits for its account: they became traits of it.
    static let spent: Set<LineText> = [.invoiceNumber, .unitType, .priceAdjustment, .creditReason]

    /// Bit by position: the text stays with its record.
    static let ownMask = allCases.filter { own.contains($0) }.reduce(UInt32(0)) { $0 | 1 << UInt32($1.rawValue) }
    /// Bit by position: the text goes along.
    static let keptMask = allCases.filter { !spent.contains($0) }.reduce(UInt32(0)) { $0 | 1 << UInt32($1.rawValue) }
}

extension OrderText {
    static let own: Set<OrderText> = [.orderID, .subscriptionID, .alternateID, .referenceID, .purchaseOrder]

    /// Bit by position: the text stays with its record.
    static let ownMask = allCases.filter { own.contains($0) }.reduce(UInt32(0)) { $0 | 1 << UInt32($1.rawValue) }
}
