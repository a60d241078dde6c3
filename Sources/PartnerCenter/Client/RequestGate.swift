/// One bounded pool for all requests of the process; where the service asked for patience, all wait.
package actor RequestGate {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var head = 0
    private var quietUntil: [ServiceRole: Duration] = [:]

    /// Requests that were sent.
    package private(set) var requestCount = 0
    /// The most that were under way at once.
    package private(set) var mostAtOnce = 0
    private let width: Int

    /// `width`: requests at once.
    package init(width: Int) {
        self.width = max(width, 1)
        free = self.width
    }

    /// Waits for a place, first come, first served.
    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
        requestCount += 1
        mostAtOnce = max(mostAtOnce, width - free)
    }

    /// Gives the place to the next.
    func leave() {
        guard head < waiting.count else {
            free += 1
            return
        }
        let next = waiting[head]
        head += 1
        if head > 64, head * 2 > waiting.count {
            waiting.removeFirst(head)
            head = 0
        }
        next.resume()
    }

    /// The service asked everyone to stay away until then.
    func hold(_ role: ServiceRole, until: Duration) {
        quietUntil[role] = max(quietUntil[role] ?? .zero, until)
    }

    /// How long to stay away from a part of the service, at `now`.
    func quiet(_ role: ServiceRole, now: Duration) -> Duration { max((quietUntil[role] ?? .zero) - now, .zero) }
}
