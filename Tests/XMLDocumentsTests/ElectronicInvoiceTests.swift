import BillingModel
import Testing
import XMLDocuments

struct ElectronicInvoiceTests {
    @Test("The same invoice in both syntaxes gives the same record")
    func twins() throws {
        let ubl = try PublicDocument.invoice("ubl/xrechnung-01.21a-reverse-charge-AE.xml")
        let cii = try PublicDocument.invoice("cii/xrechnung-01.21a-reverse-charge-AE.xml")
        #expect(ubl == cii)
        #expect(ubl.lines.first?.category == cii.lines.first?.category)
        #expect(ubl.lines.first?.grossPrice?.value == "62")
    }

    @Test("Two totals of tax are told apart by their currency alone")
    func taxCurrency() throws {
        let invoice = try PublicDocument.invoice("ubl/en16931-usd-invoice-sek-tax.xml")
        #expect(invoice.tax?.amount.value == "23000")
        #expect(invoice.taxTotals.map(\.amount.value) == ["23000", "205845.4"])
        #expect(invoice.taxCurrency?.value == CurrencyCode("SEK"))
        #expect(invoice.paymentReferences == ["800018"])
        #expect(invoice.totals.payable?.line == 162)
        #expect(invoice.foreignAmounts.isEmpty)
    }

    @Test("ChargeIndicator 0 is an allowance")
    func indicator() throws {
        let invoice = try PublicDocument.invoice("ubl/en16931-ubl-tc434-example2-chargeindicator-0.xml")
        #expect(invoice.adjustments.map(\.isCharge) == [false, true])
        #expect(invoice.totals.allowances?.value == invoice.adjustments[0].amount?.value)
    }

    @Test("A credit note says so by its root and names what it credits")
    func creditNote() throws {
        let invoice = try PublicDocument.invoice("ubl/en16931-creditnote-full.xml")
        #expect(invoice.kind == .creditNote)
        #expect(invoice.sign == -1)
        #expect(invoice.precedingInvoices.count == 1)
        #expect(invoice.lines.count == 2)
    }

    @Test(
        "Decimals by the strict grammar",
        arguments: [
            ("12.50", "12.5"), (" 12.50\n", "12.5"), ("+5", "5"), (".50", "0.5"), ("5.", "5"), ("-.5", "-0.5"),
            ("12,50", nil), ("1.2abc", nil), ("0x10", nil), ("--1", nil), ("+-1", nil), ("1e3", nil), (".", nil),
            ("", nil), ("-", nil), ("1 2", nil), ("NaN", nil), ("1234567890123456789012345678901234567", nil),
        ] as [(String, String?)])
    func decimals(_ text: String, _ expected: String?) throws {
        let file = try XMLFile(Self.smallest(payable: text))
        guard let expected else {
            let fault = try #require(file.fault())
            #expect(fault.line == 4)
            return
        }
        guard case .invoice(let invoice) = try XMLDocument.read(path: file.path) else { return }
        #expect(invoice.totals.payable?.value == ExactDecimal(expected))
    }

    @Test("Comments and CDATA inside a value are not a value's end")
    func cut() throws {
        let file = try XMLFile(Self.smallest(payable: "1<!-- thousand -->2<![CDATA[3]]>.5"))
        guard case .invoice(let invoice) = try XMLDocument.read(path: file.path) else { return }
        #expect(invoice.totals.payable?.value == "123.5")
    }

    @Test("An element of another namespace is not the standard's")
    func foreign() throws {
        let text = Self.smallest(payable: "5").replacing("<b:PayableAmount>", with: "<PayableAmount xmlns='urn:x'>")
            .replacing("</b:PayableAmount>", with: "</PayableAmount>")
        let file = try XMLFile(text)
        guard case .invoice(let invoice) = try XMLDocument.read(path: file.path) else { return }
        #expect(invoice.totals.payable == nil)
    }

    @Test("Without number, date or currency it is no invoice", arguments: ["ID", "IssueDate", "DocumentCurrencyCode"])
    func missing(_ element: String) throws {
        let text = Self.smallest(payable: "5").replacing("b:\(element)>", with: "b:Nothing>")
        #expect(try XMLFile(text).fault() != nil)
    }

    static func smallest(payable: String) -> String {
        """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
          xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
          xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><b:ID>1</b:ID><b:IssueDate>2026-01-01</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
        <a:LegalMonetaryTotal><b:PayableAmount>\(payable)</b:PayableAmount></a:LegalMonetaryTotal></Invoice>
        """
    }
}
