import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// What the doctor says of a job that is well, and of one that lacks something.
@Suite struct DoctorTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var options: RunOptions {
        var options = RunOptions(source: Repository.samples, asOf: "2026-11-10")
        options.orders = [Repository.samples + "/orders.csv"]
        options.rules = Repository.root + "/rules"
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        return options
    }

    private func run(_ options: RunOptions, at time: String = "2026-11-10T04:30:00Z") throws {
        _ = try ReconciliationRun(options).run(clock: { time }, progress: { _ in })
    }

    private func states(_ options: RunOptions, now: String = "2026-11-10T10:00:00Z") throws -> [String: String] {
        let date = try #require(ISO8601DateFormatter().date(from: now))
        let checks = Doctor(options, now: date, maximumAge: 26 * 3600).examine()
        for check in checks where check.state != .ok { #expect(!check.advice.isEmpty, "\(check)") }
        return Dictionary(checks.map { ($0.name, $0.state.rawValue) }, uniquingKeysWith: { $0 == "ok" ? $1 : $0 })
    }

    @Test func `a job that ran last night is well, one that ran the night before last is not`() throws {
        try run(options)
        let well = [
            "rules": "ok", "source": "ok", "orders": "ok", "ledger": "ok", "reports": "ok", "disk": "ok",
            "last good run": "ok",
        ]
        #expect(try states(options) == well)
        #expect(try states(options, now: "2026-11-11T07:00:00Z")["last good run"] == "bad")
        // A night on which nothing has changed is a good run too.
        try run(options, at: "2026-11-11T04:30:00Z")
        #expect(try states(options, now: "2026-11-11T07:00:00Z") == well)
    }

    @Test func `before the first run there is nothing to be worried about but the run itself`() throws {
        let states = try states(options)
        #expect(states["last good run"] == "doubtful")
        #expect(states.filter { $0.value == "bad" }.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: options.ledger))
    }

    @Test(arguments: [
        ("source", "bad", "source"), ("headers", "bad", "source"), ("orders", "bad", "orders"),
        ("no orders", "doubtful", "orders"), ("rules", "bad", "rules"), ("stranger", "bad", "ledger"),
        ("cut", "bad", "ledger"), ("open", "doubtful", "ledger"), ("listed", "doubtful", "reports"),
        ("folder", "bad", "ledger"),
    ])
    func `what is wrong is named`(fault: String, state: String, check: String) throws {
        var options = options
        try run(options)
        let files = FileManager.default
        switch fault {
        case "source": options.source = folder / "nowhere"
        case "headers":
            try folder.write("empty/note.txt", "")
            options.source = folder / "empty"
        case "orders":
            try folder.write("orders.csv", "order;customer\n")
            options.orders = [folder / "orders.csv"]
        case "no orders": options.orders = []
        case "rules":
            try folder.write("rules/tolerances.yaml", "nonsense: 1\n")
            options.rules = folder / "rules"
        case "stranger": try folder.write("ledger.sqlite", "not a ledger")
        case "cut":
            let whole = try Data(contentsOf: URL(fileURLWithPath: options.ledger))
            try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: options.ledger))
        case "open": try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: options.ledger)
        case "listed": try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: options.reports)
        default:
            options.ledger = folder / "orders.csv/ledger.sqlite"
            try folder.write("orders.csv", "a file where a folder should be")
        }
        #expect(try states(options)[check] == state)
    }

    @Test func `status lists runs newest first, findings with the run that they are of`() throws {
        try run(options)
        var strict = options
        strict.failOn = .high
        try run(strict, at: "2026-11-10T05:30:00Z")
        strict.asOf = "2026-11-11"
        try run(strict, at: "2026-11-11T04:30:00Z")
        let runs = try RunStatus.last(5, ledger: options.ledger)
        #expect(runs.map(\.run) == [3, 2, 1])
        #expect(runs.map(\.exitStatus) == [1, 1, 0])
        #expect(runs.map(\.findings) == [27, 27, nil])
        #expect(runs.map(\.startedAt).last == "2026-11-10T04:30:00Z")
        #expect(try RunStatus.last(1, ledger: options.ledger).count == 1)
        #expect { try RunStatus.last(1, ledger: folder / "none.sqlite") } throws: {
            ($0 as? JobError)?.exitStatus == .refused
        }
    }
}
