import BillingModel
import LedgerStore
import Testing

@testable import ReconciliationJob

@Suite("Booking documents")
struct ProofJournalTests {
    private static let eur = CurrencyCode("EUR")
    private static let usd = CurrencyCode("USD")

    private func sum(
        _ kind: JournalKind, _ subtotal: Amount, tax: Amount = .zero, total: Amount? = nil, product: String = "P1",
        publisher: String = "Microsoft", currency: CurrencyCode? = eur
    ) throws -> JournalSum {
        var sum = JournalSum(
            currency: try #require(currency), kind: kind, productID: product, publisher: publisher)
        sum.lines = 1
        sum.subtotal = subtotal
        sum.tax = tax
        sum.total = total ?? subtotal + tax
        return sum
    }

    private func document(
        _ id: String, _ total: Amount?, _ sums: [JournalSum], date: CalendarDate = "2026-11-08",
        type: String = "invoice", invoiceType: String = "OneTime", standing: JournalDocument.Standing = .active,
        by: String? = nil
    ) throws -> JournalDocument {
        let currency = try #require(Self.eur)
        let header = total.map {
            JournalDocument.Header(
                date: date, currency: currency, totalCharges: $0, documentType: type, invoiceType: invoiceType)
        }
        var document = JournalDocument(invoiceID: id, firstSeen: "2026-11-10", header: header)
        document.standing = standing
        document.standingBy = by
        document.sums = sums
        return document
    }

    /// Each posting as `date invoice account amount currency`.
    private func book(_ documents: [JournalDocument], _ rules: AccountRules = AccountRules()) -> [String] {
        var books = Books()
        books.documents = documents
        books.productNames = ["P1": "Microsoft 365: Business"]
        let entries = JournalBooking(books, rules: rules).entries()
        #expect(entries.allSatisfy { $0.balance.isZero })
        return entries.flatMap { entry in
            entry.postings.map { "\(entry.date) \(entry.invoiceID) \($0.account) \($0.amount) \(entry.currency)" }
        }
    }

    @Test("An invoice comes to its header: costs by kind and product, credits, tax, rounding, payables")
    func invoice() throws {
        let lines = [
            try sum(.credits, "-4.00", tax: "-0.76"), try sum(.oneTime, "100.00", tax: "19.00"),
            try sum(.recurring, "10.00", tax: "1.90"), try sum(.recurring, "20.00", tax: "3.80", product: "P2"),
            try sum(.usage, "0.3333333333333333333333"),
        ]
        #expect(
            book([try document("G1", "150.28", lines)]) == [
                "2026-11-08 G1 Expenses:Cost of goods:Credits:P1 -4.00 EUR",
                "2026-11-08 G1 Expenses:Cost of goods:One-time:P1 100.00 EUR",
                "2026-11-08 G1 Expenses:Cost of goods:Recurring:P1 10.00 EUR",
                "2026-11-08 G1 Expenses:Cost of goods:Recurring:P2 20.00 EUR",
                "2026-11-08 G1 Expenses:Cost of goods:Usage:P1 0.3333333333333333333333 EUR",
                "2026-11-08 G1 Assets:Tax receivable 23.94 EUR",
                "2026-11-08 G1 Expenses:Rounding 0.0066666666666666666667 EUR",
                "2026-11-08 G1 Liabilities:Payables:Microsoft:EUR -150.28 EUR",
            ])
    }

    @Test(
        "A difference up to the limit is rounding, beyond it stays visible",
        arguments: [
            ("10.05", "Expenses:Rounding 0.05"), ("9.95", "Expenses:Rounding -0.05"),
            ("10.06", "Assets:Invoice differences 0.06"), ("9.94", "Assets:Invoice differences -0.06"),
        ])
    func difference(total: String, posting: String) throws {
        let header = try Amount(try #require(ExactDecimal(total)))
        let booked = book([try document("G1", header, [try sum(.recurring, "10.00")])])
        #expect(booked[1] == "2026-11-08 G1 \(posting) EUR")
        #expect(booked.count == 3)
    }

    @Test("A header without lines is owed and unexplained")
    func noLines() throws {
        #expect(
            book([try document("G1", "-25.00", [], type: "credit_note")]) == [
                "2026-11-08 G1 Assets:Invoice differences -25.00 EUR",
                "2026-11-08 G1 Liabilities:Payables:Microsoft:EUR 25.00 EUR",
            ])
    }

    @Test("Lines without a header are owed on the day they were seen; each currency balances for itself")
    func noHeader() throws {
        let lines = [try sum(.recurring, "10.00", total: "10.01"), try sum(.usage, "5.00", currency: Self.usd)]
        #expect(
            book([try document("G1", nil, lines)]) == [
                "2026-11-10 G1 Expenses:Cost of goods:Recurring:P1 10.00 EUR",
                "2026-11-10 G1 Expenses:Rounding 0.01 EUR",
                "2026-11-10 G1 Liabilities:Payables:Microsoft:EUR -10.01 EUR",
                "2026-11-10 G1 Expenses:Cost of goods:Usage:P1 5.00 USD",
                "2026-11-10 G1 Liabilities:Payables:Microsoft:USD -5.00 USD",
            ])
    }

    @Test("Suppliers by publisher and invoice type; what lines leave of the header is the default supplier's")
    func suppliers() throws {
        var rules = AccountRules()
        rules.suppliers = [
            AccountRules.Supplier(name: "Contoso", publisher: "contoso", invoiceType: nil),
            AccountRules.Supplier(name: "Legacy", publisher: nil, invoiceType: "recurring"),
        ]
        let lines = [try sum(.oneTime, "7.00", publisher: "Contoso Ltd"), try sum(.oneTime, "3.00")]
        let modern = try document("G1", "10.02", lines)
        #expect(
            book([modern], rules).suffix(2) == [
                "2026-11-08 G1 Liabilities:Payables:Contoso:EUR -7.00 EUR",
                "2026-11-08 G1 Liabilities:Payables:Microsoft:EUR -3.02 EUR",
            ])
        let legacy = try document("D1", "3.00", [try sum(.oneTime, "3.00")], invoiceType: "Recurring")
        #expect(book([legacy], rules).last == "2026-11-08 D1 Liabilities:Payables:Legacy:EUR -3.00 EUR")
    }

    @Test("A voided invoice is booked and taken back on the day of the note, the note not again")
    func voided() throws {
        let invoice = try document("G1", "10.00", [try sum(.recurring, "10.00")], standing: .voided, by: "G2")
        let note = try document(
            "G2", "-9.00", [try sum(.credits, "-9.00")], date: "2026-11-12", type: "void_note", standing: .voidingNote)
        #expect(
            book([invoice, note]) == [
                "2026-11-08 G1 Expenses:Cost of goods:Recurring:P1 10.00 EUR",
                "2026-11-08 G1 Liabilities:Payables:Microsoft:EUR -10.00 EUR",
                "2026-11-12 G1 Expenses:Cost of goods:Recurring:P1 -10.00 EUR",
                "2026-11-12 G1 Liabilities:Payables:Microsoft:EUR 10.00 EUR",
            ])
    }

    @Test(
        "A document that does not stand leaves nothing in the balances",
        arguments: [
            (JournalDocument.Standing.voided, String?.none), (.superseded, "G9"), (.voidingNote, nil),
        ])
    func takenBack(standing: JournalDocument.Standing, by: String?) throws {
        let booked = book([
            try document("G1", "10.00", [try sum(.recurring, "10.00")], standing: standing, by: by)
        ])
        #expect(booked.count == 4)
        #expect(Set(booked.map { $0.replacing("-10.00", with: "10.00") }).count == 2)
    }

    @Test("Names go into accounts once, without colons, and are never empty")
    func names() throws {
        var rules = AccountRules()
        rules.accounts[.recurring] = "Expenses:{product_name}:{publisher}"
        let odd = try sum(.recurring, "1.00", product: "P1", publisher: "{currency}")
        #expect(
            book([try document("G1", "1.00", [odd])], rules).first
                == "2026-11-08 G1 Expenses:Microsoft 365- Business:{currency} 1.00 EUR")
        rules.accounts[.recurring] = "Expenses:{product}:{publisher}"
        let empty = try sum(.recurring, "1.00", product: "", publisher: " ")
        #expect(
            book([try document("G1", "1.00", [empty])], rules).first
                == "2026-11-08 G1 Expenses:unnamed:unnamed 1.00 EUR")
        rules.products = ["P1": "Office"]
        #expect(
            book([try document("G1", "1.00", [try sum(.recurring, "1.00")])], rules).first
                == "2026-11-08 G1 Expenses:Office:Microsoft 1.00 EUR")
    }
}
