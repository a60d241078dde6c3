package import BillingModel
internal import Foundation
internal import GRDB

/// An invoice that an earlier night has read.
package struct EarlierInvoice: Sendable, Equatable {
    package let id: String
    /// `nil` when its header was never there.
    package let currency: CurrencyCode?
    /// The days that its header covers.
    package let period: BillingPeriod?
    /// Of legacy commerce, with a rhythm of its own (`Invoice.isLegacy`).
    package let isLegacy: Bool
    fileprivate let number: Int64
}

extension Ledger {
    /// The invoices that nights before a date have read and that count: neither voided nor replaced, as far as their
    /// last header says. By id.
    package func earlierInvoices(before date: CalendarDate) throws(LedgerError) -> [EarlierInvoice] {
        try access { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT i.invoice_no, i.invoice_id, h.currency, h.period_start, h.period_end, h.invoice_type
                    FROM invoices i JOIN runs r ON r.run_no = i.first_run_no
                    LEFT JOIN invoice_headers h ON h.header_no = (
                        SELECT max(l.header_no) FROM invoice_headers l WHERE l.invoice_no = i.invoice_no)
                    WHERE r.as_of < ? AND ifnull(h.standing, 'active') = 'active'
                    ORDER BY i.invoice_id
                    """, arguments: [date.description])
            return try rows.map { row in
                let stored = StoredText(row: row, table: "invoice_headers")
                let (start, end) = (try stored.date("period_start"), try stored.date("period_end"))
                let id = stored.text("invoice_id")
                return EarlierInvoice(
                    id: id, currency: try stored.currency("currency"),
                    period: start.flatMap { start in end.map { BillingPeriod(start, $0) } },
                    isLegacy: Invoice.isLegacy(id: id, invoiceType: stored.text("invoice_type")),
                    number: row["invoice_no"])
            }
        }
    }

    /// The current lines of an earlier invoice, batch by batch, as they were posted before a date; names of customers
    /// and products are left out. What was restated comes as it is now, what was withdrawn does not come. Every line is
    /// proved.
    package func lines(
        of invoice: EarlierInvoice, before date: CalendarDate, as index: InvoiceIndex, _ terms: EarlierTerms,
        deliver: (LineBatch) throws -> Void
    ) throws(LedgerError) {
        try access { database in
            let gone = try Set(
                Int64.fetchAll(
                    database,
                    sql: """
                        SELECT supersedes FROM restatements WHERE invoice_no = ?1
                        UNION SELECT charge_no FROM withdrawals WHERE invoice_no = ?1
                        """, arguments: [invoice.number]))
            let ranges = try Row.fetchCursor(
                database,
                sql: """
                    SELECT f.first_charge_no, f.fingerprints
                    FROM postings p JOIN charge_fingerprints f USING (posting_no) JOIN runs r ON r.run_no = p.run_no
                    WHERE p.invoice_no = ? AND r.as_of < ? ORDER BY f.first_charge_no
                    """, arguments: [invoice.number, date.description])
            let proof = ChargeProof(terms.dictionaries)
            while let range = try ranges.next() {
                let (first, list): (Int64, Data) = (range[0], range[1])
                let last = first + Int64(list.count) / 24 - 1
                var charges = try StoredCharges(after: first - 1, through: last, terms.dictionaries, database)
                var next = first
                while try charges.readBatch() {
                    try list.withUnsafeBytes { try proof.check(charges, $0, from: first) }
                    next += Int64(charges.places.count)
                    var batch = charges.batch
                    for (position, place) in charges.places.enumerated() {
                        try terms.complete(&batch.lines[position], place, &batch.texts)
                        batch.lines[position].invoice = index
                    }
                    let places = charges.places
                    batch.lines = batch.lines.indices.filter { !gone.contains(places[$0].number) }.map {
                        batch.lines[$0]
                    }
                    if !batch.lines.isEmpty { try deliver(batch) }
                }
                if next != last + 1 {
                    throw LedgerFault("charges", "of rows \(first) to \(last), one is missing")
                }
            }
        }
    }

    /// What the lines of earlier invoices share, read once.
    package func earlierTerms() throws(LedgerError) -> EarlierTerms {
        try access { try EarlierTerms($0) }
    }
}

/// The dictionaries of the ledger, with the words of charge terms that no fingerprint holds.
package final class EarlierTerms {
    let dictionaries: StoredDictionaries
    private var words: [Int64: Words] = [:]

    private struct Words {
        let form: LineForm
        let kind: ChargeKind
        let traits: LineTraits
        let chargeType: ChargeType
        var termAndBillingCycle: String
        var publisher: String
    }

    init(_ database: Database) throws {
        dictionaries = try StoredDictionaries(database)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT terms_no, form, kind, traits, charge_type, term_and_billing_cycle, publisher FROM charge_terms
                """)
        while let row = try rows.next() {
            let stored = StoredText(row: row, table: "charge_terms")
            var type = stored.text("charge_type")
            words[row["terms_no"]] = Words(
                form: try stored.required(ChargeTerms.form(stored.text("form")), "form"),
                kind: try stored.required(ChargeTerms.kind(stored.text("kind")), "kind"),
                traits: ChargeTerms.traits(stored.text("traits")),
                chargeType: type.withUTF8 { ChargeType(wireValue: UnsafeRawBufferPointer($0)) },
                termAndBillingCycle: stored.text("term_and_billing_cycle"), publisher: stored.text("publisher"))
        }
    }

    func complete(_ line: inout LineItem, _ place: RowPlace, _ texts: inout TextPool) throws(LedgerFault) {
        guard var words = words[place.terms] else {
            throw LedgerFault("charges", row: place.number, "names terms \(place.terms), which are not there")
        }
        line.form = words.form
        line.kind = words.kind
        line.traits = words.traits
        line.chargeType = words.chargeType
        line[.termAndBillingCycle] = words.termAndBillingCycle.withUTF8 { texts.append(UnsafeRawBufferPointer($0)) }
        line[.publisher] = words.publisher.withUTF8 { texts.append(UnsafeRawBufferPointer($0)) }
    }
}
