/// Time, so that tests need not wait for it.
package protocol TimeKeeper: Sendable {
    /// Since some moment before the first call; never goes back.
    var now: Duration { get }

    /// - Throws: `CancellationError`.
    func sleep(for duration: Duration) async throws
}

/// The system's clock.
package struct SystemTime: TimeKeeper {
    private let start = ContinuousClock.now

    package init() {}

    package var now: Duration { ContinuousClock.now - start }

    package func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
