import BillingModel
import Foundation
import LedgerStore
import ReconciliationJob
import Testing

/// What only the ledger still has helps to judge tonight's folder: trials, partner earned credit, charges that come twice.
@Suite("Invoices of earlier nights")
struct EarlierInvoicesTests {
    /// Months of 2026 by number, each with the lines of its invoice.
    private struct Reseller {
        let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            try folder.write(
                "orders.csv",
                """
                order_id,customer_id,order_date,catalog_item_id,subscription_id,quantity,unit_price,currency,term,billing_cycle
                o1,c1,2026-07-10,P1:0001:A1,s1,10,12.00,EUR,P1Y,monthly
                o2,c1,2026-07-01,Z1:0001:ZA,s2,1,,EUR,,usage

                """)
        }

        /// `status first_seen age_days provisional` of the seats' finding.
        func standing(_ date: CalendarDate) throws -> [String] {
            try csvRows(folder / "reports/\(date)/discrepancies.csv").filter { $0["class"] == "quantity_over" }.map {
                row in
                ["status", "first_seen", "age_days", "provisional"].map { row[$0] ?? "?" }.joined(separator: " ")
            }
        }

        /// A night on a folder with these months alone; `class expected billed` of its findings.
        func night(_ date: CalendarDate, _ months: [Int: [String]]) throws -> [String] {
            let source = folder / "snapshot"
            if FileManager.default.fileExists(atPath: source) { try FileManager.default.removeItem(atPath: source) }
            let headers = months.keys.sorted().map { month in
                """
                {"id":"G\(month)","invoiceDate":"2026-\(two(month + 1))-08","billingPeriodStartDate":"2026-\(two(month))-01",\
                "billingPeriodEndDate":"2026-\(two(month))-28","totalCharges":\((months[month]?.count ?? 0) <= 1 ? 120 : 0),\
                "currencyCode":"EUR","documentType":"invoice"}
                """
            }
            try folder.write("snapshot/invoices.json", "{\"items\":[\(headers.joined(separator: ","))]}")
            for (month, lines) in months {
                try folder.write(
                    "snapshot/invoices/G\(month)/reconciliation/part-0001.json", lines.joined(separator: "\n") + "\n")
            }
            var options = RunOptions(source: source, asOf: date)
            options.orders = [folder / "orders.csv"]
            options.ledger = folder / "ledger.sqlite"
            options.reports = folder / "reports"
            _ = try ReconciliationRun(options).run(clock: { "2026-12-01T02:00:00Z" }, progress: { _ in })
            return try csvRows(folder / "reports/\(date)/discrepancies.csv")
                .filter { $0["status"] != "resolved" && $0["class"] != "header_total_mismatch" }
                .map { row in
                    ["class", "expected_amount", "billed_amount"].compactMap { row[$0] }.filter { !$0.isEmpty }
                        .joined(separator: " ")
                }.sorted()
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func line(_ fields: [String: String]) -> String {
        var all = [
            "CustomerId": "c1", "SkuId": "0001", "Quantity": "10", "UnitPrice": "12", "EffectiveUnitPrice": "12",
            "Subtotal": "120", "TaxTotal": "0", "Currency": "EUR", "PricingCurrency": "EUR",
            "PCToBCExchangeRate": "1", "BillingFrequency": "Monthly",
        ]
        all.merge(fields) { _, new in new }
        return "{" + all.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
    }

    /// The monthly charge of ten seats.
    private static func seats(_ month: Int, _ type: String = "cycleCharge") -> String {
        line([
            "OrderId": "o1", "SubscriptionId": "s1", "ProductId": "P1", "AvailabilityId": "A1", "ChargeType": type,
            "ChargeStartDate": "2026-\(two(month))-10", "ChargeEndDate": "2026-\(two(month + 1))-09",
        ])
    }

    private static func usage(_ month: Int, credit: Bool) -> String {
        line([
            "OrderId": "o2", "SubscriptionId": "s2", "ProductId": "Z1", "AvailabilityId": "ZA", "ChargeType": "new",
            "Quantity": "100", "UnitPrice": "1", "EffectiveUnitPrice": "1", "Subtotal": "100", "UnitType": "1 Hour",
            "MeterDescription": "Compute", "BillingFrequency": "",
            "PriceAdjustmentDescription": credit ? "[15% Partner earned credit]" : "",
            "ChargeStartDate": "2026-\(two(month))-01", "ChargeEndDate": "2026-\(two(month))-28",
        ])
    }

    private static func trial(_ month: Int, price: String) -> String {
        line([
            "OrderId": "o3", "SubscriptionId": "s3", "ProductId": "T1", "AvailabilityId": "TA", "ChargeType": "new",
            "Quantity": "1", "UnitPrice": price, "EffectiveUnitPrice": price, "Subtotal": price,
            "ChargeStartDate": "2026-\(two(month))-03", "ChargeEndDate": "2026-\(two(month + 1))-02",
        ])
    }

    @Test("A folder with the latest month alone is judged by what the ledger remembers")
    func remembered() throws {
        let reseller = try Reseller()
        let july = [Self.seats(7, "new"), Self.usage(7, credit: true), Self.trial(7, price: "0")]
        #expect(try reseller.night("2026-08-10", [7: july]) == [])
        let august = [Self.seats(8), Self.usage(8, credit: false), Self.trial(8, price: "9.00")]
        #expect(
            try reseller.night("2026-09-10", [8: august])
                == ["earned_credit_lost 85.00 100.00", "trial_converted 0.00 9.00"])
    }

    @Test("A charge that an earlier night has read on another invoice is a duplicate of that one")
    func twice() throws {
        let reseller = try Reseller()
        #expect(try reseller.night("2026-09-10", [7: [Self.seats(7, "new")], 8: [Self.seats(8)]]) == [])
        let september = [Self.seats(8), Self.seats(9)]
        #expect(try reseller.night("2026-10-10", [9: september]) == ["duplicate_across_invoices 0.00 120.00"])
        // The same again, and with August back in the folder.
        #expect(try reseller.night("2026-10-11", [9: september]) == ["duplicate_across_invoices 0.00 120.00"])
        #expect(
            try reseller.night("2026-10-12", [8: [Self.seats(8)], 9: september])
                == ["duplicate_across_invoices 0.00 120.00"])
    }

    @Test("A finding whose invoice was not read, or not whole, stays open and keeps its age")
    func unread() throws {
        let reseller = try Reseller()
        let wrong = Self.line([
            "OrderId": "o1", "SubscriptionId": "s1", "ProductId": "P1", "AvailabilityId": "A1", "ChargeType": "new",
            "Quantity": "12", "Subtotal": "144", "ChargeStartDate": "2026-07-10", "ChargeEndDate": "2026-08-09",
        ])
        #expect(try reseller.night("2026-08-10", [7: [wrong]]) == ["quantity_over 120.00 144.00"])
        #expect(try reseller.night("2026-09-10", [8: [Self.seats(8)]]) == ["quantity_over 120.00 144.00"])
        #expect(try reseller.standing("2026-09-10") == ["open 2026-08-10 31 true"])
        // The folder of July is there again, with nothing in it.
        _ = try reseller.night("2026-09-11", [7: [], 8: [Self.seats(8)]])
        #expect(try reseller.standing("2026-09-11") == ["open 2026-08-10 32 true"])
        #expect(
            try reseller.night("2026-09-12", [7: [wrong], 8: [Self.seats(8)]]) == ["quantity_over 120.00 144.00"])
        #expect(try reseller.standing("2026-09-12") == ["open 2026-08-10 33 false"])
        #expect(
            try reseller.night("2026-09-13", [7: [Self.seats(7, "new")], 8: [Self.seats(8)]]).contains(
                "line_restated 144.00 120.00"))
        #expect(try reseller.standing("2026-09-13") == ["resolved 2026-08-10 34 false"])
    }

    @Test("A month between that an earlier night has read is not missing")
    func between() throws {
        let reseller = try Reseller()
        _ = try reseller.night("2026-09-10", [7: [Self.seats(7, "new")], 8: [Self.seats(8)]])
        #expect(try reseller.night("2026-10-10", [7: [Self.seats(7, "new")], 9: [Self.seats(9)]]) == [])
    }
}
