import Synchronization

/// What the sandbox can be told to do wrong.
package enum SandboxFault: String, CaseIterable, Sendable {
    /// 429 with `Retry-After`.
    case throttling
    /// 500 and 503.
    case serverErrors
    /// The connection ends without an answer, after the work was done.
    case lostReplies
    /// The connection ends in the middle of an answer.
    case cutConnections
    /// A token is refused before its time.
    case expiredTokens
    /// An export runs for many questions.
    case lateOperations
    /// An operation is forgotten (410).
    case lostOperations
    /// An export ends with code 5000.
    case noData
    case missingBlobs
    /// A signature is refused.
    case expiredSignatures
    /// A blob whose gzip is damaged.
    case badGzip
    /// A page comes again instead of the next one.
    case duplicatedPages
    /// A redirect to a host that nobody allowed.
    case foreignRedirects
}

/// Which faults strike: a share of the addresses, each a number of times. Seeded by the address, so the same requests
/// meet the same faults in whatever order they come.
package struct SandboxFaults: Sendable {
    package struct Rule: Sendable, Equatable {
        /// Of the addresses, 0 to 100.
        package var percent: Int
        /// Of the first requests to such an address.
        package var times: Int

        package init(percent: Int, times: Int = 1) {
            self.percent = percent
            self.times = times
        }
    }

    package var rules: [SandboxFault: Rule] = [:]

    package init(_ rules: [SandboxFault: Rule] = [:]) { self.rules = rules }

    /// Reads `throttling=20` or `missingBlobs=10x1000`; `nil` for anything else.
    package static func rule(_ text: String) -> (fault: SandboxFault, rule: Rule)? {
        let sides = text.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, let fault = SandboxFault(rawValue: String(sides[0])) else { return nil }
        let numbers = sides[1].split(separator: "x", maxSplits: 1).map { Int($0) }
        guard let percent = numbers.first ?? nil, (0...100).contains(percent) else { return nil }
        guard numbers.count == 2 else { return (fault, Rule(percent: percent)) }
        guard let times = numbers[1], times > 0 else { return nil }
        return (fault, Rule(percent: percent, times: times))
    }
}

/// Decides when a fault strikes.
final class FaultBook: Sendable {
    private let faults: SandboxFaults
    private let seed: UInt64
    private let struck = Mutex<[String: Int]>([:])

    init(_ faults: SandboxFaults, seed: UInt64) {
        self.faults = faults
        self.seed = seed
    }

    /// The fault strikes this request. `key` says what is asked for, without anything that changes from run to run.
    func strikes(_ fault: SandboxFault, _ key: String) -> Bool {
        guard let rule = faults.rules[fault] else { return false }
        let name = "\(fault.rawValue) \(key)"
        guard Int(hash(name) % 100) < rule.percent else { return false }
        return struck.withLock { counts in
            counts[name, default: 0] += 1
            return counts[name, default: 0] <= rule.times
        }
    }

    private func hash(_ text: String) -> UInt64 {
        var value = text.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return value ^ (value >> 33)
    }
}
