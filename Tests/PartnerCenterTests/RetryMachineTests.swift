import PartnerCenter
import Testing

@Suite("What happens after an attempt")
struct RetryMachineTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let outcomes: [RetryMachine.Outcome]
        /// `~` for a wait of any length.
        let last: String

        var testDescription: String { name }
    }

    static let cases: [Case] = [
        .init(name: "a success stands", outcomes: [.answer(status: 200, retryAfter: nil)], last: "deliver"),
        .init(name: "a refusal stands", outcomes: [.answer(status: 403, retryAfter: nil)], last: "deliver"),
        .init(name: "not found stands", outcomes: [.answer(status: 404, retryAfter: nil)], last: "deliver"),
        .init(name: "409 stands", outcomes: [.answer(status: 409, retryAfter: nil)], last: "deliver"),
        .init(
            name: "429 waits as long as it says, with a new request id",
            outcomes: [.answer(status: 429, retryAfter: .seconds(57))], last: "wait 57.0 seconds, new id"),
        .init(
            name: "503 waits as long as it says", outcomes: [.answer(status: 503, retryAfter: .seconds(7))],
            last: "wait 7.0 seconds, new id"),
        .init(
            name: "an hour's wait is not waited for", outcomes: [.answer(status: 429, retryAfter: .seconds(3600))],
            last: "deliver"),
        .init(name: "500 backs off", outcomes: [.answer(status: 500, retryAfter: nil)], last: "wait ~, new id"),
        .init(
            name: "no answer keeps the request id", outcomes: [.failure(.noAnswer("reset"))], last: "wait ~, same id"),
        .init(name: "a broken answer keeps it, too", outcomes: [.failure(.broken("reset"))], last: "wait ~, same id"),
        .init(
            name: "a damaged answer was one", outcomes: [.failure(.unusable("gzip", isPassing: true))],
            last: "wait ~, new id"),
        .init(
            name: "one that is too large is not asked for again",
            outcomes: [.failure(.unusable("large", isPassing: false))],
            last: "give up"),
        .init(name: "401 renews the token", outcomes: [.answer(status: 401, retryAfter: nil)], last: "renew"),
        .init(
            name: "three times at most", outcomes: Array(repeating: .answer(status: 401, retryAfter: nil), count: 4),
            last: "deliver"),
        .init(
            name: "the last attempt stands",
            outcomes: Array(repeating: .answer(status: 500, retryAfter: nil), count: 6), last: "deliver"),
        .init(name: "cancelled is cancelled", outcomes: [.failure(.cancelled)], last: "give up"),
    ]

    @Test(arguments: cases)
    func action(_ row: Case) {
        var machine = RetryMachine(RetryPolicy(), start: .zero, seed: 1)
        var last = RetryMachine.Action.deliver
        for outcome in row.outcomes { last = machine.next(outcome, now: .seconds(1)) }
        #expect(described(last, exact: row.last.contains("seconds")) == row.last)
    }

    @Test("waits double, stay within their bounds, and are the same for the same seed")
    func backoff() {
        func waits(seed: UInt64) -> [Duration] {
            var policy = RetryPolicy()
            policy.attempts = 10
            var machine = RetryMachine(policy, start: .zero, seed: seed)
            return (0..<9).compactMap { _ in
                if case .wait(let wait, _) = machine.next(.failure(.noAnswer("")), now: .zero) { return wait }
                return nil
            }
        }
        let first = waits(seed: 42)
        #expect(first == waits(seed: 42))
        #expect(first != waits(seed: 43))
        for (index, wait) in first.enumerated() {
            let full = min(Duration.seconds(1 << index), .seconds(60))
            #expect(wait >= full / 2 && wait <= full)
        }
    }

    @Test("no attempt starts beyond the budget")
    func budget() {
        var policy = RetryPolicy()
        policy.budget = .seconds(100)
        var machine = RetryMachine(policy, start: .seconds(1000), seed: 1)
        #expect(machine.next(.answer(status: 429, retryAfter: .seconds(60)), now: .seconds(1050)) == .deliver)
    }

    @Test("what buys something is sent again only when no answer came, or when it was throttled at the door")
    func purchase() {
        var policy = RetryPolicy()
        policy.repeatsAnswered = false
        func next(_ outcome: RetryMachine.Outcome) -> String {
            var machine = RetryMachine(policy, start: .zero, seed: 1)
            return described(machine.next(outcome, now: .zero), exact: false)
        }
        #expect(next(.answer(status: 500, retryAfter: nil)) == "deliver")
        #expect(next(.answer(status: 503, retryAfter: .seconds(1))) == "deliver")
        #expect(next(.answer(status: 429, retryAfter: .seconds(1))) == "wait ~, new id")
        #expect(next(.failure(.noAnswer(""))) == "wait ~, same id")
        #expect(next(.failure(.broken(""))) == "wait ~, same id")
    }

    private func described(_ action: RetryMachine.Action, exact: Bool) -> String {
        switch action {
        case .deliver: "deliver"
        case .renewToken: "renew"
        case .giveUp: "give up"
        case .wait(let wait, let same): "wait \(exact ? "\(wait)" : "~"), \(same ? "same" : "new") id"
        }
    }
}
