import BillingModel
import Testing

@testable import ReconciliationReports

/// The figures above the list: exact, and adding up.
@Suite struct HTMLFiguresTests {
    private let euro = CurrencyCode("EUR")

    private func row(
        _ kind: DiscrepancyClass, _ expected: Amount?, _ billed: Amount?, _ status: DiscrepancyStatus = .new,
        customer: String = "c-1", age: Int = 0, disposition: Disposition? = nil
    ) -> ReportedDiscrepancy {
        var finding = Discrepancy(kind)
        finding.currency = euro
        (finding.expectedAmount, finding.billedAmount) = (expected, billed)
        finding.direction = kind.direction(of: finding.difference)
        (finding.customerID, finding.customerName) = (customer, "Name of \(customer)")
        var row = ReportedDiscrepancy(
            id: "\(kind)-\(customer)-\(age)", status: status, firstSeen: "2026-01-01", ageDays: age,
            discrepancy: finding)
        row.disposition = disposition
        return row
    }

    /// 100.00 billed, of which 60.00 agree; a voided invoice of 40.00 beside it.
    private func totals() throws -> [ControlTotals] {
        var active = ControlTotals(
            invoiceID: "G1", invoiceDate: nil, documentType: "invoice", currency: try #require(euro))
        (active.linesRead, active.subtotal, active.oneTime) = (3, "100", "30")
        (active.recurring, active.usage, active.credits) = ("60", "20", "-10")
        active.buckets[.matched].add("50")
        active.buckets[.tolerated].add("10")
        active.buckets[.discrepant].add("40")
        var voided = ControlTotals(
            invoiceID: "G2", invoiceDate: nil, documentType: "invoice", currency: try #require(euro))
        (voided.linesRead, voided.subtotal, voided.recurring) = (1, "40", "40")
        voided.buckets[.excluded].add("40")
        return [active, voided]
    }

    @Test func `Billed is without voided documents and splits into explained and in question`() throws {
        let figures = try #require(NightOverview(rows: [], totals: totals()).currencies.first)
        #expect([figures.billed, figures.explained, figures.questioned] == ["100", "60", "40"])
        let kinds = figures.kinds
        #expect([kinds.oneTime, kinds.recurring, kinds.usage, kinds.credits] == ["30", "60", "20", "-10"])
        #expect(kinds.setAside == "0")
    }

    @Test func `In dispute leaves out what is accepted, resolved or without money`() throws {
        let rows = [
            row(.quantityOver, "50", "70"),
            row(.quantityUnder, "50", "45.5", customer: "c-2"),
            row(.totalIdentity, "10", "10.25"),
            row(.quantityOver, "1", "9", .open, customer: "c-3", disposition: .accepted),
            row(.quantityOver, "1", "5", .resolved, customer: "c-4"),
            row(.availabilityDrift, "7", "7"),
            row(.ambiguousMatch, nil, "62.50"),
        ]
        let overview = NightOverview(rows: RowList(rows), totals: try totals())
        let figures = try #require(overview.currencies.first)
        let dispute = figures.dispute
        #expect([dispute.overcharged, dispute.undercharged, dispute.unclear] == ["20", "-4.5", "0.25"])
        #expect([dispute.gross, dispute.net, figures.accepted.net] == ["24.75", "15.75", "8"])
        #expect([dispute.findings, overview.standing, overview.withoutMoney] == [3, 6, 2])
        #expect(overview.byStatus[.resolved]?.findings == 1)
        #expect(overview.inDispute == 5)
        let night = overview.figures(asOf: "2026-02-01")
        #expect(night == NightFigures(asOf: "2026-02-01", findings: 5, inDispute: [try #require(euro): "24.75"]))
    }

    static let claims: [(DiscrepancyStatus, Disposition?, Amount)] = [
        (.new, nil, "20"), (.open, nil, "20"), (.changed, nil, "20"), (.disputed, .disputed, "0"),
        (.awaitingCredit, .awaitingCredit, "0"), (.accepted, .accepted, "0"), (.resolved, nil, "0"),
    ]

    @Test(arguments: claims)
    func `Leaked is what is overcharged and nobody has claimed`(
        status: DiscrepancyStatus, disposition: Disposition?, leaked: Amount
    ) throws {
        let rows = [
            row(.quantityOver, "50", "70", status, disposition: disposition),
            row(.quantityUnder, "50", "45.5", customer: "c-2"), row(.totalIdentity, "10", "10.25"),
        ]
        let figures = try #require(NightOverview(rows: RowList(rows), totals: totals()).currencies.first)
        #expect(figures.leaked == leaked)
    }

    @Test func `The bridge leads from expected to billed; tax, headers and cash stand apart`() throws {
        let rows = [
            row(.quantityOver, "50", "70"), row(.quantityOver, "10", "15", customer: "c-2"),
            row(.cycleMissing, "30", "0"), row(.headerTotalMismatch, "120", "119"), row(.balanceMismatch, "5", "8"),
        ]
        let figures = try #require(NightOverview(rows: RowList(rows), totals: totals()).currencies.first)
        let bridge = figures.bridge
        #expect(bridge.expected == "105")
        #expect(bridge.billed == "100")
        #expect(
            bridge.steps == [
                Bridge.Step(kind: .cycleMissing, findings: 1, difference: "-30"),
                Bridge.Step(kind: .quantityOver, findings: 2, difference: "25"),
            ])
        #expect(bridge.range == ("75", "105"))
        #expect(bridge.apart.map(\.kind) == [.headerTotalMismatch, .balanceMismatch])
    }

    static let ages: [(Int, AgeBand)] = [
        (0, .upTo30), (30, .upTo30), (31, .upTo60), (60, .upTo60), (61, .upTo90), (90, .upTo90), (91, .over90),
        (4000, .over90),
    ]

    @Test(arguments: ages)
    func `A finding's age falls into one band`(days: Int, band: AgeBand) {
        #expect(AgeBand(days: days) == band)
    }

    @Test func `Customers are ranked by money without its sign, equal ones by id, the rest together`() throws {
        var rows = (1...9).map { row(.quantityOver, "0", Amount(cents: 100 * $0), customer: "c-\($0)") }
        rows.append(row(.quantityUnder, "8", "0", customer: "c-1"))
        rows.append(row(.quantityUnder, "1", "0", customer: "c-8"))
        let ranking = try #require(NightOverview(rows: RowList(rows), totals: totals()).currencies.first).customers
        let ids = ["c-1", "c-8", "c-9", "c-7", "c-6", "c-5", "c-4"]
        #expect(ranking.places.map(\.name) == ids.map { "Name of \($0)" })
        #expect(ranking.places.first?.worth.gross == "9")
        #expect(ranking.others == 2)
        #expect(ranking.othersWorth == "5")
    }

    static let money: [(Amount, String)] = [
        ("0", "0.00"), ("0.5", "0.50"), ("999.99", "999.99"), ("1000", "1,000.00"), ("-1234567.891", "−1,234,567.89"),
        ("0.005", "0.01"), ("-0.005", "−0.01"), ("0.0049", "0.0049"), ("99.995", "100.00"),
        ("-0.0000000000000000000001", "−0.0000000000000000000001"),
    ]

    @Test(arguments: money)
    func `Money reads to the cent, and never as nothing when it is something`(amount: Amount, text: String) {
        #expect(FigureText.money(amount) == text)
    }

    static let shares: [(Amount, Amount, String?)] = [
        ("1", "3", "33.3 %"), ("2", "3", "66.6 %"), ("99.99", "100", "99.9 %"), ("100", "100", "100.0 %"),
        ("0", "5", "0.0 %"), ("6", "5", nil), ("-1", "5", nil), ("0", "0", nil),
        (Amount(units: .max / 4), Amount(units: .max), "25.0 %"),
    ]

    @Test(arguments: shares)
    func `A share is cut, not rounded, and left out where it says nothing`(part: Amount, whole: Amount, text: String?) {
        #expect(FigureText.percent(part, of: whole) == text)
    }
}
