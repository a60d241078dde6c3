import BillingModel
import PartnerCenter
import Testing

@Suite("Settings of the service")
struct ServiceSettingsTests {
    private let required: [ServiceSetting: String] = [.tenantID: "t", .clientID: "c", .clientSecret: "s"]

    @Test("are Microsoft's own unless told otherwise")
    func standard() throws {
        let settings = try ServiceSettings(required)
        #expect(settings.api.text == "https://api.partnercenter.microsoft.com")
        #expect(settings.graph?.text == "https://graph.microsoft.com")
        #expect(settings.blobHosts == ["blob.core.windows.net"])
        #expect(settings.concurrency == 6 && settings.requestTimeout == 180 && settings.attempts == 6)
        #expect(!settings.credentials.hasUser)
    }

    @Test(
        "are refused by name",
        arguments: [
            (ServiceSetting.tenantID, ""), (.clientID, ""), (.clientSecret, ""), (.apiURL, "http://example.org"),
            (.concurrency, "0"),
            (.concurrency, "many"), (.retries, "-1"), (.blobHosts, "net"), (.blobHosts, "*.windows.net"),
            (.billingRoutes, "modern usage v3"),
            (.apiTokenEndpoint, "v3"), (.clientSecretFile, "/no/such/file"),
        ])
    func refused(_ setting: ServiceSetting, _ value: String) {
        var values = required
        values[setting] = value
        if setting == .clientSecretFile { values[.clientSecret] = nil }
        #expect {
            _ = try ServiceSettings(values)
        } throws: { ($0 as? SettingsError)?.setting == setting.rawValue }
    }

    @Test(
        "choose the route by kind and month",
        arguments: [
            (RouteTable.Commerce.legacy, RouteTable.Lines.reconciliation, 2026, 10, "v1"),
            (.modern, .reconciliation, 2024, 1, "v1 v2"),
            (.modern, .reconciliation, 2024, 2, "v2 v1"), (.modern, .reconciliation, 2026, 10, "v2 v1"),
            (.modern, .usage, 2022, 8, "v1 v2"),
            (.modern, .usage, 2022, 9, "v2 v1"),
        ])
    func routes(
        _ commerce: RouteTable.Commerce, _ lines: RouteTable.Lines, _ year: Int, _ month: Int, _ expected: String
    ) {
        let routes = RouteTable.standard.routes(commerce, lines, month: CalendarMonth(year: year, month: month))
        #expect(routes.map(\.rawValue).joined(separator: " ") == expected)
    }

    @Test("can override the table, month by month")
    func override() throws {
        let table = try RouteTable.standard.overridden(by: "modern usage 2026-01 v2; legacy usage * v2 v1")
        #expect(table.routes(.modern, .usage, month: CalendarMonth(year: 2025, month: 12)) == [.v2, .v1])
        #expect(table.routes(.modern, .usage, month: CalendarMonth(year: 2026, month: 1)) == [.v2])
        #expect(table.routes(.legacy, .usage, month: CalendarMonth(year: 2020, month: 1)) == [.v2, .v1])
    }
}
