internal import BillingModel
internal import CSimdJSON

/// Reads `invoices.json`: the headers with their amendments, each document once (billing API 5, 6 and 13.15).
struct InvoiceHeaders {
    private enum Field: Int, CaseIterable {
        case id, invoiceDate, periodStart, periodEnd, totalCharges, paidAmount, currency, documentType, invoiceType
        case amends, amendments
    }

    private static let table = FieldTable([
        ["id"], ["invoiceDate"], ["billingPeriodStartDate"], ["billingPeriodEndDate"], ["totalCharges"],
        ["paidAmount"], ["currencyCode"], ["documentType"], ["invoiceType"], ["amendsOf"], ["amendments"],
    ])

    /// Sorted by id, standing not yet judged.
    private(set) var invoices: [Invoice] = []
    private(set) var findings: [Finding] = []
    private let location: String
    /// Position in `invoices` by id in lower case.
    private var known: [String: Int] = [:]

    /// Looks at the document that the reader has loaded. `location` names the file in findings.
    init(_ reader: borrowing DocumentReader, location: String) {
        self.location = location
        guard let envelope = CollectionEnvelope(reader) else {
            warn(0, "holds no list of invoices")
            return
        }
        if envelope.hasNext { warn(0, "more invoices follow on another page, which is not here") }
        envelope.forEachItem(reader) { position, number in
            read(reader, at: position, number, amending: nil, depth: 0)
        }
        invoices.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    /// Reads the header at a position and its amendments. `number` is that of the item in the list.
    private mutating func read(
        _ reader: borrowing DocumentReader, at position: UInt32, _ number: Int, amending parent: String?, depth: Int
    ) {
        let slots = RecordSlots(InvoiceHeaders.table)
        defer { slots.deallocate() }
        let status = reader.parser.readObject(at: position, InvoiceHeaders.table, into: slots)
        if status != CSJ_OK {
            warn(number, reader.parser.reason(status) { InvoiceHeaders.name($0) })
            return
        }
        let amendments = slots[Field.amendments.rawValue]
        let id = WireText.bareInvoiceID(slots[Field.id.rawValue].string)
        switch InvoiceHeaders.header(slots, id: id, amending: parent) {
        case .success(let invoice): add(invoice, number)
        case .failure(let flaw):
            warn(number, "the header of \(id.isEmpty ? "an invoice" : id) is left out: \(flaw.reason)")
        }
        guard amendments.kind == CSJ_ARRAY.rawValue, depth < 8 else { return }
        reader.parser.forEachElement(of: amendments.position) { position in
            read(reader, at: position, number, amending: id.isEmpty ? nil : id, depth: depth + 1)
        }
    }

    private mutating func add(_ invoice: Invoice, _ number: Int) {
        guard let place = known[invoice.id.lowercased()] else {
            known[invoice.id.lowercased()] = invoices.count
            invoices.append(invoice)
            return
        }
        let held = invoices[place]
        if held.totalCharges != invoice.totalCharges || held.currency != invoice.currency
            || held.documentType != invoice.documentType
        {
            warn(number, "\(invoice.id) is listed twice and differently; the first one counts")
        } else if held.amends == nil, invoice.amends != nil {
            invoices[place] = invoice
        }
    }

    private mutating func warn(_ number: Int, _ message: String) {
        findings.append(Finding(.warning, at: number == 0 ? location : "\(location)#\(number)", message))
    }

    private struct Flaw: Error {
        let reason: String
    }

    private static func header(_ slots: RecordSlots, id: String, amending parent: String?) -> Result<Invoice, Flaw> {
        func text(_ field: Field) -> String { slots[field.rawValue].string }
        func amount(_ field: Field) -> Amount? { slots[field.rawValue].amount }
        func flaw(_ field: Field, _ what: String) -> Result<Invoice, Flaw> {
            let shown = text(field)
            return .failure(
                Flaw(reason: "\(name(field.rawValue)) is \(shown.isEmpty ? "missing" : "\(what): \(shown)")"))
        }
        guard InvoiceFolderName.isPlain(id) else { return flaw(.id, "no plain id") }
        guard case .date(let date) = DateText.read(slots[Field.invoiceDate.rawValue].text) else {
            return flaw(.invoiceDate, "no date")
        }
        guard let currency = CurrencyCode(slots[Field.currency.rawValue].text) else {
            return flaw(.currency, "no currency")
        }
        guard let total = amount(.totalCharges) else { return flaw(.totalCharges, "no amount") }
        var paid = Amount.zero
        if slots[Field.paidAmount.rawValue].isGiven {
            guard let given = amount(.paidAmount) else { return flaw(.paidAmount, "no amount") }
            paid = given
        }
        let amends = WireText.bareInvoiceID(text(.amends))
        let type = text(.invoiceType)
        return .success(
            Invoice(
                id: id, date: date, period: period(slots), currency: currency, totalCharges: total, paidAmount: paid,
                documentType: DocumentType(wireValue: text(.documentType)),
                invoiceType: type.isEmpty ? "OneTime" : type,
                amends: amends.isEmpty ? parent : amends))
    }

    /// `nil` when the header names no period, or one that ends before it starts.
    private static func period(_ slots: RecordSlots) -> BillingPeriod? {
        guard case .date(let start) = DateText.read(slots[Field.periodStart.rawValue].text),
            case .date(let end) = DateText.read(slots[Field.periodEnd.rawValue].text), start <= end
        else { return nil }
        return BillingPeriod(start, end)
    }

    private static func name(_ slot: Int) -> String {
        [
            "id", "invoiceDate", "billingPeriodStartDate", "billingPeriodEndDate", "totalCharges", "paidAmount",
            "currencyCode", "documentType", "invoiceType", "amendsOf", "amendments",
        ][slot]
    }
}
