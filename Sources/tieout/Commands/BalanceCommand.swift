import ArgumentParser
import PartnerCenter

struct BalanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance", abstract: "What is owed, now and per currency.")

    @OptionGroup var listing: ListingOptions

    @Flag(name: .customLong("by-currency"), help: "One row per currency; needs a user's refresh token.")
    var byCurrency = false

    func run() throws {
        let byCurrency = byCurrency
        let rows = try ServiceSession.run(listing.service) { client in
            byCurrency ? try await MoneyCalls(client).summaries() : [try await MoneyCalls(client).balance()]
        }
        Listing.show(rows, as: listing.format)
    }
}
