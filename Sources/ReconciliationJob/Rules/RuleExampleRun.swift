import BillingModel
import Foundation
import ReconciliationReports

/// Runs an example of a rule: its lines and orders become a small snapshot and an order book, and go the whole way of a
/// night, under the rules that are being checked.
///
/// What an example leaves out is filled in with what makes an ordinary monthly subscription of it, so that it has to name
/// only what it is about: customer, currency, dates, the price that the subtotal and the quantity give.
struct RuleExampleRun {
    private let example: RuleExample

    init(_ example: RuleExample) { self.example = example }

    /// What is wrong with the example; `nil` when it comes out as it says.
    func problem(under rules: LoadedRules) -> String? {
        let folder = FileManager.default.temporaryDirectory.path + "/tieout-example-\(UUID().uuidString)"
        defer { remove(folder) }
        do {
            let lines = try example.lines.map(completed(line:))
            let asOf = try write(lines, to: folder)
            var options = RunOptions(source: folder, asOf: asOf)
            options.orders = example.orders.isEmpty ? [] : [folder + "/orders.csv"]
            options.dryRun = true
            return difference(try ReconciliationRun(options).findings(rules))
        } catch let unfit as Unfit {
            return unfit.reason
        } catch let error as JobError {
            return "cannot be run: \(error)"
        } catch {
            return "cannot be run: \(error.localizedDescription)"
        }
    }

    /// A field that cannot be used.
    private struct Unfit: Error {
        let reason: String
    }

    private func remove(_ folder: String) {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            // It lies among the system's temporary files and holds nothing but the example.
        }
    }

    private func difference(_ findings: [Discrepancy]) -> String? {
        var left = findings
        var missing: [String] = []
        for expectation in example.expect {
            let place = left.firstIndex {
                $0.kind == expectation.kind
                    && (expectation.expected == nil || expectation.expected == $0.expectedAmount)
                    && (expectation.billed == nil || expectation.billed == $0.billedAmount)
            }
            if let place {
                left.remove(at: place)
            } else {
                missing.append(RuleExampleRun.text(expectation.kind, expectation.expected, expectation.billed))
            }
        }
        let surplus = left.map { RuleExampleRun.text($0.kind, $0.expectedAmount, $0.billedAmount) }.sorted()
        let parts = [("does not find", missing), ("finds", surplus)].filter { !$0.1.isEmpty }
        return parts.isEmpty ? nil : parts.map { "\($0) \($1.joined(separator: ", "))" }.joined(separator: "; ")
    }

    private static func text(_ kind: DiscrepancyClass, _ expected: Amount?, _ billed: Amount?) -> String {
        let amounts = [expected.map { "expected \($0)" }, billed.map { "billed \($0)" }].compactMap { $0 }
        return ([kind.rawValue] + amounts).joined(separator: " ")
    }

    // MARK: The books

    private static let firstDay = "2026-09-01"
    private static let lastDay = "2026-09-30"

    private func completed(line: [String: String]) throws(Unfit) -> [String: String] {
        var fields = [
            "CustomerId": "example-customer", "Currency": "EUR", "ChargeType": "new", "TaxTotal": "0",
            "PCToBCExchangeRate": "1", "ChargeStartDate": RuleExampleRun.firstDay,
            "ChargeEndDate": RuleExampleRun.lastDay, "Quantity": "1",
        ]
        fields.merge(line) { _, given in given }
        for (name, source) in [("PricingCurrency", "Currency"), ("BillableQuantity", "Quantity")]
        where fields[name] == nil { fields[name] = fields[source] }
        if fields["EffectiveUnitPrice"] == nil {
            if let price = line["UnitPrice"] {
                fields["EffectiveUnitPrice"] = price
            } else {
                fields["EffectiveUnitPrice"] = try RuleExampleRun.price(of: fields)
            }
        }
        if fields["UnitPrice"] == nil { fields["UnitPrice"] = fields["EffectiveUnitPrice"] }
        return fields
    }

    /// The price of a unit when the subtotal is a whole number of hundredths for each.
    private static func price(of fields: [String: String]) throws(Unfit) -> String {
        guard let subtotal = fields["Subtotal"].flatMap({ ExactDecimal($0) }),
            let quantity = fields["Quantity"].flatMap({ ExactDecimal($0) }), quantity.scale == 0, !quantity.isZero,
            subtotal.scale <= 4
        else { throw Unfit(reason: "a line needs a Subtotal, or an EffectiveUnitPrice") }
        var units = subtotal.coefficient
        for _ in Int(subtotal.scale)..<4 { units *= 10 }
        guard units % quantity.coefficient == 0 else {
            throw Unfit(reason: "a line's Subtotal is no multiple of its Quantity: give the EffectiveUnitPrice")
        }
        return ExactDecimal(coefficient: units / quantity.coefficient, scale: 4).description
    }

    /// Writes the snapshot and the order book; returns the day of the run, on which the last invoice has just come.
    private func write(_ lines: [[String: String]], to folder: String) throws -> CalendarDate {
        var invoices: [String: [[String: String]]] = [:]
        for line in lines {
            let day = line["ChargeStartDate"] ?? RuleExampleRun.firstDay
            invoices["\(day.prefix(7)) \(line["Currency"] ?? "")", default: []].append(line)
        }
        var headers: [[String: String]] = []
        var last: CalendarDate = "2026-10-08"
        for (position, key) in invoices.keys.sorted().enumerated() {
            guard case .date(let first) = DateText.read("\(key.prefix(7))-01") else {
                throw Unfit(reason: "'\(key.prefix(7))' is no month: write ChargeStartDate as YYYY-MM-DD")
            }
            let (id, members) = ("G-EXAMPLE-\(position + 1)", invoices[key] ?? [])
            last = max(last, first.month.adding(1).firstDay.adding(days: 7))
            headers.append([
                "id": id, "invoiceDate": first.month.adding(1).firstDay.adding(days: 7).description,
                "billingPeriodStartDate": first.description, "billingPeriodEndDate": first.month.lastDay.description,
                "totalCharges": try total(members).description, "currencyCode": String(key.suffix(3)),
                "documentType": "invoice",
            ])
            let folder = "\(folder)/invoices/\(id)/reconciliation"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try joined(members).write(toFile: folder + "/part-0001.json", atomically: false, encoding: .utf8)
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let encoded = try JSONEncoder().encode(["items": headers])
        try encoded.write(to: URL(fileURLWithPath: folder + "/invoices.json"))
        try orderBook().write(toFile: folder + "/orders.csv", atomically: false, encoding: .utf8)
        return last
    }

    private func joined(_ lines: [[String: String]]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    }

    private func total(_ lines: [[String: String]]) throws -> Amount {
        try lines.reduce(Amount.zero) { sum, line in
            if let total = line["Total"].flatMap({ ExactDecimal($0) }) { return sum + (try Amount(total)) }
            let parts = [line["Subtotal"], line["TaxTotal"]].compactMap { $0.flatMap { ExactDecimal($0) } }
            return try parts.reduce(sum) { $0 + (try Amount($1)) }
        }
    }

    private func orderBook() -> String {
        let rows = example.orders.map { row in
            var cells = [
                "customer_id": "example-customer", "order_date": RuleExampleRun.firstDay, "currency": "EUR",
                "term": "P1Y", "billing_cycle": "monthly", "quantity": "1",
            ]
            cells.merge(row) { _, given in given }
            return cells
        }
        let columns = Set(rows.flatMap(\.keys)).sorted()
        let cell = { (text: String) in "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        return ([columns] + rows.map { row in columns.map { row[$0] ?? "" } })
            .map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }
}
