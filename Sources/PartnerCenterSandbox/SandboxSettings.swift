package import BillingModel

/// What the sandbox serves, and how badly it behaves.
package struct SandboxSettings: Sendable {
    /// A snapshot folder (contracts, section 2).
    package var snapshot: String
    /// 0: any free port.
    package var port = 0
    /// Makes the faults repeatable.
    package var seed: UInt64 = 1
    package var faults = SandboxFaults()
    /// The application that may sign in.
    package var tenant = "sandbox-tenant"
    package var clientID = "sandbox-client"
    package var clientSecret = "sandbox-secret"
    /// The refresh token that a user starts with; it rotates with each use.
    package var refreshToken = "sandbox-refresh-0"
    /// Seconds that a token lives.
    package var tokenLifetime = 3600
    /// The most lines on a page, whatever size is asked for; a page that is smaller in the snapshot stays as it is.
    package var largestPage = 2000
    /// Questions that an export answers with "running" before it is done.
    package var runningAnswers = 1
    /// Seconds that a running export and a throttled call ask for.
    package var retryAfter = 1
    /// Milliseconds that every answer takes longer than it has to.
    package var latency = 0
    /// Minutes until an order that was just placed is listed are up to fifteen at the service; here: listings until then.
    package var hiddenListings = 1

    /// The day in the sandbox: what is bought is bought then; `nil` for the real one.
    package var today: CalendarDate?

    package init(snapshot: String) { self.snapshot = snapshot }
}
