import BillingModel
import Testing

@testable import ReconciliationJob

@Suite struct AccountPartitionsTests {
    private func line(
        _ customer: String, _ order: String, _ subscription: String, in batch: inout LineBatch
    ) -> LineItem {
        var line = LineItem(currency: CurrencyCode("EUR") ?? CurrencyCode(letters: 0))
        line[.customerID] = batch.texts.intern(customer)
        line[.orderID] = batch.texts.intern(order)
        line[.subscriptionID] = batch.texts.intern(subscription)
        line[.productName] = batch.texts.intern("A product, with a name")
        line.source = SourceLocation(document: DocumentIndex(3), line: 77)
        line.chargeStart = "2026-09-10"
        line.term = .year
        line.billableQuantity = "0.005001"
        line.effectiveUnitPrice = "0.1999968000511991808131"
        line.unitPrice = "-123456789012345678901234567890.5"
        line.subtotal = "-12.3456789012345678901234"
        line.traits = [.usage, .earnedCredit]
        return line
    }

    @Test func `a line comes back as it went in, to the last digit`() throws {
        var batch = LineBatch()
        batch.lines = [line("c1", "o1", "s1", in: &batch), line("c2", "o2", "", in: &batch)]
        var partitions = AccountPartitions(folder: "/nowhere")
        try partitions.add(batch, homes: [5, nil])
        let records = try partitions.contents.records(of: AccountPartitions.partition(of: 5))
        var texts = TextPool(extending: SharedTexts(partitions.common.pool))
        records.withUnsafeBytes { bytes in
            let header = AccountRecord.header(bytes, at: 0)
            #expect(header.customer == 5 && header.kind == .line && header.byteCount == bytes.count)
            let read = AccountRecord.line(bytes, at: 0, into: &texts)
            let wrote = batch.lines[0]
            for text in LineText.allCases where !LineText.spent.contains(text) {
                #expect(texts[read[text]] == batch.texts[wrote[text]])
            }
            #expect(read.source == wrote.source && read.chargeStart == wrote.chargeStart && read.chargeEnd == nil)
            #expect(read.billableQuantity == wrote.billableQuantity && read.unitPrice == wrote.unitPrice)
            #expect(read.effectiveUnitPrice == wrote.effectiveUnitPrice && read.subtotal == wrote.subtotal)
            #expect(read.term == .year && read.billingFrequency == nil && read.traits == wrote.traits)
        }
    }

    @Test func `an order row comes back as it went in`() throws {
        var batch = OrderBatch()
        var row = OrderRow(orderDate: "2026-01-31", currency: CurrencyCode("USD") ?? CurrencyCode(letters: 0))
        row[.orderID] = batch.texts.intern("o1")
        row[.productID] = batch.texts.intern("P1")
        row.quantity = "25"
        row.unitPrice = "10.20"
        row.discountPercent = nil
        row.endDate = "2026-12-31"
        row.autoRenew = false
        row.transaction = .renew
        batch.rows = [row]
        var partitions = AccountPartitions(folder: "/nowhere")
        try partitions.add(batch, homes: [9])
        let records = try partitions.contents.records(of: AccountPartitions.partition(of: 9))
        var texts = TextPool(extending: SharedTexts(partitions.common.pool))
        records.withUnsafeBytes { bytes in
            let read = AccountRecord.order(bytes, at: 0, into: &texts)
            #expect(texts[read[.orderID]] == "o1" && texts[read[.productID]] == "P1")
            #expect(read.quantity == "25" && read.unitPrice == "10.20" && read.discountPercent == nil)
            #expect(read.endDate == "2026-12-31" && !read.autoRenew && read.transaction == .renew)
        }
    }

    @Test func `more than the buffers hold goes to the disk and comes back`() throws {
        let folder = try TemporaryFolder()
        var partitions = AccountPartitions(folder: folder.path)
        var total = 0
        for _ in 0..<20 {
            var batch = LineBatch()
            for number in 0..<100 { batch.lines.append(line("c1", "o\(number)", "s", in: &batch)) }
            try partitions.add(batch, homes: Array(repeating: 5, count: 100))
            total += 100
        }
        let records = try partitions.contents.records(of: AccountPartitions.partition(of: 5))
        var count = 0
        records.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                offset += AccountRecord.header(bytes, at: offset).byteCount
                count += 1
            }
        }
        #expect(count == total)
    }

    @Test func `a line goes to whoever ordered, and two customers under one order are one account`() {
        var directory = AccountDirectory()
        var orders = OrderBatch()
        func row(_ customer: String, _ order: String, _ subscription: String) -> OrderRow {
            var row = OrderRow(orderDate: "2026-01-01", currency: CurrencyCode("EUR") ?? CurrencyCode(letters: 0))
            row[.customerID] = orders.texts.intern(customer)
            row[.orderID] = orders.texts.intern(order)
            row[.subscriptionID] = orders.texts.intern(subscription)
            return row
        }
        orders.rows = [row("alpha", "o1", "s1"), row("beta", "o2", "s2"), row("gamma", "o3", "s3")]
        let homes = directory.homes(of: orders)
        var lines = LineBatch()
        lines.lines = [
            line("alpha", "o1", "s1", in: &lines), line("", "o2", "", in: &lines),
            line("stranger", "unknown", "s3", in: &lines), line("stranger", "unknown", "none", in: &lines),
        ]
        let placed = directory.homes(of: lines)
        #expect(placed[0] == homes[0] && placed[1] == homes[1] && placed[2] == homes[2])
        #expect(!homes.contains(placed[3]))
        #expect(!directory.hasLinks)

        var crossed = LineBatch()
        crossed.lines = [line("alpha", "o2", "", in: &crossed)]
        _ = directory.homes(of: crossed)
        #expect(directory.hasLinks)
        #expect(directory.representative(homes[0]) == directory.representative(homes[1]))
        #expect(directory.isLinked(homes[0]) && directory.isLinked(homes[1]) && !directory.isLinked(homes[2]))
    }
}
