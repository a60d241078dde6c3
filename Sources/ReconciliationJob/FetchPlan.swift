package import PartnerCenter

/// What `--source partner-center` does before everything else: bring the archive up to date, then go on as from it.
package struct FetchPlan: Sendable {
    /// The value of `--source` that asks for it. A folder of that name is `./partner-center`.
    package static let source = "partner-center"
    /// The order book that the orders of the service are kept in, inside the archive.
    package static let orderBookName = "orders-partner-center.csv"

    /// The snapshot folder that is brought up to date.
    package let archive: String
    /// Also the orders of all customers, into ``orderBook``.
    package let syncsOrders: Bool
    package let service: ServiceSettings

    /// Where the orders of the service go.
    package var orderBook: String { archive + "/" + FetchPlan.orderBookName }
}
