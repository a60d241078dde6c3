import ArgumentParser
import PartnerCenter
import ReconciliationJob

struct OrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Orders: one, all of a customer, or all of everybody into the order book.",
        subcommands: [Show.self, List.self, Sync.self])

    /// The order book that tieout keeps itself: where a run with --sync-orders keeps it, too.
    static let standardBook = "archive/" + FetchPlan.orderBookName

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One order with its prices for the whole term.")
        @OptionGroup var listing: ListingOptions
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Argument var order: String

        func run() throws {
            let (customer, order) = (customer, order)
            let found = try ServiceSession.run(listing.service) { try await OrderCalls($0).order(order, of: customer) }
            Listing.show(PlacedOrderRow.rows([found]), as: listing.format)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Orders of a customer, or those of one billing cycle.")
        @OptionGroup var listing: ListingOptions
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Option(name: .customLong("billing-cycle"), help: "one_time, monthly, annual …")
        var billingCycle: String?

        func run() throws {
            let (customer, cycle) = (customer, billingCycle)
            let orders = try ServiceSession.run(listing.service) {
                try await OrderCalls($0).orders(of: customer, billingCycle: cycle)
            }
            Listing.show(PlacedOrderRow.rows(orders), as: listing.format)
        }
    }

    struct Sync: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings the orders of all customers into the order book.")
        @OptionGroup var service: ServiceOptions
        @Option(help: ArgumentHelp("The order book that tieout keeps.", valueName: "file"))
        var book = OrdersCommand.standardBook

        func run() throws {
            let book = book
            let report = try ServiceSession.run(service) { try await OrderSync($0, book: OrderBookFile(book)).run() }
            report.notes.forEach { Console.error("note: \($0)") }
            report.gaps.forEach { Console.error("incomplete: \($0)") }
            Console.error("tieout: \(report.rows) rows of \(report.customers) customers in \(book)")
            if !report.isComplete { throw ExitCode(ExitStatus.incomplete.rawValue) }
        }
    }
}
