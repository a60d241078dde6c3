/// What a reviewer decided about one finding: a row of `decisions.csv`.
package struct ReviewDecision: Sendable, Equatable {
    /// The finding it is about.
    package var discrepancyID: String
    package var disposition: Disposition
    package var note: String
    /// The difference as the reviewer saw it. A finding whose difference is another one later is open again; `nil`
    /// where no money is at stake.
    package var amount: Amount?
    package var reviewer: String
    /// Where the decision stands.
    package var source: SourceLocation

    package init(
        _ discrepancyID: String, _ disposition: Disposition, note: String, amount: Amount?, reviewer: String,
        source: SourceLocation
    ) {
        self.discrepancyID = discrepancyID
        self.disposition = disposition
        self.note = note
        self.amount = amount
        self.reviewer = reviewer
        self.source = source
    }
}
