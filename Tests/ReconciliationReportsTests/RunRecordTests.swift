import BillingModel
import Foundation
import ReconciliationReports
import Testing

@Suite struct RunRecordTests {
    private func record() throws -> RunRecord {
        let euro = try #require(CurrencyCode("EUR"))
        var record = RunRecord(toolVersion: "1.2.3", asOf: "2026-02-06", exitStatus: 3, rulesDigest: "ab")
        record.provisional = true
        record.inputs = [SourceDocument(name: "orders \"1\".csv", digest: "cd", byteCount: 12)]
        record.counts = [.init("invoices", 1), .init("charges_posted", 2)]
        record.findings = [Finding(.warning, at: "orders.csv:17", "row kept out:\n\ttab \\ \u{1} é")]
        var row = ControlTotals(invoiceID: "G1", invoiceDate: nil, documentType: "invoice", currency: euro)
        (row.linesRead, row.linesRejected, row.subtotal, row.tax, row.total) = (3, 1, "10.005", "1.9", "11.905")
        row.buckets[.matched].add("10.005")
        record.totals = CurrencyTotals.sums(of: [row, row])
        for (status, amount) in [(DiscrepancyStatus.new, Amount("12.5")), (.open, "-2.5"), (.resolved, "100")] {
            var finding = Discrepancy(.unitPriceMismatch)
            (finding.currency, finding.expectedAmount, finding.billedAmount) = (euro, "0", amount)
            record.discrepancies.add(
                ReportedDiscrepancy(
                    id: "x", status: status, firstSeen: "2026-02-06", ageDays: 0, discrepancy: finding))
        }
        return record
    }

    @Test func `run.json has one spelling`() throws {
        let text = String(decoding: try record().json, as: UTF8.self)
        #expect(
            text == #"""
                {
                  "format_version": 1,
                  "tool": "tieout",
                  "tool_version": "1.2.3",
                  "as_of": "2026-02-06",
                  "status": "incomplete",
                  "exit_status": 3,
                  "provisional": true,
                  "rules_digest": "ab",
                  "inputs": [
                    {
                      "name": "orders \"1\".csv",
                      "digest": "cd",
                      "bytes": 12
                    }
                  ],
                  "counts": {
                    "invoices": 1,
                    "charges_posted": 2
                  },
                  "discrepancies": [
                    {
                      "class": "unit_price_mismatch",
                      "severity": "high",
                      "count": 2
                    }
                  ],
                  "differences": [
                    {
                      "currency": "EUR",
                      "direction": "overcharge",
                      "count": 2,
                      "difference": "10.00"
                    }
                  ],
                  "totals": [
                    {
                      "currency": "EUR",
                      "invoices": 2,
                      "lines_read": 6,
                      "lines_rejected": 2,
                      "subtotal": "20.01",
                      "tax": "3.80",
                      "total": "23.81",
                      "not_tied_out": 2,
                      "buckets": {
                        "matched": {
                          "lines": 2,
                          "amount": "20.01"
                        },
                        "tolerated": {
                          "lines": 0,
                          "amount": "0.00"
                        },
                        "discrepant": {
                          "lines": 0,
                          "amount": "0.00"
                        },
                        "unmatched": {
                          "lines": 0,
                          "amount": "0.00"
                        },
                        "excluded": {
                          "lines": 0,
                          "amount": "0.00"
                        }
                      }
                    }
                  ],
                  "findings": [
                    {
                      "weight": "warning",
                      "location": "orders.csv:17",
                      "message": "row kept out:\n\u0009tab \\ \u0001 é"
                    }
                  ]
                }

                """#)
    }

    @Test func `run.json is JSON, and the timings are the one thing that may be left out`() throws {
        var record = try record()
        let without = record.json
        record.timings = [.init("match", 1_234)]
        let object = try #require(try JSONSerialization.jsonObject(with: Data(record.json)) as? [String: Any])
        #expect(object["timings_ms"] as? [String: Int] == ["match": 1_234])
        let finding = try #require((object["findings"] as? [[String: String]])?.first)
        #expect(finding["message"] == "row kept out:\n\ttab \\ \u{1} é")
        record.timings = nil
        #expect(record.json == without)
    }

    @Test func `Empty lists stay on one line`() {
        let record = RunRecord(toolVersion: "1", asOf: "2026-02-06", exitStatus: 0, rulesDigest: "")
        let text = String(decoding: record.json, as: UTF8.self)
        #expect(text.contains("\"status\": \"complete\",\n  \"exit_status\": 0,\n  \"provisional\": false"))
        #expect(
            text.hasSuffix(
                "  \"counts\": {},\n  \"discrepancies\": [],\n  \"differences\": [],\n  \"totals\": [],\n  \"findings\": []\n}\n"
            ))
    }

    @Test func `tieout.prom is node exporter text`() throws {
        let text = String(decoding: Metrics.text(of: try record()), as: UTF8.self)
        #expect(
            text == """
                # HELP tieout_build_info The program that made the reports.
                # TYPE tieout_build_info gauge
                tieout_build_info{version="1.2.3"} 1
                # HELP tieout_exit_status Exit status of the last run.
                # TYPE tieout_exit_status gauge
                tieout_exit_status 3
                # HELP tieout_provisional 1 when some source could not be read whole.
                # TYPE tieout_provisional gauge
                tieout_provisional 1
                # HELP tieout_findings Trouble in the data that is no discrepancy.
                # TYPE tieout_findings gauge
                tieout_findings 1
                # HELP tieout_discrepancies Standing discrepancies.
                # TYPE tieout_discrepancies gauge
                tieout_discrepancies{class="unit_price_mismatch",severity="high"} 2
                # HELP tieout_difference Billed minus expected of standing discrepancies, in currency units.
                # TYPE tieout_difference gauge
                tieout_difference{currency="EUR",direction="overcharge"} 10.00
                # HELP tieout_lines Billed lines by where they ended up.
                # TYPE tieout_lines gauge
                tieout_lines{currency="EUR",bucket="matched"} 2
                tieout_lines{currency="EUR",bucket="tolerated"} 0
                tieout_lines{currency="EUR",bucket="discrepant"} 0
                tieout_lines{currency="EUR",bucket="unmatched"} 0
                tieout_lines{currency="EUR",bucket="excluded"} 0
                tieout_lines{currency="EUR",bucket="rejected"} 2
                # HELP tieout_invoices_not_tied_out Invoices whose header and lines do not agree.
                # TYPE tieout_invoices_not_tied_out gauge
                tieout_invoices_not_tied_out{currency="EUR"} 2

                """)
    }
}
