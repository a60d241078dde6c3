import BillingModel
import Foundation
import Testing
import XMLDocuments

/// Each rule is broken in a public document that keeps it, one figure at a time.
struct InvoiceArithmeticTests {
    static let sound = [
        "ubl/xrechnung-01.21a-reverse-charge-AE.xml", "cii/xrechnung-01.21a-reverse-charge-AE.xml",
        "ubl/en16931-usd-invoice-sek-tax.xml", "ubl/en16931-creditnote-full.xml", "cii/CII-BR-CO-10-RoundingIssue.xml",
        "ubl/en16931-ubl-tc434-example2-chargeindicator-0.xml",
    ]

    @Test("Public documents break no rule that they follow", arguments: sound)
    func clean(_ name: String) throws {
        let deviations = InvoiceArithmetic.deviations(of: try PublicDocument.invoice(name))
        #expect(deviations.filter { $0.weight == .breach } == [])
    }

    @Test(
        "One figure changed",
        arguments: [
            ("<cbc:LineExtensionAmount currencyID=\"USD\">92000<", "92000.01<", "BR-CO-10"),
            ("<cbc:TaxExclusiveAmount currencyID=\"USD\">92000<", "92001<", "BR-CO-13"),
            ("<cbc:TaxInclusiveAmount currencyID=\"USD\">115000<", "115000.01<", "BR-CO-15"),
            ("<cbc:PayableAmount currencyID=\"USD\">115000<", "114999<", "BR-CO-16"),
            ("<cbc:TaxableAmount currencyID=\"USD\">92000<", "92001<", "BR-S-08"),
            ("<cbc:TaxAmount currencyID=\"SEK\">205845.40<", "-205845.40<", "PEPPOL-EN16931-R055"),
            ("<cbc:PriceAmount currencyID=\"USD\">10000<", "10000.01<", "PEPPOL-EN16931-R120"),
            ("<cbc:LineExtensionAmount currencyID=\"USD\">50000<", "50000.001<", "BR-DEC-23"),
            ("<cbc:TaxAmount currencyID=\"USD\">23000<", "23000.03<", "BR-CO-15"),
            ("<cbc:TaxCurrencyCode>SEK<", "NOK<", "BR-53"),
            ("<cbc:TaxCurrencyCode>SEK<", "USD<", "PEPPOL-EN16931-R005"),
        ])
    func broken(_ original: String, _ replacement: String, _ rule: String) throws {
        let path = PublicDocument.path("ubl/en16931-usd-invoice-sek-tax.xml")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let opening = try #require(original.dropLast().lastIndex(of: ">"))
        let changed = text.replacing(original, with: original[...opening] + replacement)
        #expect(changed != text)
        #expect(try breaches(changed).contains(rule))
    }

    @Test("Rules that only some follow bind those who say so")
    func profile() throws {
        let text = try String(
            contentsOfFile: PublicDocument.path("ubl/en16931-usd-invoice-sek-tax.xml"), encoding: .utf8)
        let wrong = text.replacing(">10000<", with: ">10000.01<")
        #expect(try breaches(wrong).contains("PEPPOL-EN16931-R120"))
        let plain = wrong.replacing(/<cbc:CustomizationID>[^<]*/, with: "<cbc:CustomizationID>urn:cen.eu:en16931:2017")
        #expect(try deviations(plain).map(\.rule) == [])
    }

    @Test(
        "Categories of tax are called what the rules' numbers call them; what is not known is taxed at its rate",
        arguments: [
            ("K", ["BR-IC-09"]), ("AE", ["BR-AE-09"]), ("L", []), ("B", []), ("", ["BR-47"]),
        ])
    func categories(_ code: String, _ rules: [String]) throws {
        let text = try String(
            contentsOfFile: PublicDocument.path("ubl/en16931-usd-invoice-sek-tax.xml"), encoding: .utf8)
        #expect(try breaches(text.replacing("<cbc:ID>S</cbc:ID>", with: "<cbc:ID>\(code)</cbc:ID>")) == rules)
    }

    @Test("A charge on a price, where only discounts may be")
    func priceCharge() throws {
        let text = try String(
            contentsOfFile: PublicDocument.path("ubl/en16931-usd-invoice-sek-tax.xml"), encoding: .utf8)
        let price = "<cbc:PriceAmount currencyID=\"USD\">10000</cbc:PriceAmount>"
        let charge =
            "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>"
            + "<cbc:Amount currencyID=\"USD\">1</cbc:Amount></cac:AllowanceCharge>"
        #expect(try breaches(text.replacing(price, with: price + charge)).contains("PEPPOL-EN16931-R044"))
    }

    @Test("A currency of its own on one amount")
    func currency() throws {
        let text = try String(
            contentsOfFile: PublicDocument.path("ubl/en16931-usd-invoice-sek-tax.xml"), encoding: .utf8)
        let changed = text.replacing(
            "<cbc:PayableAmount currencyID=\"USD\">", with: "<cbc:PayableAmount currencyID=\"EUR\">")
        #expect(try breaches(changed) == ["PEPPOL-EN16931-R051"])
    }

    @Test("Tax may be off by less than one unit: a difference, not a breach")
    func taxTolerance() throws {
        let text = try String(
            contentsOfFile: PublicDocument.path("ubl/en16931-usd-invoice-sek-tax.xml"), encoding: .utf8)
        let near = try deviations(text.replacing(">23000<", with: ">23000.99<").replacing("115000", with: "115000.99"))
        #expect(near.map(\.rule) == ["BR-CO-17"])
        #expect(near.map(\.weight) == [.difference])
        let far = try deviations(text.replacing(">23000<", with: ">23001<").replacing("115000", with: "115001"))
        #expect(far.map(\.rule) == ["BR-CO-17"])
        #expect(far.map(\.weight) == [.breach])
    }

    @Test("Reverse charge with tax in it")
    func reverseCharge() throws {
        let text = try String(
            contentsOfFile: PublicDocument.path("ubl/xrechnung-01.21a-reverse-charge-AE.xml"), encoding: .utf8)
        let changed = text.replacing(
            "<cbc:TaxAmount currencyID=\"EUR\">0.00<", with: "<cbc:TaxAmount currencyID=\"EUR\">44.27<"
        ).replacing(
            "<cbc:PayableAmount currencyID=\"EUR\">233.00<", with: "<cbc:PayableAmount currencyID=\"EUR\">277.27<"
        )
        .replacing(
            "<cbc:TaxInclusiveAmount currencyID=\"EUR\">233.00<",
            with: "<cbc:TaxInclusiveAmount currencyID=\"EUR\">277.27<")
        #expect(try breaches(changed) == ["BR-AE-09"])
    }

    @Test("Half a cent goes away from zero: -6491.34 × 25 % is -1622.84, which 0.02 of rounding may still miss")
    func rounding() throws {
        let text = try String(
            contentsOfFile: PublicDocument.path("ubl/en16931-usd-invoice-sek-tax.xml"), encoding: .utf8)
        let changed = text.replacing(">92000<", with: ">-6491.34<").replacing(">23000<", with: ">-1622.84<")
        #expect(try !deviations(changed).contains { $0.rule == "BR-CO-17" })
        #expect(
            try deviations(text.replacing(">92000<", with: ">-6491.34<").replacing(">23000<", with: ">-1622.81<"))
                .contains { $0.rule == "BR-CO-17" })
    }

    private func deviations(_ text: String) throws -> [ArithmeticDeviation] {
        let file = try XMLFile(text)
        guard case .invoice(let invoice) = try XMLDocument.read(path: file.path) else { return [] }
        return InvoiceArithmetic.deviations(of: invoice)
    }

    private func breaches(_ text: String) throws -> [String] {
        try deviations(text).filter { $0.weight == .breach }.map(\.rule)
    }
}
