import BillingModel
import Foundation
import LedgerStore
import ReconciliationJob
import Testing

/// What a reviewer decided survives the night, and ends when the amount does not.
@Suite("Decisions of reviewers")
struct ReviewTests {
    /// A reseller with one subscription of ten seats at 12.00, billed for as many as a night says.
    private struct Reseller {
        let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            try folder.write(
                "snapshot/invoices.json",
                """
                {"items":[{"id":"G001","invoiceDate":"2026-10-08","billingPeriodStartDate":"2026-09-01",\
                "billingPeriodEndDate":"2026-09-30","totalCharges":120.0,"currencyCode":"EUR","documentType":"invoice"}]}
                """)
            try folder.write(
                "orders.csv",
                """
                order_id,customer_id,order_date,catalog_item_id,quantity,unit_price,currency,term,billing_cycle
                o1,c1,2026-09-10,P1:0001:A1,10,12.00,EUR,P1Y,monthly

                """)
        }

        private var options: RunOptions {
            var options = RunOptions(source: folder / "snapshot", asOf: "2026-10-10")
            options.orders = [folder / "orders.csv"]
            options.ledger = folder / "ledger.sqlite"
            options.reports = folder / "reports"
            return options
        }

        /// A night; the row about the seats as `status disposition note difference`.
        func night(_ date: CalendarDate, seats: Int, reviews: Bool = false) throws -> String {
            try folder.write(
                "snapshot/invoices/G001/reconciliation/part-0001.json",
                """
                {"CustomerId":"c1","OrderId":"o1","ProductId":"P1","SkuId":"0001","AvailabilityId":"A1",\
                "ChargeType":"new","UnitPrice":"12","EffectiveUnitPrice":"12","Quantity":\(seats),\
                "Subtotal":\(seats * 12),"TaxTotal":0,"Total":\(seats * 12),"Currency":"EUR",\
                "PricingCurrency":"EUR","PCToBCExchangeRate":"1","BillingFrequency":"Monthly",\
                "ChargeStartDate":"2026-09-10","ChargeEndDate":"2026-10-09"}

                """)
            var options = options
            options.asOf = date
            options.reviews = reviews ? folder / "reviews" : nil
            options.reviewer = "finance"
            _ = try ReconciliationRun(options).run(clock: { "2026-10-20T02:00:00Z" }, progress: { _ in })
            return try row(date)
        }

        func row(_ date: CalendarDate) throws -> String {
            let rows = try csvRows(folder / "reports/\(date)/discrepancies.csv").filter {
                $0["class"] == "quantity_over"
            }
            return rows.map { row in
                ["status", "disposition", "reviewer_note", "difference"].map { row[$0] ?? "?" }
                    .filter { !$0.isEmpty }.joined(separator: " ")
            }.joined(separator: "; ")
        }

        func id(_ date: CalendarDate) throws -> String {
            try csvRows(folder / "reports/\(date)/discrepancies.csv").first { $0["class"] == "quantity_over" }?[
                "discrepancy_id"] ?? ""
        }

        /// What `tieout review` says to a file of these rows: taken, standing, undecided, rejected, then reasons.
        func review(_ rows: String..., header: String = "discrepancy_id,disposition,note,amount") throws -> [String] {
            try folder.write("decisions.csv", ([header] + rows).joined(separator: "\r\n") + "\r\n")
            let summary = try Review(file: folder / "decisions.csv", ledger: folder / "ledger.sqlite", reviewer: "anna")
                .run(clock: { "2026-10-20T02:00:00Z" })
            #expect(summary.exitStatus == (summary.rejected == 0 ? .ended : .incomplete))
            return ["\(summary.taken) \(summary.standing) \(summary.undecided) \(summary.rejected)"]
                + summary.findings.map { "\($0.location): \($0.message)" }
        }
    }

    @Test("A decision stands night after night, until the amount changes")
    func survives() throws {
        let reseller = try Reseller()
        #expect(try reseller.night("2026-10-10", seats: 12) == "new 24.00")
        let id = try reseller.id("2026-10-10")
        #expect(try reseller.review("\(id),accepted,two seats on trial,24.00") == ["1 0 0 0"])
        #expect(try reseller.night("2026-10-11", seats: 12) == "accepted accepted two seats on trial 24.00")
        #expect(try reseller.night("2026-10-12", seats: 12) == "accepted accepted two seats on trial 24.00")
        #expect(try reseller.night("2026-10-13", seats: 13) == "changed two seats on trial 36.00")
        #expect(try reseller.night("2026-10-14", seats: 13) == "open two seats on trial 36.00")
        #expect(try reseller.review("\(id),awaiting_credit,,") == ["1 0 0 0"])
        #expect(try reseller.night("2026-10-15", seats: 13) == "awaiting_credit awaiting_credit 36.00")
        #expect(try reseller.review("\(id),open,not so,36") == ["1 0 0 0"])
        #expect(try reseller.night("2026-10-16", seats: 13) == "open not so 36.00")
        #expect(try reseller.night("2026-10-17", seats: 10) == "resolved not so 36.00")
        #expect(try Ledger(reading: reseller.folder / "ledger.sqlite").verifySeals().fault == nil)
    }

    @Test("A decision is shown by the next run of the same date, and a run after it writes the same again")
    func sameDate() throws {
        let reseller = try Reseller()
        _ = try reseller.night("2026-10-10", seats: 12)
        let id = try reseller.id("2026-10-10")
        #expect(try reseller.review("\(id),disputed,,24.00") == ["1 0 0 0"])
        #expect(try reseller.night("2026-10-10", seats: 12) == "disputed disputed 24.00")
        let reports = try reportFiles(reseller.folder / "reports/2026-10-10")
        #expect(try reseller.night("2026-10-10", seats: 12) == "disputed disputed 24.00")
        #expect(try reportFiles(reseller.folder / "reports/2026-10-10") == reports)
    }

    @Test("A finding that went and came back is undecided")
    func cameBack() throws {
        let reseller = try Reseller()
        _ = try reseller.night("2026-10-10", seats: 12)
        _ = try reseller.review("\(try reseller.id("2026-10-10")),accepted,,24.00")
        _ = try reseller.night("2026-10-11", seats: 10)
        #expect(try reseller.night("2026-10-12", seats: 12) == "new 24.00")
    }

    @Test("Each row is held against the finding it is about")
    func rows() throws {
        let reseller = try Reseller()
        _ = try reseller.night("2026-10-10", seats: 12)
        let id = try reseller.id("2026-10-10")
        #expect(
            try reseller.review(
                "nothing,accepted,,", "\(id),settled,,", "\(id),accepted,,99", "\(id),,,", "\(id),accepted,,12x",
                "\(id),accepted", ",accepted,,")
                == [
                    "0 0 1 6",
                    "reviews/decisions.csv:2: decision kept out: the ledger has no finding nothing",
                    "reviews/decisions.csv:3: decision kept out: 'settled' is no disposition: accepted, disputed, "
                        + "awaiting_credit, open",
                    "reviews/decisions.csv:4: decision kept out: the difference was 99.00 when this was decided and is "
                        + "24.00 now: look again",
                    "reviews/decisions.csv:6: decision kept out: '12x' is no amount",
                    "reviews/decisions.csv:7: decision kept out: 2 cells under a header of 4",
                    "reviews/decisions.csv:8: decision kept out: no discrepancy_id",
                ])
        #expect(
            try reseller.review("\(id),accepted,,24.00", "\(id),disputed,,24.00")
                == [
                    "1 0 0 1",
                    "reviews/decisions.csv:3: decision kept out: the finding is decided on line 2 already",
                ])
        #expect(try reseller.review("\(id),accepted,,24.00") == ["0 1 0 0"])
    }

    @Test("discrepancies.csv with its own columns filled in will do, and formulas come back as they were meant")
    func filledIn() throws {
        let reseller = try Reseller()
        _ = try reseller.night("2026-10-10", seats: 12)
        let id = try reseller.id("2026-10-10")
        let header = "Disposition,class,discrepancy_id,reviewer_note,difference"
        #expect(try reseller.review("accepted,quantity_over,\(id),'=late,24.00", header: header) == ["1 0 0 0"])
        #expect(try reseller.night("2026-10-11", seats: 12) == "accepted accepted '=late 24.00")
        let path = reseller.folder / "ledger.sqlite"
        #expect(try Ledger(reading: path).decisions(through: "2026-10-11")[id]?.note == "=late")
    }

    @Test("A file in the reviews folder is taken in once")
    func folder() throws {
        let reseller = try Reseller()
        _ = try reseller.night("2026-10-10", seats: 12)
        let id = try reseller.id("2026-10-10")
        try reseller.folder.write("reviews/a.csv", "discrepancy_id,disposition\n\(id),accepted\nx,accepted\n")
        try reseller.folder.write("reviews/notes.txt", "not for tieout")
        #expect(try reseller.night("2026-10-11", seats: 12, reviews: true) == "accepted accepted 24.00")
        _ = try reseller.review("\(id),disputed,,")
        #expect(try reseller.night("2026-10-12", seats: 12, reviews: true) == "disputed disputed 24.00")
        #expect(try Ledger(reading: reseller.folder / "ledger.sqlite").verifySeals().fault == nil)
    }

    @Test("What cannot be used at all is refused")
    func refused() throws {
        let reseller = try Reseller()
        #expect(throws: JobError.self) { try reseller.review("x,accepted,,") }
        _ = try reseller.night("2026-10-10", seats: 12)
        #expect(throws: JobError.self) { try reseller.review("x,accepted", header: "id,disposition") }
        #expect(throws: JobError.self) {
            try Review(file: reseller.folder / "none.csv", ledger: reseller.folder / "ledger.sqlite", reviewer: "")
                .run(clock: { "2026-10-20T02:00:00Z" })
        }
    }
}
