import BillingModel

/// The byte form of a finding that waits on the disk. What is written is read in the same order.
extension ReportedDiscrepancy: FileRow {
    static var unread: ReportedDiscrepancy {
        ReportedDiscrepancy(
            id: "", status: .new, firstSeen: CalendarDate(dayNumber: 0), ageDays: 0,
            discrepancy: Discrepancy(.lineRejected))
    }

    /// More than all fields of a fixed size take, with the lengths of the texts.
    private static let fixedBytes = 512

    var byteBound: Int {
        let texts = discrepancy.texts.reduce(id.utf8.count + reviewerNote.utf8.count) { $0 + $1.utf8.count }
        let lists = (discrepancy.evidence + discrepancy.steps).reduce(0) { $0 + $1.utf8.count + 4 }
        return ReportedDiscrepancy.fixedBytes + texts + lists
    }

    func write(to writer: inout RecordWriter) {
        writer.write(id)
        writer.write(status.rawValue)
        writer.write(firstSeen.dayNumber)
        writer.write(ageDays)
        writer.write(reportingCurrency)
        writer.write(differenceReporting)
        writer.write(disposition?.rawValue ?? "")
        writer.write(reviewerNote)
        discrepancy.write(to: &writer)
    }

    init(from reader: inout RecordReader) {
        let id = reader.string()
        let status = DiscrepancyStatus(rawValue: reader.string()) ?? .new
        let firstSeen = CalendarDate(dayNumber: reader.read(Int32.self))
        let ageDays = reader.read(Int.self)
        let reportingCurrency = reader.currencyIfPresent()
        let differenceReporting = reader.amountIfPresent()
        let disposition = Disposition(rawValue: reader.string())
        let note = reader.string()
        self.init(
            id: id, status: status, firstSeen: firstSeen, ageDays: ageDays, discrepancy: Discrepancy(from: &reader))
        self.reportingCurrency = reportingCurrency
        self.differenceReporting = differenceReporting
        self.disposition = disposition
        reviewerNote = note
    }
}

extension Discrepancy {
    /// Texts of any length, for an upper bound of the bytes; those of a few words count with the fixed fields.
    fileprivate var texts: [String] {
        [
            invoiceID, documentType, customerID, customerName, orderID, subscriptionID, catalogItemID, productName,
            skuName, chargeType, term, billingCycle, rule, explanation, suggestedAction, discriminator,
        ]
    }

    fileprivate func write(to writer: inout RecordWriter) {
        writer.write(UInt8(truncatingIfNeeded: kind.cataloguePosition))
        writer.write(severity.rawValue)
        writer.write(direction.rawValue)
        writer.write(matchedBy?.rawValue ?? "")
        writer.write(invoiceDate)
        writer.write(invoicePeriod?.start)
        writer.write(invoicePeriod?.end)
        writer.write(chargeStart)
        writer.write(chargeEnd)
        writer.write(lineNumber ?? Int.min)
        writer.write(expectedQuantity)
        writer.write(billedQuantity)
        writer.write(expectedUnitPrice)
        writer.write(billedUnitPrice)
        writer.write(currency)
        writer.write(expectedAmount)
        writer.write(billedAmount)
        writer.write(provisional)
        for text in texts { writer.write(text) }
        writer.write(evidence)
        writer.write(steps)
    }

    fileprivate init(from reader: inout RecordReader) {
        self.init(
            DiscrepancyClass.catalogue[Int(reader.read(UInt8.self))], severity: Severity(rawValue: reader.string()))
        direction = Direction(rawValue: reader.string()) ?? direction
        matchedBy = Rung(rawValue: reader.string())
        invoiceDate = reader.date()
        let (start, end) = (reader.date(), reader.date())
        if let start, let end { invoicePeriod = BillingPeriod(start, end) }
        chargeStart = reader.date()
        chargeEnd = reader.date()
        let number = reader.read(Int.self)
        lineNumber = number == Int.min ? nil : number
        expectedQuantity = reader.decimalIfPresent()
        billedQuantity = reader.decimalIfPresent()
        expectedUnitPrice = reader.decimalIfPresent()
        billedUnitPrice = reader.decimalIfPresent()
        currency = reader.currencyIfPresent()
        expectedAmount = reader.amountIfPresent()
        billedAmount = reader.amountIfPresent()
        provisional = reader.read(Bool.self)
        invoiceID = reader.string()
        documentType = reader.string()
        customerID = reader.string()
        customerName = reader.string()
        orderID = reader.string()
        subscriptionID = reader.string()
        catalogItemID = reader.string()
        productName = reader.string()
        skuName = reader.string()
        chargeType = reader.string()
        term = reader.string()
        billingCycle = reader.string()
        rule = reader.string()
        explanation = reader.string()
        suggestedAction = reader.string()
        discriminator = reader.string()
        evidence = reader.strings()
        steps = reader.strings()
    }
}
