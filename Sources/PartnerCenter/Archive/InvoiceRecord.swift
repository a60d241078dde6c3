import BillingModel

/// What the archive remembers of an invoice: enough to know whether it has to be read again.
package struct InvoiceRecord: Codable, Sendable, Equatable {
    package struct File: Codable, Sendable, Equatable {
        /// In the set's folder.
        package var name: String
        package var bytes: Int
    }

    /// One set of lines.
    package struct Part: Codable, Sendable, Equatable {
        /// `v1` or `v2`.
        package var route: String
        /// In the invoice's folder; empty when the service has no such lines.
        package var folder: String
        /// Of the export; empty on v1.
        package var etag: String
        package var files: [File]
        /// The day of the run that read it, or found it unchanged: `YYYY-MM-DD`.
        package var readOn = ""
        /// Customers that its lines charge for reservations; `nil` in records of versions that did not look.
        package var reservationCustomers: [String]?

        /// It was read when nothing about it could change any more.
        package func isSettled(for document: BilledDocument, settlingDays: Int) -> Bool {
            guard case .date(let day) = DateText.read(readOn) else { return false }
            return day - document.date >= settlingDays
        }
    }

    package static let currentVersion = 1

    package var version = InvoiceRecord.currentVersion
    /// ``BilledDocument/headerDigest``.
    package var header: String
    /// The day of the run that read it, `YYYY-MM-DD`.
    package var readOn: String
    /// By ``LineSet/name``.
    package var parts: [String: Part]
    /// Every set of lines was read whole.
    package var isWhole: Bool
    /// A user stood behind the fetch: what only users may read was asked for.
    package var hadUser: Bool?

    package init(header: String, readOn: String, parts: [String: Part], isWhole: Bool) {
        self.header = header
        self.readOn = readOn
        self.parts = parts
        self.isWhole = isWhole
    }

    /// The invoice need not be asked for again: nothing about it has changed, and it was read when nothing about it
    /// could change any more.
    package func stands(for document: BilledDocument, settlingDays: Int) -> Bool {
        guard version == InvoiceRecord.currentVersion, isWhole, header == document.headerDigest else { return false }
        guard case .date(let day) = DateText.read(readOn) else { return false }
        return day - document.date >= settlingDays
    }

    /// One set of lines that need not be asked for again, although others of the invoice do.
    package func settled(_ set: LineSet, of document: BilledDocument, settlingDays: Int) -> Part? {
        guard version == InvoiceRecord.currentVersion, header == document.headerDigest, let part = parts[set.name],
            part.isSettled(for: document, settlingDays: settlingDays)
        else { return nil }
        return part
    }
}
