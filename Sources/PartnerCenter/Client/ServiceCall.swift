/// One call to the service.
package struct ServiceCall: Sendable {
    package var role: ServiceRole
    package var method = HTTPMethod.get
    package var address: WebAddress
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8] = []
    package var contentType = "application/json"
    package var accept = "application/json"
    /// What it is for, in the field's words; begins every error message.
    package var purpose: String
    /// Seconds until the whole answer has to be there.
    package var wholeWithin: Int?
    /// What the answer has to be.
    package var expectation = MemorySink.Expectation.json
    /// It may be sent again after a failing answer; otherwise only when no answer came at all.
    package var repeatsAnswered = true

    package init(_ role: ServiceRole, _ address: WebAddress, purpose: String) {
        self.role = role
        self.address = address
        self.purpose = purpose
    }

    /// The largest JSON answer, in bytes: 2,000 lines of a page take about 5 MB.
    package static let largestAnswer = 64 << 20
}

/// An answer that arrived whole.
package struct ServiceReply: Sendable {
    package let head: HTTPHead
    package let body: [UInt8]
    package let requestID: String
}
