/// How long and how often one request is tried.
package struct RetryPolicy: Sendable, Equatable {
    /// Attempts in all, the first included.
    package var attempts = 6
    /// No attempt starts later than this after the first.
    package var budget = Duration.seconds(900)
    package var firstWait = Duration.seconds(1)
    package var longestWait = Duration.seconds(60)
    /// A `Retry-After` beyond this is not waited for.
    package var longestRetryAfter = Duration.seconds(600)
    /// Tried again after a failing answer, too; otherwise only when no answer came. Off for what buys something.
    package var repeatsAnswered = true

    package init() {}
}

/// Decides what happens after each attempt of one request. Pure: time and chance come from outside.
///
/// Rules (billing API 2.2, commerce API 1.2 and 1.8): a 429 or 503 waits as long as it says; other 5xx, 408 and broken
/// connections wait with exponential backoff and jitter; a 401 renews the token; everything else is an answer.
/// The request id stays the same only when no answer came.
package struct RetryMachine: Sendable {
    /// Tokens that one request may use up. More than one, because the token is shared: while this request was on its
    /// way with a new one, that may have been withdrawn as well.
    private static let mostRenewals = 3

    /// What an attempt came to.
    package enum Outcome: Equatable, Sendable {
        case answer(status: Int, retryAfter: Duration?)
        /// No answer, or one that broke off.
        case failure(TransportFailure)
    }

    package enum Action: Equatable, Sendable {
        /// The answer stands, good or bad.
        case deliver
        /// Try again after a while.
        case wait(Duration, sameRequestID: Bool)
        /// Try again at once with a new token.
        case renewToken
        /// There is no answer, and there will be none.
        case giveUp(TransportFailure)
    }

    private let policy: RetryPolicy
    private let start: Duration
    private var attempt = 0
    private var renewals = 0
    private var chance: SeededChance

    package init(_ policy: RetryPolicy, start: Duration, seed: UInt64) {
        self.policy = policy
        self.start = start
        chance = SeededChance(seed: seed)
    }

    /// Attempts so far.
    package var attempts: Int { attempt }

    /// Takes the outcome of an attempt that ended at `now`.
    package mutating func next(_ outcome: Outcome, now: Duration) -> Action {
        attempt += 1
        switch outcome {
        case .answer(401, _):
            renewals += 1
            return renewals > RetryMachine.mostRenewals ? .deliver : .renewToken
        case .answer(let status, let retryAfter):
            guard RetryMachine.isPassing(status), policy.repeatsAnswered || status == 429 else { return .deliver }
            if let retryAfter, retryAfter > policy.longestRetryAfter { return .deliver }
            let wait = max(retryAfter ?? .zero, retryAfter == nil ? backoff() : .zero)
            return mayTryAgain(after: wait, now) ? .wait(wait, sameRequestID: false) : .deliver
        case .failure(let failure):
            guard failure.isPassing, policy.repeatsAnswered || !failure.hadAnswer else { return .giveUp(failure) }
            let wait = backoff()
            return mayTryAgain(after: wait, now) ? .wait(wait, sameRequestID: !failure.hadAnswer) : .giveUp(failure)
        }
    }

    private func mayTryAgain(after wait: Duration, _ now: Duration) -> Bool {
        attempt < policy.attempts && now + wait - start <= policy.budget
    }

    /// Doubles with each attempt, the upper half of it by chance, so that clients do not come back together.
    private mutating func backoff() -> Duration {
        var wait = policy.firstWait
        for _ in 1..<max(attempt, 1) where wait < policy.longestWait { wait *= 2 }
        wait = min(wait, policy.longestWait)
        return wait / 2 + wait / 2 * Int(chance.next() % 1001) / 1000
    }

    /// Statuses that may be gone a moment later.
    private static func isPassing(_ status: Int) -> Bool { [408, 425, 429, 500, 502, 503, 504].contains(status) }
}

/// Chance that can be repeated (SplitMix64).
package struct SeededChance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
