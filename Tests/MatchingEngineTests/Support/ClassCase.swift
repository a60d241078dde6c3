import BillingModel
import MatchingEngine
import Testing

/// One row of a class's table: books, and every finding they must bring, as `class expected billed`.
struct ClassCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private var reseller: Reseller
    private let findings: [String]

    init(
        _ name: String, _ entries: [Reseller.Entry], covering: [String] = [], _ findings: String...,
        adjust: (inout Reseller) -> Void = { _ in }
    ) {
        testDescription = name
        reseller = Reseller(entries, covering: covering)
        adjust(&reseller)
        self.findings = findings.sorted()
    }

    func check(_ place: SourceLocation = #_sourceLocation) {
        #expect(reseller.findings() == findings, "\(testDescription)", sourceLocation: place)
    }

    typealias SourceLocation = Testing.SourceLocation
}

extension Reseller.Entry {
    /// The line with some of its fields set otherwise.
    func with(_ edit: (inout LineDraft) -> Void) -> Reseller.Entry {
        guard case .line(var draft) = self else { return self }
        edit(&draft)
        return .line(draft)
    }
}

/// The subscription most tables start from: ten seats at 54.80 a month, bought on 15 January 2026 for a year. Cycles:
/// 15 January (31 days), 15 February (28), 15 March (31), 15 April (30).
func tenSeats(
    _ price: ExactDecimal = "54.80", qty: ExactDecimal = 10, term: Term = .year, autoRenew: Bool = true
) -> Reseller.Entry {
    order("O1", "2026-01-15", qty: qty, price: price, term: term, autoRenew: autoRenew)
}

func january(_ type: ChargeType = .new, qty: ExactDecimal = 10, price: ExactDecimal = "54.80") -> Reseller.Entry {
    line("O1", type, "2026-01-15"..."2026-02-14", qty: qty, price: price)
}

func february(
    _ type: ChargeType = .cycleCharge, qty: ExactDecimal = 10, price: ExactDecimal = "54.80"
) -> Reseller.Entry {
    line("O1", type, "2026-02-15"..."2026-03-14", qty: qty, price: price)
}

func march(_ type: ChargeType = .cycleCharge, qty: ExactDecimal = 10, price: ExactDecimal = "54.80") -> Reseller.Entry {
    line("O1", type, "2026-03-15"..."2026-04-14", qty: qty, price: price)
}
