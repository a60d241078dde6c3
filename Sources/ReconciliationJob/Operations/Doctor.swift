package import BillingModel
package import Foundation
import InvoiceIntake
import LedgerStore
import ReconciliationReports

/// `tieout doctor`: what would stop the next run, or make it not worth having.
package struct Doctor {
    /// One thing that was looked at.
    package struct Check: Sendable, Equatable {
        package enum State: String, Sendable, CaseIterable {
            case ok
            /// The next run goes through; someone should look all the same.
            case doubtful
            /// The next run will not go through, or has not for too long.
            case bad
        }

        package let name: String
        package let state: State
        /// What was found, with the place.
        package let detail: String
        /// What to do; empty when all is well.
        package let advice: String

        package init(_ name: String, _ state: State, _ detail: String, advice: String = "") {
            self.name = name
            self.state = state
            self.detail = detail
            self.advice = advice
        }
    }

    let options: RunOptions
    let now: Date
    let maximumAge: TimeInterval

    /// - Parameters:
    ///   - options: As the next run would have them.
    ///   - maximumAge: Seconds after which the last good run is too long ago.
    package init(_ options: RunOptions, now: Date, maximumAge: TimeInterval) {
        self.options = options
        self.now = now
        self.maximumAge = maximumAge
    }

    /// Looks at everything; nothing is changed.
    package func examine() -> [Check] {
        [rules] + [source] + orderBooks + [ledger, reports, disk, lastGoodRun]
    }

    private var rules: Check {
        let report = RulesCheck.run(directory: options.rules)
        return Check(
            "rules", report.isGood ? .ok : .bad,
            (report.lines.first ?? "").replacing("rules: ", with: "", maxReplacements: 1),
            advice: report.isGood ? "" : "run 'tieout rules check', it lists every mistake with file and line")
    }

    private var source: Check {
        if let plan = options.fetch, !FileManager.default.fileExists(atPath: plan.archive) {
            return Check("source", .ok, "\(plan.archive): not there yet, the first run fetches")
        }
        do throws(IntakeError) {
            let files = try SnapshotListing(directory: options.source).files
            let bytes = files.reduce(0) { $0 + $1.byteCount }
            let size = Doctor.size(bytes)
            if !files.contains(where: { $0.path == "invoices.json" }) {
                return Check(
                    "source", .bad, "\(options.source): \(files.count) files, \(size), without invoices.json",
                    advice: "fetch again: without the headers no invoice can tie out")
            }
            return Check("source", .ok, "\(options.source): \(files.count) files, \(size)")
        } catch {
            return Check("source", .bad, "\(error)", advice: "fetch first, or correct 'source'")
        }
    }

    private var orderBooks: [Check] {
        if options.orders.isEmpty {
            return [
                Check(
                    "orders", .doubtful, "no order book",
                    advice: "name one with 'orders': without it nothing can be matched to what was ordered")
            ]
        }
        return options.orders.map { path in
            if path == options.fetch?.orderBook, !FileManager.default.fileExists(atPath: path) {
                return Check("orders", .ok, "\(path): not there yet, the first run fetches")
            }
            do throws(IntakeError) {
                try OrderBookReader.checkHeader(path: path)
                return Check("orders", .ok, path)
            } catch {
                return Check("orders", .bad, "\(error)", advice: "correct the file, or the setting 'orders'")
            }
        }
    }

    private var ledger: Check {
        let path = options.ledger
        if !FileManager.default.fileExists(atPath: path) {
            return Doctor.canMake(path)
                ? Check("ledger", .ok, "\(path): not there yet, the first run makes it")
                : Check(
                    "ledger", .bad, "\(path): not there, and its folder cannot be written",
                    advice: "make the folder and give it to the user that tieout runs as")
        }
        do throws(LedgerError) {
            if let fault = try Ledger(reading: path).verifyFileQuickly() {
                return Check(
                    "ledger", .bad, "\(path): \(fault)", advice: "restore it from a backup, then run 'tieout verify'")
            }
        } catch .olderSchema {
            return Check("ledger", .ok, "\(path): of an older version, the next run brings it up to date")
        } catch .interrupted {
            return Check("ledger", .ok, "\(path): a run was cut off, the next one takes back what it left")
        } catch {
            return Check("ledger", .bad, error.description, advice: "correct 'ledger', or restore it from a backup")
        }
        if !FileManager.default.isWritableFile(atPath: path) {
            return Check(
                "ledger", .bad, "\(path): may not be written", advice: "give it to the user that tieout runs as")
        }
        return Doctor.permissions("ledger", path, "chmod 600 \(path)")
    }

    private var reports: Check {
        let path = options.reports
        if !FileManager.default.fileExists(atPath: path) {
            return Doctor.canMake(path)
                ? Check("reports", .ok, "\(path): not there yet, the first run makes it")
                : Check(
                    "reports", .bad, "\(path): not there, and cannot be made",
                    advice: "make the folder and give it to the user that tieout runs as")
        }
        if !FileManager.default.isWritableFile(atPath: path) {
            return Check(
                "reports", .bad, "\(path): may not be written", advice: "give it to the user that tieout runs as")
        }
        return Doctor.permissions("reports", path, "chmod 700 \(path), or let those in who read the reports on purpose")
    }

    private var lastGoodRun: Check {
        let name = "last good run"
        do throws(JobError) {
            guard FileManager.default.fileExists(atPath: options.ledger) else {
                return Check(name, .doubtful, "none yet", advice: "run 'tieout run'")
            }
            let good = try RunStatus.last(1_000, ledger: options.ledger).first(where: \.isGood)
                .flatMap { ISO8601DateFormatter().date(from: $0.endedAt) }
            // A night on which nothing has changed leaves no run in the ledger, only its time here.
            guard let last = [good, try MetricsFile(options).lastSuccess()].compactMap({ $0 }).max() else {
                return Check(
                    name, .bad, "none in \(options.ledger)", advice: "see 'tieout status' for what the runs ended with")
            }
            let age = now.timeIntervalSince(last)
            let detail = "\(ISO8601DateFormatter().string(from: last)), \(Doctor.span(age)) ago"
            if age <= maximumAge { return Check(name, .ok, detail) }
            return Check(
                name, .bad, detail,
                advice: "more than \(Doctor.span(maximumAge)): look at 'tieout status' and at the log of the schedule")
        } catch {
            return Check(name, .bad, "\(error)", advice: "see to the ledger first")
        }
    }
}
