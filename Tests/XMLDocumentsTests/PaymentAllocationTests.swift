import BillingModel
import Testing
import XMLDocuments

/// Statements of the tests' own making against three invoices and a credit note.
struct PaymentAllocationTests {
    static let payables = [
        Payable(invoiceID: "G000000001", date: "2026-09-08", currency: usd, total: "100.00"),
        Payable(invoiceID: "G000000002", date: "2026-10-08", currency: usd, total: "250.00"),
        Payable(invoiceID: "G000000003", date: "2026-11-08", currency: eur, total: "80.00"),
        Payable(invoiceID: "G000000004", date: "2026-10-09", currency: usd, total: "-50.00"),
    ]

    @Test(
        "The ladder",
        arguments: [
            ("<RmtInf><Strd><RfrdDocInf><Nb>G000000001</Nb></RfrdDocInf></Strd></RmtInf>", "document"),
            ("<RmtInf><Strd><CdtrRefInf><Ref>RF18G000000001</Ref></CdtrRefInf></Strd></RmtInf>", "creditorReference"),
            ("<Refs><EndToEndId>G000000001</EndToEndId></Refs>", "key"),
            ("<RmtInf><Ustrd>Inv. g000000001/2026, </Ustrd><Ustrd>thanks</Ustrd></RmtInf>", "remittance"),
            ("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>", "amount"),
        ])
    func ladder(_ details: String, _ rung: String) throws {
        let result = try allocate([entry("100.00", [details])])
        #expect(result.shares[0]?.map(\.rung) == [rung])
        #expect(result.paid(0) == "100.00")
        #expect(result.unallocated.isEmpty)
    }

    @Test("A number inside a longer one names nothing, nor does an amount that two invoices have")
    func nothing() throws {
        let text = "<RmtInf><Ustrd>XG0000000012</Ustrd></RmtInf>"
        #expect(try allocate([entry("99.00", [text])]).unallocated.count == 1)
        #expect(try allocate([entry("99.00", [text], party: "Grocer")]).unallocated.isEmpty)
    }

    @Test("A batch is split when its parts add up")
    func batch() throws {
        let parts = [("100.00", "G000000001"), ("250.00", "G000000002")].map {
            "<Refs><EndToEndId>\($0.1)</EndToEndId></Refs><Amt Ccy=\"USD\">\($0.0)</Amt>"
        }
        let whole = try allocate([entry("350.00", parts)])
        #expect(whole.paid(0) == "100.00")
        #expect(whole.paid(1) == "250.00")
        let payments = try payments([entry("351.00", parts)])
        #expect(payments.payments.count == 1)
        #expect(payments.findings.map(\.message).filter { $0.contains("do not add up") }.count == 1)
    }

    @Test("One payment for two invoices less a credit note")
    func several() throws {
        let text = "<RmtInf><Ustrd>G000000001 G000000002 less G000000004</Ustrd></RmtInf>"
        let result = try allocate([entry("300.00", [text])])
        #expect(result.paid(0) == "100.00")
        #expect(result.paid(1) == "250.00")
        #expect(result.paid(3) == "-50.00")
    }

    @Test("A reversal takes a payment back")
    func reversal() throws {
        let key = "<Refs><EndToEndId>G000000001</EndToEndId></Refs>"
        let result = try allocate([entry("100.00", [key]), entry("100.00", [key], indicator: "CRDT", reversal: true)])
        #expect(result.paid(0) == "0.00")
    }

    @Test("A statement read twice counts once; one that is missing is named; balances are held together")
    func statements() throws {
        let file = try XMLFile(statement([entry("100.00", ["<Refs/>"])], closing: "900.00"))
        guard case .statements(let list) = try XMLDocument.read(path: file.path) else { return }
        var payments = StatementPayments()
        payments.add(list, of: "a.xml")
        payments.add(list, of: "b.xml")
        #expect(payments.payments.count == 1)
        #expect(payments.findings.map(\.message) == ["statement S1 was read before: left out"])
        let other = try XMLFile(statement([], closing: "999.00", id: "S4", sequence: 4))
        guard case .statements(let more) = try XMLDocument.read(path: other.path) else { return }
        payments.add(more, of: "c.xml")
        payments.finish()
        #expect(payments.findings.count == 3)
        #expect(payments.findings[1].message.contains("its closing balance is 999.00 USD"))
        #expect(payments.findings[2].message == "of account …4321 number 2 to 3 is missing")
    }

    private func allocate(_ entries: [String]) throws -> PaymentAllocation {
        PaymentAllocation(try payments(entries).payments, Self.payables, suppliers: ["microsoft"])
    }

    private func payments(_ entries: [String]) throws -> StatementPayments {
        let file = try XMLFile(statement(entries, closing: "0.00"))
        guard case .statements(let list) = try XMLDocument.read(path: file.path) else { return StatementPayments() }
        var payments = StatementPayments()
        payments.add(list, of: "a.xml")
        return payments
    }

    private func entry(
        _ amount: String, _ details: [String], party: String = "Microsoft Ireland", indicator: String = "DBIT",
        reversal: Bool = false
    ) -> String {
        let role = (indicator == "DBIT") != reversal ? "Cdtr" : "Dbtr"
        let parts = details.map {
            "<TxDtls>\($0)<RltdPties><\(role)><Pty><Nm>\(party)</Nm></Pty></\(role)></RltdPties></TxDtls>"
        }
        return """
            <Ntry><Amt Ccy="USD">\(amount)</Amt><CdtDbtInd>\(indicator)</CdtDbtInd><RvslInd>\(reversal)</RvslInd>
            <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-10-20</Dt></BookgDt>
            <NtryDtls>\(parts.joined())</NtryDtls></Ntry>
            """
    }

    private func statement(_ entries: [String], closing: String, id: String = "S1", sequence: Int = 1) -> String {
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>\(id)</Id>
        <ElctrncSeqNb>\(sequence)</ElctrncSeqNb><Acct><Id><IBAN>DE0000004321</IBAN></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">\(closing)</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
        \(entries.joined())</Stmt></BkToCstmrStmt></Document>
        """
    }
}
