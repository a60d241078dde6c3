internal import BillingModel

/// Everything the page says about one currency before it comes to single findings.
///
/// The headline, each in one sentence, as the page's own legend has it:
///
/// * ``billed``: what the lines of all documents that stand come to, before tax.
/// * ``explained``: that of the lines that agree with the order book, within tolerance; never more than was billed.
/// * ``dispute``: the differences of standing findings that nobody has accepted, added up without their signs.
/// * ``leaked``: the overcharges among them that nobody has claimed yet.
struct CurrencyFigures {
    let currency: CurrencyCode
    /// Σ subtotal of the lines of active documents, without excluded lines.
    let billed: Amount
    /// Σ subtotal of the lines in the buckets `matched` and `tolerated`.
    let explained: Amount
    let kinds: BilledKinds
    /// Standing findings that nobody has accepted.
    let dispute: Worth
    /// Σ difference of overcharges in dispute that are neither `disputed` nor `awaiting_credit`: money that is gone
    /// unless somebody claims it.
    let leaked: Amount
    /// Standing findings that a reviewer has accepted: known, and no longer in dispute.
    let accepted: Worth
    let bridge: Bridge
    /// In the order of ``AgeBand``; what is in dispute.
    let ageing: [Worth]
    let customers: Ranking
    let products: Ranking

    /// Lines on which a finding stands, or for which there is no order.
    var questioned: Amount { billed - explained }
}

/// Adds up one currency.
struct CurrencyTally {
    private var billed = Amount.zero
    private var explained = Amount.zero
    private var kinds = BilledKinds()
    private var dispute = Worth()
    private var leaked = Amount.zero
    private var accepted = Worth()
    private var steps: [DiscrepancyClass: Bridge.Step] = [:]
    private var ageing = Array(repeating: Worth(), count: AgeBand.allCases.count)
    private var customers: [String: (name: String, worth: Worth)] = [:]
    private var products: [String: (name: String, worth: Worth)] = [:]

    mutating func add(_ row: ControlTotals) {
        billed += row.subtotal - row.buckets[.excluded].amount
        explained += row.buckets[.matched].amount + row.buckets[.tolerated].amount
        kinds.add(row)
    }

    /// A standing finding.
    mutating func add(_ row: ReportedDiscrepancy) {
        let finding = row.discrepancy
        guard let difference = finding.difference, !difference.isZero else { return }
        steps[finding.kind, default: Bridge.Step(kind: finding.kind)].findings += 1
        steps[finding.kind, default: Bridge.Step(kind: finding.kind)].difference += difference
        if row.isAccepted { return accepted.add(finding) }
        dispute.add(finding)
        if !row.isClaimed, finding.direction == .overcharge { leaked += difference }
        ageing[AgeBand(days: row.ageDays).rawValue].add(finding)
        let customer = CurrencyTally.firstNonEmpty(finding.customerName, finding.customerID, "No customer")
        customers[CurrencyTally.firstNonEmpty(finding.customerID, customer), default: (customer, Worth())]
            .worth.add(finding)
        let product = CurrencyTally.firstNonEmpty(
            finding.skuName, finding.productName, finding.catalogItemID, "No product")
        products[product, default: (product, Worth())].worth.add(finding)
    }

    func figures(_ currency: CurrencyCode) -> CurrencyFigures {
        CurrencyFigures(
            currency: currency, billed: billed, explained: explained, kinds: kinds, dispute: dispute,
            leaked: leaked, accepted: accepted, bridge: Bridge(billed: billed, steps), ageing: ageing,
            customers: Ranking(customers),
            products: Ranking(products))
    }

    private static func firstNonEmpty(_ texts: String...) -> String { texts.first { !$0.isEmpty } ?? "" }
}

extension ReportedDiscrepancy {
    /// A reviewer has said that it may stand.
    var isAccepted: Bool { status == .accepted || (status != .resolved && disposition == .accepted) }

    /// A reviewer has said that it is being pursued.
    var isClaimed: Bool {
        [.disputed, .awaitingCredit].contains(status) || disposition == .disputed || disposition == .awaitingCredit
    }
}
