package import BillingModel
internal import GRDB

/// What became of the rates of an import.
package struct RateImport: Sendable, Equatable {
    /// A rate that was published again with another value.
    package struct Revision: Sendable, Equatable {
        package let earlier: ExactDecimal
        package let rate: ReferenceRate
        /// The file has a value that was superseded already: it is older than what the ledger knows, and left out.
        package let isStale: Bool
        package let document: DocumentIndex
    }

    /// Rates that the ledger did not have, revisions among them.
    package fileprivate(set) var posted = 0
    package fileprivate(set) var known = 0
    package fileprivate(set) var revisions: [Revision] = []

    package init() {}
}

extension RunPosting {
    /// Adds the rates of files that the ledger does not have. One that it has with another value supersedes that value,
    /// unless it is the value that was superseded itself. Comes before ``seal(documents:)``, which enters the documents.
    package func post(
        rates files: [(document: DocumentIndex, rates: [ReferenceRate])]
    ) throws(LedgerError)
        -> RateImport
    {
        try add { database in
            var register = try RateRegister(database)
            var outcome = RateImport()
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO reference_rates
                        (run_no, document_no, source, currency, first_day, last_day, rate, supersedes)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for file in files {
                for rate in file.rates {
                    let place = RateRegister.Place(rate)
                    let values = register.values[place] ?? []
                    if values.last?.rate == rate.rate {
                        outcome.known += 1
                        continue
                    }
                    if let current = values.last {
                        let isStale = values.contains { $0.rate == rate.rate }
                        outcome.revisions.append(
                            RateImport.Revision(
                                earlier: current.rate, rate: rate, isStale: isStale, document: file.document))
                        if isStale { continue }
                    }
                    try insert.execute(arguments: [
                        runNumber, note(file.document), rate.source.rawValue, rate.currency.description,
                        rate.days.start.description, rate.days.end.description, rate.rate.description,
                        values.last?.number,
                    ])
                    register.values[place, default: []].append((database.lastInsertedRowID, rate.rate))
                    outcome.posted += 1
                }
            }
            return outcome
        }
    }
}

/// Every value of every rate, by what it is of; the last one counts.
struct RateRegister {
    struct Place: Hashable {
        let source: RateSource
        let currency: CurrencyCode
        let firstDay: CalendarDate

        init(_ rate: ReferenceRate) {
            source = rate.source
            currency = rate.currency
            firstDay = rate.days.start
        }
    }

    var values: [Place: [(number: Int64, rate: ExactDecimal)]] = [:]

    init(_ database: Database) throws {
        var scan = try RowScan(
            "SELECT rate_no, source, currency, first_day, last_day, rate FROM reference_rates ORDER BY rate_no",
            on: database)
        while try scan.next() {
            let rate = try RateRegister.rate(scan)
            values[Place(rate), default: []].append((scan.integer(0), rate.rate))
        }
    }

    /// The rate of a row that begins with its number.
    static func rate(_ scan: borrowing RowScan) throws(LedgerError) -> ReferenceRate {
        guard let source = RateSource(rawValue: scan.string(1)), let currency = CurrencyCode(scan.bytes(2)),
            case .date(let start) = DateText.read(scan.bytes(3)), case .date(let end) = DateText.read(scan.bytes(4)),
            case .value(let rate) = DecimalText.read(scan.bytes(5))
        else { throw .unreadable(table: "reference_rates", reason: "row \(scan.integer(0)) holds no rate") }
        return ReferenceRate(source: source, currency: currency, days: BillingPeriod(start, end), rate: rate)
    }
}
