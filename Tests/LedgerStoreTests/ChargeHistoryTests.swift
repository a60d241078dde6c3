import BillingModel
import Testing

@testable import LedgerStore

@Suite("Restatements and withdrawals by date")
struct ChargeHistoryTests {
    @Test("A line restated twice is told as first read and as it stands on the date")
    func chain() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Night([("G1", [Line("order-1", "10")])]))
        try test.night("2026-10-11", Night([("G1", [Line("order-1", "12")])]))
        try test.night("2026-10-12", Night([("G1", [Line("order-1", "15")])]))
        let ledger = try test.open()
        let expected: [(CalendarDate, [Amount])] = [
            ("2026-10-10", []), ("2026-10-11", ["12"]), ("2026-10-12", ["15"]), ("2026-12-31", ["15"]),
        ]
        for (date, amounts) in expected {
            let restated = try ledger.restatements(asOf: date, invoices: ["G1", "unknown"])
            #expect(restated.map(\.new.subtotal) == amounts, "as of \(date)")
            #expect(restated.allSatisfy { $0.old.subtotal == "10" })
        }
    }

    @Test("Back at its first amount, a line is not restated")
    func restored() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Night([("G1", [Line("order-1", "10")])]))
        try test.night("2026-10-11", Night([("G1", [Line("order-1", "12")])]))
        try test.night("2026-10-12", Night([("G1", [Line("order-1", "10")])]))
        #expect(try test.open().restatements(asOf: "2026-10-12", invoices: ["G1"]) == [])
    }

    @Test("Restated and then gone, a line is gone at its last amount")
    func restatedAndGone() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Night([("G1", [Line("order-1", "10"), Line("order-2")])]))
        try test.night("2026-10-11", Night([("G1", [Line("order-1", "12"), Line("order-2")])]))
        try test.night("2026-10-12", Night([("G1", [Line("order-2")])]))
        let ledger = try test.open()
        #expect(try ledger.restatements(asOf: "2026-10-12", invoices: ["G1"]) == [])
        #expect(try ledger.withdrawals(asOf: "2026-10-12", invoices: ["G1"]).map(\.subtotal) == ["12"])
    }

    @Test("A run sees what it has found before it commits, and a rerun of the night finds the same")
    func sameNight() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Night([("G1", [Line("order-1", "10")])]))
        let second = Night([("G1", [Line("order-1", "12")])])
        let ledger = try test.open()
        var answers: [[RestatedCharge]] = []
        for _ in 0..<2 {
            let run = try ledger.beginRun(.test("2026-10-11"))
            try second.post(to: run)
            answers.append(try ledger.restatements(asOf: "2026-10-11", invoices: ["G1"]))
            try run.commit(.test)
        }
        #expect(answers[0].map(\.new.subtotal) == ["12"])
        #expect(answers[0] == answers[1])
    }

    @Test("A charge is told with everything a finding says about it")
    func record() throws {
        let test = try TestLedger()
        var line = Line("order-1", "10.1234567890123456789012")
        line.quantity = "2.5"
        line.price = "4.04938271560493827156"
        try test.night("2026-10-10", Night([("G1", [line])]))
        try test.night("2026-10-11", Night([("G1", [])]))
        let gone = try #require(try test.open().withdrawals(asOf: "2026-10-11", invoices: ["G1"]).first)
        #expect(gone.invoiceID == "G1")
        #expect(gone.customerID == "customer-1")
        #expect(gone.customerName == "Alpine Dental Group")
        #expect(gone.orderID == "order-1")
        #expect(gone.subscriptionID == "subscription-1")
        #expect(gone.catalogItemID == "CFQ7TTC0LH18:0001:CFQ7TTC0K971")
        #expect(gone.productName == "Microsoft 365")
        #expect(gone.skuName == "Business Standard")
        #expect(gone.chargeType == "cycleCharge")
        #expect(gone.chargeStart == "2026-10-15")
        #expect(gone.chargeEnd == "2026-11-14")
        #expect(gone.term == "P1Y")
        #expect(gone.billingCycle == "monthly")
        #expect(gone.currency == .eur)
        #expect(gone.quantity == "2.5")
        #expect(gone.effectiveUnitPrice == "4.04938271560493827156")
        #expect(gone.subtotal == "10.1234567890123456789012")
        #expect(gone.tax == "1.90")
        #expect(gone.total == "12.0234567890123456789012")
        #expect(gone.source == "part-1.json#1")
    }
}
