import ArgumentParser
import PartnerCenter

struct EntitlementsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entitlements", abstract: "What a customer owns: software and reservations.",
        subcommands: [List.self, Reservations.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Entitlements of a customer, or those of one type.")
        @OptionGroup var listing: ListingOptions
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Option(help: "software or reservedInstance.")
        var type: String?

        func run() throws {
            let (customer, type) = (customer, type)
            Listing.show(
                try ServiceSession.run(listing.service) {
                    try await EntitlementCalls($0, customer: customer).entitlements(type: type)
                },
                as: listing.format)
        }
    }

    struct Reservations: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The reservations of a reservation order.")
        @OptionGroup var listing: ListingOptions
        @Option(help: ArgumentHelp("The customer's tenant.", valueName: "guid"))
        var customer: String
        @Argument var order: String

        func run() throws {
            let (customer, order) = (customer, order)
            Listing.show(
                try ServiceSession.run(listing.service) {
                    try await EntitlementCalls($0, customer: customer).reservations(order: order)
                },
                as: listing.format)
        }
    }
}
