import BillingModel

@testable import InvoiceIntake

/// A v2 line in the wire's own words, whole unless a test says otherwise.
struct BilledLine {
    /// Field and JSON token, in the export's order.
    private var fields: [(name: String, token: String)] = [
        ("CustomerId", "\"c1\""), ("InvoiceNumber", "\"G1\""), ("OrderId", "\"O1\""),
        ("ProductId", "\"CFQ7\""), ("SkuId", "\"0001\""), ("AvailabilityId", "\"A1\""), ("ChargeType", "\"new\""),
        ("UnitPrice", "10"), ("Quantity", "2"), ("Subtotal", "20"), ("TaxTotal", "3.80"), ("Total", "23.80"),
        ("Currency", "\"EUR\""), ("EffectiveUnitPrice", "10"), ("SubscriptionId", "\"S1\""),
        ("ChargeStartDate", "\"2026-10-01T00:00:00Z\""), ("ChargeEndDate", "\"2026-10-31T00:00:00Z\""),
    ]

    /// Replaces fields, adds new ones behind, and takes away those set to `nil`.
    init(_ changes: KeyValuePairs<String, String?> = [:]) {
        for (name, token) in changes { set(name, token) }
    }

    mutating func set(_ name: String, _ token: String?) {
        let place = fields.firstIndex { $0.name == name }
        switch (place, token) {
        case (let place?, let token?): fields[place].token = token
        case (let place?, nil): fields.remove(at: place)
        case (nil, let token?): fields.append((name, token))
        case (nil, nil): break
        }
    }

    var json: String { "{" + fields.map { "\"\($0.name)\":\($0.token)" }.joined(separator: ",") + "}" }

    static func csvHeader() -> String { BilledLine().fields.map(\.name).joined(separator: ",") + "\r\n" }

    var csv: String {
        fields.map { $0.token.replacing("\"", with: "") }.joined(separator: ",") + "\r\n"
    }
}

/// A line that was read, with its texts.
struct ReadLine {
    var item: LineItem
    var texts: TextPool

    subscript(text: LineText) -> String { texts[item[text]] }
}

/// Collects what is delivered.
struct CollectingSink: LineSink {
    var lines: [ReadLine] = []
    var batchSizes: [Int] = []

    mutating func take(_ batch: consuming LineBatch) throws {
        batchSizes.append(batch.lines.count)
        for line in batch.lines { lines.append(ReadLine(item: line, texts: batch.texts)) }
    }
}

/// Reads JSON Lines as the blob of one invoice.
func readLines(
    _ bytes: [UInt8], form: LineForm = .exportV2, folder: String = "G1", limits: IntakeLimits = .standard
) throws -> (lines: [ReadLine], reading: FileReading) {
    let disk = try SnapshotOnDisk().write(bytes, to: "part.json")
    var reader = JSONLinesReader(limits: limits)
    var normaliser = LineNormaliser(
        LineContext(form: form, invoice: InvoiceIndex(3), folderInvoice: folder, document: DocumentIndex(7)))
    var batcher = LineBatcher()
    var sink = CollectingSink()
    let reading = try reader.read(path: disk.path + "/part.json", with: &normaliser, into: &batcher) { batcher in
        try sink.take(batcher.takeBatch())
    }
    try sink.take(batcher.takeBatch())
    return (sink.lines, reading)
}

/// Reads one line; the reason when it is rejected.
func readLine(
    _ line: BilledLine, form: LineForm = .exportV2, folder: String = "G1"
) throws -> Result<ReadLine, LineRejection> {
    try readLine(json: line.json, form: form, folder: folder)
}

func readLine(
    json: String, form: LineForm = .exportV2, folder: String = "G1"
) throws -> Result<ReadLine, LineRejection> {
    let (lines, reading) = try readLines(Array(json.utf8), form: form, folder: folder)
    if let line = lines.first { return .success(line) }
    return .failure(LineRejection(reason: reading.rejected.kept.first?.reason ?? "nothing was read"))
}
