package import BillingModel

/// `index.csv` of a split: which folder holds whose findings, and what they come to.
package enum SplitIndexReport {
    package static let fileName = "index.csv"

    package static let columns = ["folder", "id", "name", "currency", "discrepancies", "difference"]

    /// Findings of one owner in one currency; without a currency those that have no money.
    package struct Entry: Sendable, Equatable {
        package let folder: String
        package let id: String
        package let name: String
        package let currency: CurrencyCode?
        package var discrepancies: Int
        package var difference: Amount?

        package init(folder: String, id: String, name: String, currency: CurrencyCode?) {
            self.folder = folder
            self.id = id
            self.name = name
            self.currency = currency
            discrepancies = 0
        }
    }

    package static func write(_ entry: Entry, to csv: inout CSVWriter) throws(ReportError) {
        csv.text(entry.folder)
        csv.text(entry.id)
        csv.text(entry.name)
        csv.text(entry.currency?.description ?? "")
        csv.integer(entry.discrepancies)
        csv.amount(entry.difference)
        try csv.endRow()
    }
}
