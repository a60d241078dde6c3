import ArgumentParser
import PartnerCenter
import ReconciliationJob

struct CartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cart", abstract: "Carts of a customer: create, update, show, check out.",
        subcommands: [Create.self, Update.self, Show.self, Checkout.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a cart; what SKUs demand to be checked is checked first.")
        @OptionGroup var listing: ListingOptions
        @OptionGroup var lines: CartLines
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Option(help: "Country, ISO alpha-2.")
        var country: String
        @Option(
            name: .customLong("azure-subscription"), help: ArgumentHelp("An Azure subscription.", valueName: "guid"))
        var azureSubscription: String?

        func run() throws {
            let (customer, country, wanted) = (customer, country, try lines.parsed())
            let context =
                [(name: "customerId", value: customer)]
                + (azureSubscription.map { [(name: "azureSubscriptionId", value: $0)] } ?? [])
            let cart = try ServiceSession.run(listing.service) { client -> Cart in
                let check = PurchaseCheck(CatalogueCalls(client, country: country), context: context)
                if let item = try await check.restrictions(of: wanted).first {
                    let reasons = item.restrictions.joined(separator: "; ")
                    throw ServiceSession.ended(.refused, "\(item.product):\(item.sku) cannot be had: \(reasons)")
                }
                return try await CartCalls(client, customer: customer).create(wanted)
            }
            try CartCommand.show(cart, listing)
        }
    }

    struct Update: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Replaces all lines of a cart.")
        @OptionGroup var listing: ListingOptions
        @OptionGroup var lines: CartLines
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Argument var cart: String

        func run() throws {
            let (customer, cart, wanted) = (customer, cart, try lines.parsed())
            let updated = try ServiceSession.run(listing.service) {
                try await CartCalls($0, customer: customer).update(cart, wanted)
            }
            try CartCommand.show(updated, listing)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows a cart.")
        @OptionGroup var listing: ListingOptions
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Argument var cart: String

        func run() throws {
            let (customer, cart) = (customer, cart)
            try CartCommand.show(
                try ServiceSession.run(listing.service) { try await CartCalls($0, customer: customer).show(cart) },
                listing)
        }
    }

    struct Checkout: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Buys what is in a cart and notes the orders in the order book, as pending.")
        @OptionGroup var listing: ListingOptions
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Option(help: ArgumentHelp("The order book that tieout keeps.", valueName: "file"))
        var book = OrdersCommand.standardBook
        @Argument var cart: String

        func run() throws {
            let (customer, cart, book) = (customer, cart, book)
            let outcome = try ServiceSession.run(listing.service) { client -> CheckoutOutcome in
                let outcome = try await CartCalls(client, customer: customer).checkOut(cart)
                if case .placed(let orders, _) = outcome {
                    let notes = try await OrderSync(client, book: OrderBookFile(book)).note(orders)
                    notes.forEach { Console.error("note: \($0)") }
                }
                return outcome
            }
            switch outcome {
            case .placed(let orders, let failures):
                Listing.show(PlacedOrderRow.rows(orders), as: listing.format)
                failures.forEach { Console.error("not ordered: \($0)") }
                if !failures.isEmpty { throw ExitCode(ExitStatus.incomplete.rawValue) }
            case .unknown(let error):
                Console.error("tieout: nobody knows whether this cart was bought: \(error)")
                Console.error("tieout: look at 'tieout orders list --customer \(customer)' before you try again")
                throw ExitCode(ExitStatus.incomplete.rawValue)
            }
        }
    }

    /// Lists a cart; errors of its lines make the exit status 2.
    private static func show(_ cart: Cart, _ listing: ListingOptions) throws {
        Listing.show(cart.lines, as: listing.format)
        Console.error("tieout: cart \(cart.id), \(cart.status.lowercased()), good until \(cart.expires)")
        if cart.hasErrors { throw ServiceSession.ended(.refused, "the cart has lines with errors") }
    }
}

/// The lines of a cart on the command line.
struct CartLines: ParsableArguments {
    @Option(
        name: .customLong("line"),
        help: ArgumentHelp(
            "A line: catalogue item id, quantity, billing cycle and, unless bought once, term.",
            valueName: "'item quantity cycle [term]'"))
    var lines: [String]

    func parsed() throws -> [CartLine] {
        try lines.map { text in
            let words = text.split(separator: " ").map(String.init)
            guard (3...4).contains(words.count), let quantity = Int(words[1]), quantity > 0 else {
                throw ValidationError("'\(text)' is no line such as 'CFQ7TTC0LH16:0001:CFQ7TTC0K971 10 monthly P1Y'")
            }
            return CartLine(
                catalogItemID: words[0], quantity: quantity, billingCycle: words[2],
                term: words.count > 3 ? words[3] : nil)
        }
    }
}
