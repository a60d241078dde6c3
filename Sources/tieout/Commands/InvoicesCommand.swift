import ArgumentParser
import PartnerCenter
import Synchronization

struct InvoicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoices", abstract: "Invoices, their lines, estimates of the open period, and statements.",
        subcommands: [List.self, Show.self, Lines.self, Estimates.self, Statement.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "All documents.")
        @OptionGroup var listing: ListingOptions

        func run() throws {
            Listing.show(
                try ServiceSession.run(listing.service) { try await MoneyCalls($0).invoices() }, as: listing.format)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One document, with those that amend it.")
        @OptionGroup var listing: ListingOptions
        @Argument var invoice: String

        func run() throws {
            let invoice = invoice
            Listing.show(
                try ServiceSession.run(listing.service) { try await MoneyCalls($0).invoice(invoice) },
                as: listing.format)
        }
    }

    struct Lines: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lines of an invoice, or of the open period ('unbilled'), by version 1 of the service.")
        @OptionGroup var listing: ListingOptions
        @Argument(help: "An invoice, or 'unbilled'.") var invoice: String
        @Option(help: "onetime, office, azure, marketplace or all.") var provider = "onetime"
        @Flag(help: "Daily usage instead of charges.") var usage = false
        @Option(help: "ISO 4217; required for usage and for what is unbilled.") var currency: String?
        @Option(help: "current or previous; required for what is unbilled.") var period: String?

        func run() throws {
            let query = LineQuery(
                invoice: invoice, provider: provider, isUsage: usage, currency: currency, period: period)
            let lines = try ServiceSession.run(listing.service) { client in
                let lines = Mutex<[ListedLine]>([])
                try await MoneyCalls(client).lines(query) { page in lines.withLock { $0 += page } }
                return lines.withLock { $0 }
            }
            Listing.show(lines, as: listing.format)
        }
    }

    struct Estimates: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Where estimates of the open period are.")
        @OptionGroup var listing: ListingOptions
        @Option(help: "ISO 4217.") var currency: String

        func run() throws {
            let currency = currency
            Listing.show(
                try ServiceSession.run(listing.service) { try await MoneyCalls($0).estimateLinks(currency: currency) },
                as: listing.format)
        }
    }

    struct Statement: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Saves an invoice's PDF statement.")
        @OptionGroup var service: ServiceOptions
        @Argument var invoice: String
        @Option(name: .shortAndLong, help: ArgumentHelp("Where to (default: <invoice>.pdf).", valueName: "file"))
        var output: String?

        func run() throws {
            let invoice = invoice
            // The invoice's name may become a file's name only when it cannot lead anywhere.
            guard output != nil || invoice.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
                throw ValidationError("'\(invoice)' is no plain invoice id; give an --output")
            }
            let path = output ?? invoice + ".pdf"
            try ServiceSession.run(service) { try await MoneyCalls($0).statement(invoice, to: path) }
            print(path)
        }
    }
}
