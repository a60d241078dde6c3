import BillingModel
import InvoiceIntake
import Testing

/// Order books that cannot be read at all, and some that break off.
@Suite struct OrderBookHeaderTests {
    static let refused: [(String, String)] = [
        ("", "empty: not even a header row"),
        ("\r\n\r\n", "empty: not even a header row"),
        (
            "order_id,customer_id,quantity\nO1,C1,5\n",
            "line 1: columns missing: order_date, catalog_item_id, unit_price, currency, billing_cycle"
        ),
        (
            "\n\(plainHeader),Quantity\n", "line 2: the column quantity is there twice"
        ),
        (
            plainHeader.replacing(",", with: ";"),
            "line 1: columns missing: order_id, customer_id, order_date, catalog_item_id, quantity, unit_price, "
                + "currency, billing_cycle (the cells are separated by semicolons, not commas)"
        ),
        (
            plainHeader.replacing(",", with: "\t"),
            "line 1: columns missing: order_id, customer_id, order_date, catalog_item_id, quantity, unit_price, "
                + "currency, billing_cycle (the cells are separated by tabs, not commas)"
        ),
        ("order_id\",x\n", "line 1: no header row: a quotation mark inside a field that does not begin with one"),
    ]

    @Test(arguments: refused)
    func `A file without a usable header is refused as a whole`(text: String, reason: String) throws {
        let file = try CSVTestFile(text.utf8)
        #expect(throws: IntakeError.corrupt(path: file.path, reason: reason)) {
            try OrderBookReader.read(paths: [file.path], firstDocument: DocumentIndex(0)) { _ in
                Issue.record("nothing may be delivered")
            }
        }
    }

    @Test func `A file in UTF-16 is refused as a whole`() throws {
        let file = try CSVTestFile([0xFF, 0xFE] + plainHeader.utf8.flatMap { [$0, 0] })
        #expect(
            throws: IntakeError.corrupt(path: file.path, reason: "line 1: no header row: the text is not UTF-8")
        ) {
            try OrderBookReader.read(paths: [file.path], firstDocument: DocumentIndex(0)) { _ in }
        }
    }

    @Test func `A file that is not there is an error with the system's reason`() {
        #expect(throws: IntakeError.unreadable(path: "/nowhere/orders.csv", reason: "No such file or directory")) {
            try OrderBookReader.read(paths: ["/nowhere/orders.csv"], firstDocument: DocumentIndex(0)) { _ in }
        }
    }

    @Test func `The column of account managers is known, whether or not a run uses it`() throws {
        let (_, reading) = try readOrders("\(plainHeader),Account_Manager,Region")
        #expect(
            reading.findings.map(\.message) == ["1 column(s) not used: Region; the source document keeps them"])
    }

    @Test func `A header alone is an order book without rows`() throws {
        let (orders, reading) = try readOrders(plainHeader)
        #expect(orders.isEmpty)
        #expect(reading.findings.isEmpty)
        #expect(reading.documents.count == 1)
    }

    @Test func `What the receiver throws stops the reading`() throws {
        struct Full: Error {}
        let file = try CSVTestFile("\(plainHeader)\n\(plainRow)\n".utf8)
        #expect(throws: Full.self) {
            try OrderBookReader.read(paths: [file.path], firstDocument: DocumentIndex(0)) { _ in throw Full() }
        }
    }

    @Test func `A gzip file that ends early gives its first rows and is marked incomplete`() throws {
        // One stored block whose trailer is missing: the rows unfold, then the stream breaks off.
        let text = Array("\(plainHeader)\n\(plainRow)\nO2,".utf8)
        let length = text.count
        let gzip: [UInt8] =
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1]
            + [UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8 & 255)] + text
        let file = try CSVTestFile(gzip, name: "orders.csv.gz")
        var ids: [String] = []
        let reading = try OrderBookReader.read(paths: [file.path], firstDocument: DocumentIndex(0)) { batch in
            ids += batch.rows.map { batch.texts[$0[.orderID]] }
        }
        #expect(ids == ["O1"])
        #expect(!reading.isComplete)
        #expect(
            reading.findings == [
                Finding(.warning, at: "orders.csv.gz", "broke off after 1 rows: the gzip stream ends early")
            ])
        #expect(reading.documents.map(\.byteCount) == [gzip.count])
    }
}
