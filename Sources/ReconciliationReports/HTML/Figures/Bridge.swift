internal import BillingModel

/// From what was expected to what was billed, in one currency, a step for each class of finding.
///
/// The bill is what the control totals prove, before tax and without voided and replaced documents; what was expected
/// is that less the differences found. Classes whose difference is not one of a billed charge against what was ordered
/// (tax, headers, cash, documents against earlier documents, months whose invoice is not there) are no step and stand
/// apart.
struct Bridge: Equatable {
    /// Differences of one class, added up.
    struct Step: Equatable {
        let kind: DiscrepancyClass
        var findings = 0
        var difference = Amount.zero
    }

    let billed: Amount
    /// In the order of the catalogue.
    let steps: [Step]
    let apart: [Step]

    var expected: Amount { billed - steps.reduce(.zero) { $0 + $1.difference } }

    init(billed: Amount, _ byClass: [DiscrepancyClass: Step]) {
        self.billed = billed
        let all = DiscrepancyClass.allCases.compactMap { byClass[$0] }
        steps = all.filter { $0.kind.isStepOfBridge }
        apart = all.filter { !$0.kind.isStepOfBridge }
    }

    /// Where the bars lie: from the least to the greatest running total, the ends among them.
    var range: (least: Amount, greatest: Amount) {
        var running = expected
        var (least, greatest) = (min(running, billed), max(running, billed))
        for step in steps {
            running += step.difference
            least = min(least, running)
            greatest = max(greatest, running)
        }
        return (least, greatest)
    }
}

extension DiscrepancyClass {
    /// Whether the difference is one of billed charges before tax against what was ordered.
    fileprivate var isStepOfBridge: Bool {
        switch self {
        case .totalIdentity, .headerTotalMismatch, .taxRateAnomaly, .balanceMismatch, .paymentUnallocated, .overdue,
            .rebillDifference, .lineRestated, .lineWithdrawn, .invoiceMissing, .usageTotalMismatch:
            false
        default: true
        }
    }
}
