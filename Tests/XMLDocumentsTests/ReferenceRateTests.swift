import BillingModel
import Testing
import XMLDocuments

struct ReferenceRateTests {
    static let days = ["2024-03-28", "2024-03-30", "2025-12-31", "2026-01-02", "2026-08-21"]

    static func published() throws -> [ReferenceRate] {
        var rates: [ReferenceRate] = []
        for day in days {
            let path = PublicDocument.path("ecb/daily-fetched-\(day).xml")
            guard case .rates(let sheet) = try XMLDocument.read(path: path) else { continue }
            rates += sheet.rates
        }
        return rates
    }

    @Test("Easter Sunday takes the rate of Maundy Thursday and says so")
    func easter() throws {
        let rates = ReferenceRates(try Self.published())
        guard case .found(let cross) = rates.lookUp(from: usd, to: eur, on: "2024-03-31") else {
            Issue.record("no rate")
            return
        }
        #expect(cross.published == "2024-03-28")
        #expect(cross.requested == "2024-03-31")
        #expect(cross.divisor == "1.0811")
        #expect(try cross.convert("100.00").description == "92.49")
        #expect(rates.lookUp(from: usd, to: eur, on: "2024-04-02") == .missing(usd))
    }

    @Test("The lev was given up for the euro")
    func retired() throws {
        let rates = ReferenceRates(try Self.published())
        let lev = try #require(CurrencyCode("BGN"))
        #expect(rates.lookUp(from: lev, to: eur, on: "2026-01-05") == .retired(lev, last: "2025-12-31"))
        if case .found = rates.lookUp(from: lev, to: usd, on: "2025-12-31") {} else { Issue.record("no rate") }
    }

    @Test("A cross goes through the euro, exactly")
    func cross() throws {
        let rates = ReferenceRates(try Self.published())
        guard case .found(let cross) = rates.lookUp(from: usd, to: try #require(CurrencyCode("GBP")), on: "2026-01-02")
        else {
            Issue.record("no rate")
            return
        }
        // 0.87190 ÷ 1.1721
        #expect(cross.shown == "0.7438785")
        #expect(try cross.isExceeded(by: "0.7476", share: "0.005"))
        #expect(try !cross.isExceeded(by: "0.7475", share: "0.005"))
        #expect(try !cross.isExceeded(by: "0.74015912", share: "0.005"))
        #expect(try cross.isExceeded(by: "0.74015911", share: "0.005"))
    }

    @Test("The order of files changes nothing, nor does reading one twice")
    func order() throws {
        let published = try Self.published()
        let shuffled = ReferenceRates(published.reversed() + published)
        let rates = ReferenceRates(published)
        for day in ["2024-03-31", "2026-01-02", "2026-08-23"] as [CalendarDate] {
            #expect(rates.lookUp(from: usd, to: eur, on: day) == shuffled.lookUp(from: usd, to: eur, on: day))
        }
    }

    @Test("HMRC's rate is good for its month; countries share currencies")
    func hmrc() throws {
        let rows = [("ECUADOR", "USD", "1.31"), ("EUROZONE", "EUR", "1.15"), ("USA", "USD", "1.310")]
        let sheet = try #require(try monthly(rows))
        #expect(sheet.rates.map(\.rate) == ["1.15", "1.31"])
        let rates = ReferenceRates(sheet.rates)
        guard case .found(let cross) = rates.lookUp(from: eur, to: usd, on: "2026-06-30") else {
            Issue.record("no rate")
            return
        }
        #expect(cross.source == .hmrc)
        #expect(cross.shown == "1.13913043")
        #expect(rates.lookUp(from: eur, to: usd, on: "2026-07-01") == .missing(eur))
        #expect(throws: XMLFault.self) { try monthly(rows + [("PALAU", "USD", "1.32")]) }
    }

    @Test("A rate that is none refuses its file", arguments: ["0", "-1.1", "1,17", "N/A", "", "1e3"])
    func broken(_ rate: String) throws {
        #expect(throws: XMLFault.self) { try monthly([("USA", "USD", rate)]) }
    }

    private func monthly(_ rows: [(String, String, String)]) throws -> RateSheet? {
        let list = rows.map {
            "<exchangeRate><countryName>\($0.0)</countryName><currencyCode>\($0.1)</currencyCode>"
                + "<rateNew>\($0.2)</rateNew></exchangeRate>"
        }
        let file = try XMLFile(
            "<exchangeRateMonthList Period=\"01/Jun/2026 to 30/Jun/2026\">\(list.joined())</exchangeRateMonthList>")
        guard case .rates(let sheet) = try XMLDocument.read(path: file.path) else { return nil }
        return sheet
    }
}

let usd = CurrencyCode(letters: 0x55_53_44)
let eur = CurrencyCode(letters: 0x45_55_52)
