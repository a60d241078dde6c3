import Foundation
import Testing
import XMLDocuments

struct HostileDocumentTests {
    @Test(
        "Public hostile documents are refused",
        arguments: [
            "security/defusedxml-external_file.xml", "security/defusedxml-xmlbomb.xml",
            "security/libxml2-recurse-lol1.xml",
        ])
    func refused(_ name: String) throws {
        #expect(try XMLFile(Data(contentsOf: URL(filePath: PublicDocument.path(name)))).fault() != nil)
    }

    @Test("A document type is refused, whatever it declares")
    func documentType() throws {
        let bodies = [
            "<!DOCTYPE Invoice>", "<!DOCTYPE Invoice SYSTEM \"http://127.0.0.1:9/x.dtd\">",
            "<!DOCTYPE Invoice [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE Invoice [<!ENTITY % e SYSTEM \"file:///etc/passwd\"> %e;]>",
        ]
        for body in bodies {
            let file = try XMLFile("\(body)<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>")
            #expect(file.fault()?.reason.contains("document type") == true, "\(body)")
        }
    }

    @Test("An entity that nothing declares does not vanish from an amount")
    func entity() throws {
        let text = rates("1.1&half;7")
        #expect(try XMLFile(text).fault()?.line == 2)
    }

    @Test("Limits: depth, attributes, length of a value, size")
    func limits() throws {
        var limits = XMLLimits()
        (limits.depth, limits.attributes, limits.textBytes, limits.fileBytes) = (8, 4, 100, 10_000)
        let deep = String(repeating: "<a>", count: 9) + String(repeating: "</a>", count: 9)
        #expect(try XMLFile(hmrc(deep)).fault(limits)?.reason == "elements are nested deeper than 8")
        #expect(
            try XMLFile(hmrc("<a b='' c='' d='' e='' f=''/>")).fault(limits)?.reason
                == "more than 4 attributes on one element")
        let long = "<exchangeRate><rateNew>\(String(repeating: "1", count: 101))</rateNew></exchangeRate>"
        #expect(try XMLFile(hmrc(long)).fault(limits)?.reason == "a value is longer than 100 bytes")
        #expect(
            try XMLFile(hmrc(String(repeating: " ", count: 10_001))).fault(limits)?.reason.contains("more than 10000")
                == true)
        let skipped = "<a>\(String(repeating: "A", count: 5_000))</a>"
        let rate = "<exchangeRate><currencyCode>USD</currencyCode><rateNew>1.31</rateNew></exchangeRate>"
        #expect(try XMLFile(hmrc(skipped + rate)).fault(limits) == nil)
    }

    @Test("Short elements do not make records without end")
    func records() throws {
        var limits = XMLLimits()
        limits.records = 100
        let ubl = ElectronicInvoiceTests.smallest(payable: "5")
        let many = String(repeating: "<a:InvoiceLine/>", count: 101)
        #expect(try XMLFile(ubl.replacing("</Invoice>", with: many + "</Invoice>")).fault(limits)?.line == 4)
        #expect(try XMLFile(ubl.replacing("</Invoice>", with: "<a:InvoiceLine/></Invoice>")).fault(limits) == nil)
    }

    @Test("Depth is limited far below where the parser's own stack would matter")
    func veryDeep() throws {
        #expect(try XMLFile(hmrc(String(repeating: "<a>", count: 1_000_000))).fault() != nil)
    }

    @Test("Neither folders nor pipes nor what is not there")
    func noFile() throws {
        let folder = FileManager.default.temporaryDirectory.path
        for path in [folder, "/nowhere/at-all.xml", "/dev/zero"] {
            #expect(throws: XMLFault.self) { try XMLDocument.read(path: path) }
        }
    }

    @Test("An unknown root says what it is")
    func unknownRoot() throws {
        let fault = try XMLFile("<?xml version='1.0'?>\n<Invoice xmlns='urn:example'/>").fault()
        #expect(
            fault?.description
                == "line 2: the root element <Invoice> in \"urn:example\" is none that tieout reads")
        #expect(try XMLFile("").fault() != nil)
        #expect(try XMLFile(Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0])).fault() != nil)
        #expect(try XMLFile("<?xml version='1.0' encoding='UTF-16'?><a/>").fault() != nil)
    }

    private func hmrc(_ content: String) -> String {
        "<exchangeRateMonthList Period=\"01/Jun/2026 to 30/Jun/2026\">\(content)</exchangeRateMonthList>"
    }

    private func rates(_ usd: String) -> String {
        hmrc("\n<exchangeRate><currencyCode>USD</currencyCode><rateNew>\(usd)</rateNew></exchangeRate>")
    }
}
