package import BillingModel

/// How many findings stand and what they are worth. Those that are `resolved` are gone and do not count.
package struct DiscrepancySummary: Sendable, Equatable {
    /// Findings of one class and severity.
    package struct Count: Sendable, Equatable {
        package let kind: DiscrepancyClass
        package let severity: Severity
        package var findings: Int
    }

    /// Differences of one currency and direction, added up.
    package struct Worth: Sendable, Equatable {
        package let currency: CurrencyCode
        package let direction: Direction
        package var findings: Int
        package var difference: Amount
    }

    private struct CountKey: Hashable {
        let kind: DiscrepancyClass
        let severity: Severity
    }

    private struct WorthKey: Hashable {
        let currency: CurrencyCode
        let direction: Direction
    }

    private var countsByKey: [CountKey: Int] = [:]
    private var worthByKey: [WorthKey: Worth] = [:]

    package init() {}

    package mutating func add(_ row: ReportedDiscrepancy) {
        if row.status == .resolved { return }
        let finding = row.discrepancy
        countsByKey[CountKey(kind: finding.kind, severity: finding.severity), default: 0] += 1
        guard let currency = finding.currency, let difference = finding.difference else { return }
        let key = WorthKey(currency: currency, direction: finding.direction)
        let none = Worth(currency: currency, direction: finding.direction, findings: 0, difference: .zero)
        worthByKey[key, default: none].findings += 1
        worthByKey[key, default: none].difference += difference
    }

    /// In the order of the catalogue, high severity first.
    package var counts: [Count] {
        DiscrepancyClass.allCases.flatMap { kind in
            Severity.allCases.reversed().compactMap { severity in
                countsByKey[CountKey(kind: kind, severity: severity)].map {
                    Count(kind: kind, severity: severity, findings: $0)
                }
            }
        }
    }

    /// By currency and direction.
    package var worth: [Worth] {
        worthByKey.values.sorted {
            $0.currency == $1.currency
                ? $0.direction.rawValue < $1.direction.rawValue : $0.currency < $1.currency
        }
    }
}
