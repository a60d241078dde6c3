/// What became of one set of lines.
enum LineOutcome: Sendable {
    /// Read whole and put in place.
    case read(InvoiceRecord.Part)
    /// The archive has it already, in the same version.
    case same(InvoiceRecord.Part)
    /// The service says that there is nothing (yet).
    case nothing(String)
    /// The service does not serve such lines of this invoice.
    case refused(String)
    case failed(String)
}

/// Reads one set of an invoice's lines by one route into the archive.
struct LineFetch {
    let client: ServiceClient
    let archive: ArchiveFolder

    /// Reads the pages of v1.
    func pages(of document: BilledDocument, _ set: LineSet) async -> (outcome: LineOutcome, notes: [String]) {
        let purpose = "\(set.name) of \(document.id)"
        do {
            let folder = try local(purpose) { () throws(FileFault) in
                // Continuation tokens do not outlive a run: pages always come anew.
                try FileSystem.remove(try archive.incoming(document.id, set.pageFolder, keeping: "pages"))
                return try archive.incoming(document.id, set.pageFolder, keeping: "pages")
            }
            var files: [InvoiceRecord.File] = []
            var reservations = ReservationWatch()
            let query =
                [
                    (name: "provider", value: set.provider), (name: "invoicelineitemtype", value: set.type),
                ] + LineFetch.usageQuery(set, document)
            let (items, repeated) = try await PageFetch(client: client).read(
                "/invoices/\(document.id)/lineitems", query, PageWalk(set.scheme, size: client.settings.pageSize),
                purpose: purpose
            ) { number, bytes, _ throws(ServiceError) in
                let name = "page-" + String(repeating: "0", count: max(0, 4 - String(number).count)) + "\(number).json"
                try local(purpose) { () throws(FileFault) in try FileSystem.draft(bytes, at: folder + "/" + name) }
                files.append(InvoiceRecord.File(name: name, bytes: bytes.count))
                do {
                    try reservations.take(page: bytes)
                } catch {
                    throw client.error(.senseless, purpose, "page \(number) does not read: \(error)")
                }
            }
            let notes = repeated == 0 ? [] : ["\(purpose): \(repeated) pages came twice and were asked for again"]
            if items == 0 { return (.nothing("the service sends no lines"), notes) }
            try local(purpose) { () throws(FileFault) in
                try archive.install(folder, as: set.pageFolder, of: document.id)
            }
            var part = InvoiceRecord.Part(
                route: BillingRoute.v1.rawValue, folder: set.pageFolder, etag: "", files: files)
            part.reservationCustomers = reservations.customers.sorted()
            return (.read(part), notes)
        } catch {
            let isRefusal = error.status == 400 || error.status == 404
            return (isRefusal ? .refused(error.description) : .failed(error.description), [])
        }
    }

    /// Usage wants a period although the invoice says which (billing API 7): `previous`, as the samples send.
    private static func usageQuery(_ set: LineSet, _ document: BilledDocument) -> [(name: String, value: String)] {
        guard set == .usage, !document.currency.isEmpty else { return [] }
        return [(name: "currencycode", value: document.currency), (name: "period", value: "previous")]
    }

    /// Turns a fault of this side's files into the error of the call it happened in.
    func local<T>(_ purpose: String, _ body: () throws(FileFault) -> T) throws(ServiceError) -> T {
        do {
            return try body()
        } catch {
            throw client.error(.local, purpose, error.description)
        }
    }
}
