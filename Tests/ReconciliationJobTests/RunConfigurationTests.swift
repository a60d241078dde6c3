import BillingModel
import ReconciliationJob
import Testing

@Suite struct RunConfigurationTests {
    private func resolve(
        given: [RunSetting: [String]] = [:], environment: [String: String] = [:], file: String? = nil
    ) throws -> RunOptions {
        try RunConfiguration.resolve(
            given: given, environment: environment, file: file, dryRun: false, today: "2026-11-24")
    }

    @Test func `flags win over the environment, the environment over the file, the file over what is built in`() throws
    {
        let folder = try TemporaryFolder()
        try folder.write(
            "tieout.yaml", "source: /file\nledger: file.sqlite\nfail_on: high\norders:\n  - a.csv\n  - b.csv\n")
        let options = try resolve(
            given: [.source: ["/flag"]], environment: ["TIEOUT_SOURCE": "/environment", "TIEOUT_LEDGER": "e.sqlite"],
            file: folder / "tieout.yaml")
        #expect(options.source == "/flag")
        #expect(options.ledger == "e.sqlite")
        #expect(options.failOn == .high)
        #expect(options.orders == ["a.csv", "b.csv"])
        #expect(options.reports == "reports")
        #expect(options.asOf == "2026-11-24")
    }

    @Test func `rates and statements may be lists; the environment writes them with commas`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "tieout.yaml",
            "source: /s\nrates: [a.xml, b]\nstatements: bank\nreporting_currency: eur\npayment_terms: 30\n")
        let options = try resolve(environment: ["TIEOUT_STATEMENTS": "x,y"], file: folder / "tieout.yaml")
        #expect(options.rates == ["a.xml", "b"])
        #expect(options.statements == ["x", "y"])
        #expect(options.reportingCurrency == CurrencyCode("EUR"))
        #expect(options.paymentTerms == 30)
        #expect(throws: JobError.self) { try resolve(given: [.source: ["/s"], .paymentTerms: ["soon"]]) }
        #expect(throws: JobError.self) { try resolve(given: [.source: ["/s"], .reportingCurrency: ["EURO"]]) }
    }

    @Test(arguments: [
        ("source: /x\nsuorce: /y\n", ":2: unknown setting 'suorce'"), ("- a\n", ":1: not a mapping"),
        ("source: [a]\n", ":1: 'source' takes a plain value"),
        ("source: /x\nxlsx: maybe\n", ":2: 'maybe' is neither true nor false"),
        ("source: /x\nsplit_by: colour\n", ":2: 'colour' is not known here: write customer or account_manager"),
        ("webhook: http://chat.example.com/hook\nsource: /x\n", ":1: plain http is for this machine only"),
        ("source: /x\n\nas_of: today\n", ":3: 'today' is no date"),
    ])
    func `a file with a mistake is refused with its line`(text: String, message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("tieout.yaml", text)
        #expect { try resolve(file: folder / "tieout.yaml") } throws: { error in
            (error as? JobError)?.exitStatus == .refused && "\(error)".contains(message)
        }
    }

    @Test(arguments: [
        [RunSetting.source: ["/s"], .asOf: ["2026-13-01"]], [.source: ["/s"], .failOn: ["severe"]], [:],
    ])
    func `a value that makes no sense is refused`(given: [RunSetting: [String]]) {
        #expect { try resolve(given: given) } throws: { ($0 as? JobError)?.exitStatus == .refused }
    }
}
