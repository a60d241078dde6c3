import BillingModel
import InvoiceIntake
import Testing

/// A row with its texts written out, in the order book's own words.
struct ReadOrder: Equatable {
    var line: Int
    var fields: [String: String]

    init(_ row: OrderRow, _ texts: TextPool) {
        line = Int(row.source.line)
        fields = [
            "order_id": texts[row[.orderID]], "line_number": "\(row.lineNumber)",
            "customer_id": texts[row[.customerID]], "customer_name": texts[row[.customerName]],
            "order_date": "\(row.orderDate)", "catalog_item_id": texts.text(row.item),
            "subscription_id": texts[row[.subscriptionID]], "transaction_type": row.transaction.code,
            "quantity": "\(row.quantity)", "unit_price": row.unitPrice.map { "\($0)" } ?? "",
            "currency": "\(row.currency)", "term": row.term?.code ?? "", "billing_cycle": row.billingCycle.code,
            "effective_date": "\(row.effectiveDate)", "end_date": row.endDate.map { "\($0)" } ?? "",
            "auto_renew": "\(row.autoRenew)", "alternate_id": texts[row[.alternateID]],
            "reference_id": texts[row[.referenceID]], "promotion_id": texts[row[.promotionID]],
            "discount_percent": row.discountPercent.map { "\($0)" } ?? "",
            "purchase_order": texts[row[.purchaseOrder]], "product_name": texts[row[.productName]],
            "sku_name": texts[row[.skuName]], "reseller_mpn_id": texts[row[.resellerMPN]],
            "status": row.status.code,
        ].filter { !$0.value.isEmpty }
    }
}

/// The required columns, in the order of ``plainRow``.
let plainHeader = "order_id,customer_id,order_date,catalog_item_id,quantity,unit_price,currency,billing_cycle"
let plainRow = "O1,C1,2026-01-15,P:S:A,5,12.50,EUR,monthly"

func readOrders(
    _ text: String, name: String = "orders.csv", first: Int = 0
) throws -> (orders: [ReadOrder], reading: OrderBookReading) {
    let file = try CSVTestFile(text.utf8, name: name)
    var orders: [ReadOrder] = []
    let reading = try OrderBookReader.read(paths: [file.path], firstDocument: DocumentIndex(first)) { batch in
        for row in batch.rows { orders.append(ReadOrder(row, batch.texts)) }
    }
    return (orders, reading)
}

@Suite struct OrderBookReaderTests {
    @Test func `Every column is read, in any order and case, with unknown ones named`() throws {
        let text = """
            \u{FEFF}Status,SKU_NAME,product_name,purchase_order,discount_percent,promotion_id,reference_id,Region,\
            alternate_id,auto_renew,end_date,effective_date,billing_cycle,term,CURRENCY,unit_price,quantity,\
            transaction_type,subscription_id,catalog_item_id,order_date,customer_name,customer_id,line_number,\
            ORDER_ID,reseller_mpn_id,Cost Centre\r
            Completed,Seats,"Office ""365"", E5",PO-7,12.5,PROMO,REF,EMEA,ALT,FALSE,2026-12-31,2026-02-01,Annual,\
            p1y,eur,0100.500,0005,addQuantity,SUB,CFQ7TTC0LH18:0001:CFQ7TTC0K971,2026-01-31T23:30:00-02:00,\
            "Contoso\nGmbH",\u{A0}org:6C9A0E4B-1F2D-4C3A-9B8E-0123456789AB ,3, OID ,4711,x\r

            """
        let (orders, reading) = try readOrders(text)
        #expect(
            orders.map(\.fields) == [
                [
                    "order_id": "OID", "line_number": "3", "customer_id": "6c9a0e4b-1f2d-4c3a-9b8e-0123456789ab",
                    "customer_name": "Contoso\nGmbH", "order_date": "2026-02-01",
                    "catalog_item_id": "CFQ7TTC0LH18:0001:CFQ7TTC0K971", "subscription_id": "SUB",
                    "transaction_type": "addQuantity", "quantity": "5", "unit_price": "100.5", "currency": "EUR",
                    "term": "P1Y", "billing_cycle": "annual", "effective_date": "2026-02-01",
                    "end_date": "2026-12-31", "auto_renew": "false", "alternate_id": "ALT", "reference_id": "REF",
                    "promotion_id": "PROMO", "discount_percent": "12.5", "purchase_order": "PO-7",
                    "product_name": "Office \"365\", E5", "sku_name": "Seats", "reseller_mpn_id": "4711",
                    "status": "completed",
                ]
            ])
        #expect(
            reading.findings == [
                Finding(
                    .note, at: "orders.csv:1",
                    "2 column(s) not used: Region, Cost Centre; the source document keeps them")
            ])
        #expect(reading.isComplete)
    }

    @Test func `What a row leaves empty has the value the contract names`() throws {
        let (orders, reading) = try readOrders("\(plainHeader)\n\(plainRow)\n")
        #expect(
            orders.map(\.fields) == [
                [
                    "order_id": "O1", "line_number": "1", "customer_id": "C1", "order_date": "2026-01-15",
                    "catalog_item_id": "P:S:A", "transaction_type": "new", "quantity": "5", "unit_price": "12.5",
                    "currency": "EUR", "term": "P1M", "billing_cycle": "monthly", "effective_date": "2026-01-15",
                    "auto_renew": "true", "status": "completed",
                ]
            ])
        #expect(reading.findings.isEmpty)
        #expect(reading.counts == [counts(rows: 1, kept: 1)])
        #expect(reading.documents.map(\.name) == ["orders.csv"])
        #expect(reading.documents.map(\.byteCount) == [plainHeader.utf8.count + plainRow.utf8.count + 2])
    }

    @Test func `Bad rows are kept out one by one with their physical line`() throws {
        let (orders, reading) = try readOrders(
            """
            \(plainHeader),customer_name
            \(plainRow),"two
            lines"
            ,C1,2026-01-15,P:S:A,5,12.50,EUR,monthly,
            O3,C1,2026-01-15,P:S:A,1.5,12.50,EUR,monthly,

            O4,C1,2026-01-15,P:S:A,5,12.50,EUR,monthly
            ,,,,,,,,
            O5,C1,2026-01-15,P:S:A,5,12.50,EUR,monthly,a 21" screen
            O6,C1,2026-01-15,P:S:A,5,12.50,EUR,monthly,
            """)
        #expect(orders.map(\.line) == [2, 10])
        #expect(
            reading.findings == [
                Finding(.warning, at: "orders.csv:4", "row kept out: order_id is empty"),
                Finding(.warning, at: "orders.csv:5", "row kept out: quantity \"1.5\": seats come in whole numbers"),
                Finding(.warning, at: "orders.csv:7", "row kept out: 8 cells, but the header has 9"),
                Finding(
                    .warning, at: "orders.csv:9",
                    "row kept out: a quotation mark inside a field that does not begin with one"),
            ])
        #expect(reading.counts == [counts(rows: 6, kept: 2, rejected: 4)])
    }

    static let glued: [(String, String, [String])] = [
        (
            "O1,C1,2026-01-15,P,5,1,EUR,monthly,\"", "O2,C1,\",P,5,1,EUR,monthly,",
            ["15 cells, but the header has 9", "a quotation mark that is never closed"]
        ),
        (
            "O1,C1,2026-01-15,P,5,1,EUR,monthly,\"", "O2,C1,2026-01-15,P,5,1,EUR,monthly,\"",
            ["a stray quotation mark takes the next row into a cell", "a quotation mark that is never closed"]
        ),
    ]

    @Test(arguments: glued)
    func `Rows that stray quotation marks glued together are told one by one`(
        first: String, second: String, reasons: [String]
    ) throws {
        let (orders, reading) = try readOrders("\(plainHeader),customer_name\n\(first)\n\(second)\n\(plainRow),\n")
        #expect(orders.map(\.line) == [4])
        #expect(reading.findings.map(\.location) == ["orders.csv:2", "orders.csv:3"])
        #expect(reading.findings.map(\.message) == reasons.map { "row kept out: \($0)" })
    }

    @Test func `Rows that repeat an earlier one byte for byte are read once`() throws {
        let other = plainRow.replacing("O1", with: "O2")
        let (orders, reading) = try readOrders(
            [plainHeader, plainRow, other, plainRow, " " + plainRow, other].joined(separator: "\n"))
        #expect(orders.map(\.line) == [2, 3, 5])
        #expect(
            reading.findings == [
                Finding(
                    .note, at: "orders.csv:4",
                    "2 row(s) repeat an earlier one byte for byte and were read once: lines 4, 6")
            ])
        #expect(reading.counts == [counts(rows: 5, kept: 3, repeated: 2)])
    }

    @Test func `Several files continue the document list, and overlapping ones are read once`() throws {
        let january = try CSVTestFile("\(plainHeader)\n\(plainRow)\n".utf8)
        let february = try CSVTestFile("\(plainHeader)\n\(plainRow)\nO2,\(plainRow.dropFirst(3))\n".utf8)
        let turned = try CSVTestFile("customer_id,order_id,\(plainHeader.dropFirst(21))\n\(plainRow)\n".utf8)
        var sources: [BillingModel.SourceLocation] = []
        let reading = try OrderBookReader.read(
            paths: [january.path, february.path, turned.path], firstDocument: DocumentIndex(7)
        ) { sources += $0.rows.map(\.source) }
        #expect(
            sources == [
                BillingModel.SourceLocation(document: DocumentIndex(7), line: 2),
                BillingModel.SourceLocation(document: DocumentIndex(8), line: 3),
                // The same bytes under another header mean something else.
                BillingModel.SourceLocation(document: DocumentIndex(9), line: 2),
            ])
        #expect(reading.documents.map(\.name) == ["orders.csv", "orders.csv (2)", "orders.csv (3)"])
        #expect(reading.findings.map(\.location) == ["orders.csv (2):2"])
    }

    @Test func `More than a thousand bad rows are counted, and the rest goes on`() throws {
        let bad = (0..<1_250).map { "O\($0),C1,2026-13-01,P,1,1,EUR,monthly\n" }.joined()
        let good = (0..<4_100).map { "G\($0),C1,2026-12-01,P,1,1,EUR,monthly\n" }.joined()
        let (orders, reading) = try readOrders("\(plainHeader)\n\(bad)\(good)")
        #expect(orders.count == 4_100)
        #expect(Set(orders.map { $0.fields["order_id"] }).count == 4_100)
        #expect(orders.last?.line == 5_351)
        #expect(reading.findings.count == 1_001)
        #expect(reading.findings.last == Finding(.warning, at: "orders.csv", "and 250 more rows kept out"))
        #expect(reading.counts == [counts(rows: 5_350, kept: 4_100, rejected: 1_250)])
    }

    private func counts(rows: Int, kept: Int, rejected: Int = 0, repeated: Int = 0) -> OrderBookReading.Counts {
        var counts = OrderBookReading.Counts()
        (counts.rows, counts.kept, counts.rejected, counts.repeated) = (rows, kept, rejected, repeated)
        return counts
    }
}
