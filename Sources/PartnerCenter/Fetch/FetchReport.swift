/// What a fetch brought, and what it did not.
package struct FetchReport: Sendable {
    /// What could not be had whole.
    package struct Gap: Sendable, Equatable {
        /// What it is that is not whole.
        package enum Part: String, Sendable {
            case charges, usage, orders
            /// The list of invoices, balances, the archive itself.
            case service
        }

        /// The invoice; `nil` when it is about something else.
        package let invoice: String?
        package var part = Part.service
        package let reason: String
    }

    /// Invoices whose lines were read, by id.
    package internal(set) var fetched: [String] = []
    /// Invoices that needed no reading, or whose lines proved the same.
    package internal(set) var unchanged: [String] = []
    /// What makes the run incomplete. The invoices among it are provisional; what the archive had of them, it still has.
    package internal(set) var gaps: [Gap] = []
    /// What a person should know, and what does not make the run incomplete.
    package internal(set) var notes: [String] = []
    package internal(set) var requestCount = 0
    /// `MS-CorrelationId` of all its requests.
    package let correlationID: String

    init(correlationID: String) { self.correlationID = correlationID }

    package var isComplete: Bool { gaps.isEmpty }
}

/// How far a fetch has come.
package enum FetchProgress: Sendable {
    case listed(documents: Int, toRead: Int)
    case read(invoice: String, done: Int, of: Int)
}

/// Why a fetch could not even begin.
package enum FetchError: Error, Sendable, CustomStringConvertible {
    /// Another fetch, or a run that reads from it, holds the archive.
    case held(path: String)
    /// The archive cannot be used.
    case archive(FileFault)
    /// The service does not let us in.
    case noAccess(ServiceError)

    package var description: String {
        switch self {
        case .held(let path): "another run holds the archive \(path). Wait for it to end, then run again."
        case .archive(let fault): fault.description
        case .noAccess(let error): error.description
        }
    }
}
