import BillingModel
import Testing
import XMLDocuments

/// An e-invoice of three lines against what was reconciled.
struct DocumentTieOutTests {
    @Test("Everything agrees")
    func agrees() throws {
        let tie = try tieOut()
        #expect(tie.differences == [])
        #expect(tie.note == "")
    }

    @Test("Two billed lines may be one line of the document")
    func split() throws {
        var lines = Self.lines
        lines[0] = Self.line("P1", "S1", "5", "10", 1)
        lines.append(Self.line("P1", "S1", "5", "10", 9))
        #expect(try tieOut(lines: lines).differences == [])
    }

    @Test("Number and currency: nothing else is compared")
    func identity() throws {
        #expect(try tieOut(id: "G2").differences.map(\.subject) == ["number"])
        #expect(try tieOut(currency: eur).differences.map(\.subject) == ["currency"])
    }

    @Test("Another date")
    func date() throws {
        #expect(try tieOut(date: "2026-10-09").differences.map(\.subject) == ["date"])
    }

    @Test("What net or tax explain is not said again of the gross")
    func gross() throws {
        #expect(try tieOut(tax: "78.00", total: "378.00").differences.map(\.subject) == ["tax"])
        let alone = try tieOut(total: "380.00").differences
        #expect(alone.map(\.subject) == ["gross"])
        #expect(alone[0].expected == "380.00")
        #expect(alone[0].billed == "375.00")
        #expect(try tieOut(total: "375.05").differences == [])
        #expect(try tieOut(total: "375.06").differences.count == 1)
    }

    @Test("A quantity, a price")
    func figures() throws {
        var lines = Self.lines
        lines[1] = Self.line("P2", "S1", "4", "50", 2)
        let quantity = try tieOut(lines: lines, net: "300.00").differences
        #expect(quantity.map(\.kind) == [.documentLineMismatch])
        #expect(quantity[0].text.hasSuffix("the quantity differs."))
        #expect(quantity[0].expectedQuantity == "4")
        #expect(quantity[0].billedQuantity == "3")
        lines[1] = Self.line("P2", "S1", "3", "49", 2)
        #expect(try tieOut(lines: lines, net: "300.00").differences[0].text.hasSuffix("the price differs."))
    }

    @Test("What lines explain of the net is not said again")
    func explained() throws {
        var lines = Self.lines
        lines[1] = Self.line("P2", "S1", "2", "50", 2)
        #expect(try tieOut(lines: lines, net: "250.00").differences.map(\.kind) == [.documentLineMismatch])
        #expect(try tieOut(lines: lines, net: "240.00").differences.count == 2)
    }

    @Test("What stands on one side only is listed on both")
    func unmatched() throws {
        var lines = Self.lines
        lines[2] = Self.line("P9", "S9", "1", "50", 3)
        let left = try tieOut(lines: lines).differences
        #expect(left.map(\.kind) == [.documentLineUnmatched, .documentLineUnmatched])
        #expect(left.map(\.billed) == ["50.00", "0.00"])
        #expect(left.map(\.expected) == ["0.00", "50.00"])
    }

    @Test("Without item ids only totals are compared, and that is said")
    func noItems() throws {
        let lines = Self.lines.map {
            Self.line("X" + $0.product, "S", $0.quantity.description, $0.price.description, 1)
        }
        let tie = try tieOut(lines: lines)
        #expect(tie.differences == [])
        #expect(tie.note.hasSuffix("only totals were compared"))
    }

    private func tieOut(
        id: String = "G1", date: CalendarDate = "2026-10-08", currency: CurrencyCode = usd,
        lines: [ReconciledLine] = lines, net: Amount = "300.00", tax: Amount = "75.00", total: Amount = "375.00"
    ) throws -> DocumentTieOut {
        let file = try XMLFile(Self.document)
        guard case .invoice(let document) = try XMLDocument.read(path: file.path) else {
            throw XMLFault(line: 0, "no invoice")
        }
        #expect(InvoiceArithmetic.deviations(of: document) == [])
        let invoice = Invoice(id: id, date: date, period: nil, currency: currency, totalCharges: total)
        return DocumentTieOut(
            document,
            DocumentTieOut.Reconciled(invoice: invoice, subtotal: net, tax: tax, isWhole: true, lines: lines),
            tolerance: Amount(cents: 5))
    }

    static let lines = [
        line("P1", "S1", "10", "10", 1), line("P2", "S1", "3", "50", 2), line("P3", "S2", "1", "50", 3),
    ]

    static func line(
        _ product: String, _ sku: String, _ quantity: String, _ price: String, _ place: Int
    )
        -> ReconciledLine
    {
        let (units, each) = (ExactDecimal(quantity) ?? .zero, ExactDecimal(price) ?? .zero)
        let subtotal = (try? Rounding.towardZero(each, times: units)) ?? .zero
        return ReconciledLine(
            source: SourceLocation(document: DocumentIndex(0), line: place), product: product, sku: sku,
            orderID: "o1", period: BillingPeriod("2026-09-01", "2026-09-30"), quantity: units, price: each,
            subtotal: subtotal)
    }

    static let document = """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
          xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
          xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
        <b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID><b:ID>G1</b:ID>
        <b:IssueDate>2026-10-08</b:IssueDate><b:DocumentCurrencyCode>USD</b:DocumentCurrencyCode>
        <a:TaxTotal><b:TaxAmount currencyID="USD">75</b:TaxAmount><a:TaxSubtotal>
          <b:TaxableAmount currencyID="USD">300</b:TaxableAmount><b:TaxAmount currencyID="USD">75</b:TaxAmount>
          <a:TaxCategory><b:ID>S</b:ID><b:Percent>25</b:Percent></a:TaxCategory></a:TaxSubtotal></a:TaxTotal>
        <a:LegalMonetaryTotal><b:LineExtensionAmount>300</b:LineExtensionAmount>
          <b:TaxExclusiveAmount>300</b:TaxExclusiveAmount><b:TaxInclusiveAmount>375</b:TaxInclusiveAmount>
          <b:PayableAmount>375</b:PayableAmount></a:LegalMonetaryTotal>
        \(line(1, "P1:S1:A1", 10, 10))\(line(2, "P2:S1", 3, 50))\(line(3, "P3:S2:A7", 1, 50))
        </Invoice>
        """

    private static func line(_ id: Int, _ item: String, _ quantity: Int, _ price: Int) -> String {
        """
        <a:InvoiceLine><b:ID>\(id)</b:ID><b:InvoicedQuantity unitCode="C62">\(quantity)</b:InvoicedQuantity>
          <b:LineExtensionAmount>\(quantity * price)</b:LineExtensionAmount>
          <a:InvoicePeriod><b:StartDate>2026-09-01</b:StartDate><b:EndDate>2026-09-30</b:EndDate></a:InvoicePeriod>
          <a:Item><b:Name>Item \(id)</b:Name>
            <a:SellersItemIdentification><b:ID>\(item)</b:ID></a:SellersItemIdentification>
            <a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>25</b:Percent></a:ClassifiedTaxCategory></a:Item>
          <a:Price><b:PriceAmount>\(price)</b:PriceAmount></a:Price></a:InvoiceLine>

        """
    }
}
