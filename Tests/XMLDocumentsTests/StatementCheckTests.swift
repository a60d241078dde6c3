import BillingModel
import Testing
import XMLDocuments

/// What a statement says beside its amounts, and that does not hold.
struct StatementCheckTests {
    private func findings(
        _ transaction: String, currency: String = "NOK", amount: String = "1720.66"
    ) throws -> [String] {
        let file = try XMLFile(
            """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S1</Id>
            <Ntry><Amt Ccy="\(currency)">\(amount)</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <NtryDtls><TxDtls><Amt Ccy="\(currency)">\(amount)</Amt><CdtDbtInd>DBIT</CdtDbtInd>
            \(transaction)</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>
            """)
        guard case .statements(let statements) = try XMLDocument.read(path: file.path) else { return ["no statement"] }
        var payments = StatementPayments()
        payments.add(statements, of: "bank.xml")
        #expect(payments.payments.map(\.amount.description) == [amount])
        return payments.findings.map(\.message)
    }

    private func exchange(_ amount: String, _ currency: String, _ rate: String) -> String {
        """
        <AmtDtls><InstdAmt><Amt Ccy="\(currency)">\(amount)</Amt><CcyXchg><SrcCcy>EUR</SrcCcy><XchgRate>\(rate)</XchgRate>\
        </CcyXchg></InstdAmt></AmtDtls>
        """
    }

    @Test(
        "A stated rate leads from one amount to the other, in either direction",
        arguments: [
            ("150.00", "EUR", "11.471", true), ("150.00", "EUR", "0.08718", true), ("1206.29", "EUR", "0.76", false),
            ("1720.66", "NOK", "5", true),
        ])
    func rate(_ amount: String, _ currency: String, _ rate: String, _ isPlausible: Bool) throws {
        let found = try findings(exchange(amount, currency, rate))
        #expect(found.isEmpty == isPlausible)
        for text in found { #expect(text.contains("the stated rate 0.76 leads from neither to the other")) }
    }

    @Test(
        "Check digits of a creditor reference",
        arguments: [
            ("RF18539007547034", false), ("RF18 5390 0754 7034", false), ("rf18539007547034", false),
            ("RF19539007547034", true), ("RF18539007547043", true), ("G000000001", false), ("RFQ-77", false),
        ])
    func reference(_ text: String, _ isMistyped: Bool) throws {
        let remittance = "<RmtInf><Strd><CdtrRefInf><Ref>\(text)</Ref></CdtrRefInf></Strd></RmtInf>"
        #expect(try findings(remittance).isEmpty != isMistyped)
    }
}
