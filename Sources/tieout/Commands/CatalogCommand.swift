import ArgumentParser
import PartnerCenter

struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "What is on sale: products, SKUs, availabilities, inventory.",
        subcommands: [
            Products.self, Product.self, SKUs.self, SKU.self, Availabilities.self, Availability.self, Inventory.self,
        ])

    /// Options of every catalogue command.
    struct Market: ParsableArguments {
        @Option(help: "Country, ISO alpha-2.")
        var country: String

        @Option(help: "commercial, education, government or nonprofit (default: all but the last).")
        var segment: String?

        func calls(_ client: ServiceClient) -> CatalogueCalls {
            CatalogueCalls(client, country: country, segment: segment)
        }
    }

    struct Products: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Products of a view, such as OnlineServices or Azure.")
        @OptionGroup var market: Market
        @OptionGroup var listing: ListingOptions
        @Option(name: .customLong("view"), help: "Azure, AzureReservations, MicrosoftAzure, OnlineServices, Software …")
        var view: String

        func run() throws {
            let (market, view) = (market, view)
            Listing.show(
                try ServiceSession.run(listing.service) { try await market.calls($0).products(view: view) },
                as: listing.format)
        }
    }

    struct Product: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One product.")
        @OptionGroup var market: Market
        @OptionGroup var listing: ListingOptions
        @Argument var product: String

        func run() throws {
            let (market, product) = (market, product)
            Listing.show(
                [try ServiceSession.run(listing.service) { try await market.calls($0).product(product) }],
                as: listing.format)
        }
    }

    struct SKUs: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "skus", abstract: "SKUs of a product.")
        @OptionGroup var market: Market
        @OptionGroup var listing: ListingOptions
        @Argument var product: String

        func run() throws {
            let (market, product) = (market, product)
            Listing.show(
                try ServiceSession.run(listing.service) { try await market.calls($0).skus(of: product) },
                as: listing.format)
        }
    }

    struct SKU: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sku", abstract: "One SKU; its inventory is checked where its prerequisites demand it.")
        @OptionGroup var market: Market
        @OptionGroup var listing: ListingOptions
        @OptionGroup var context: InventoryContext
        @Argument var product: String
        @Argument var sku: String

        func run() throws {
            let (market, context, product, sku) = (market, context.fields, product, sku)
            let (found, restricted) = try ServiceSession.run(listing.service) { client in
                let calls = market.calls(client)
                let found = try await calls.sku(sku, of: product)
                return (
                    found, try await PurchaseCheck(calls, context: context).restrictions(sku: found, product: product)
                )
            }
            Listing.show([found], as: listing.format)
            for item in restricted {
                Console.error("restricted: \(item.product):\(item.sku): \(item.restrictions.joined(separator: "; "))")
            }
        }
    }

    struct Availabilities: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Availabilities of a SKU with their catalogue item ids.")
        @OptionGroup var market: Market
        @OptionGroup var listing: ListingOptions
        @Argument var product: String
        @Argument var sku: String

        func run() throws {
            let (market, product, sku) = (market, product, sku)
            Listing.show(
                try ServiceSession.run(listing.service) {
                    try await market.calls($0).offers(of: sku, product: product)
                },
                as: listing.format)
        }
    }

    struct Availability: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One availability with all its terms.")
        @OptionGroup var market: Market
        @OptionGroup var listing: ListingOptions
        @Argument var product: String
        @Argument var sku: String
        @Argument var availability: String

        func run() throws {
            let (market, product, sku, availability) = (market, product, sku, availability)
            Listing.show(
                try ServiceSession.run(listing.service) {
                    try await market.calls($0).offers(availability: availability, sku: sku, product: product)
                }, as: listing.format)
        }
    }

    struct Inventory: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Checks whether a product's SKUs can be had.")
        @OptionGroup var market: Market
        @OptionGroup var listing: ListingOptions
        @OptionGroup var context: InventoryContext
        @Argument var product: String
        @Argument var sku: String?

        func run() throws {
            let (market, context, product, sku) = (market, context.fields, product, sku)
            Listing.show(
                try ServiceSession.run(listing.service) {
                    try await market.calls($0).inventory(product: product, sku: sku, context: context)
                },
                as: listing.format)
        }
    }
}

/// What an inventory check may want to know.
struct InventoryContext: ParsableArguments {
    @Option(name: .customLong("for-customer"), help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
    var inventoryCustomer: String?

    @Option(name: .customLong("azure-subscription"), help: ArgumentHelp("An Azure subscription.", valueName: "guid"))
    var azureSubscription: String?

    @Option(help: "An Azure region, such as westeurope.")
    var region: String?

    var fields: [(name: String, value: String)] {
        [("customerId", inventoryCustomer), ("azureSubscriptionId", azureSubscription), ("armRegionName", region)]
            .compactMap {
                name, value in value.map { (name: name, value: $0) }
            }
    }
}
