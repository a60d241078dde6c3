package import BillingModel

/// What a fetch is asked for beside the invoices.
package struct FetchOptions: Sendable {
    /// Also the open periods, which takes four exports per currency every night.
    package var includesUnbilled = false
    /// The order book to bring up to date with the orders of all customers; `nil` for none.
    package var orderBook: String?

    package init(includesUnbilled: Bool = false, orderBook: String? = nil) {
        self.includesUnbilled = includesUnbilled
        self.orderBook = orderBook
    }
}

/// One night's fetch: what the service has, into a snapshot folder (contracts, section 2), and no more requests than
/// needed.
package struct PartnerCenterFetch: Sendable {
    private let client: ServiceClient
    private let archive: ArchiveFolder
    private let options: FetchOptions

    /// Documents under way at once. Exports wait for minutes without occupying the pool of requests, so there are many
    /// more of them than of requests.
    private static let documentsAtOnce = 64

    package init(_ client: ServiceClient, archive: ArchiveFolder, options: FetchOptions = FetchOptions()) {
        self.client = client
        self.archive = archive
        self.options = options
    }

    /// Brings the archive up to date.
    ///
    /// - Throws: ``FetchError`` when it could not even begin. What could not be had later on is in the report, and in
    ///   `gaps.json` of the archive.
    package func run(
        asOf: CalendarDate, progress: @Sendable (FetchProgress) -> Void = { _ in }
    ) async throws(FetchError) -> FetchReport {
        var report = FetchReport(correlationID: client.loop.correlationID)
        let listing: InvoiceListing?
        do {
            listing = try await self.listing(&report)
        } catch {
            if error.kind == .noToken || error.status == 401 || error.status == 403 { throw .noAccess(error) }
            report.gaps.append(.init(invoice: nil, reason: error.description))
            listing = nil
        }
        await balances(&report)
        if let book = options.orderBook { await orders(book, &report) }
        if let listing {
            let reservations = await documents(listing.documents, asOf, &report, progress)
            await EntitlementFetch(client: client, archive: archive).read(reservations, &report)
            if options.includesUnbilled { await unbilled(listing, asOf, &report) }
        }
        report.requestCount = await client.loop.gate.requestCount
        do {
            try GapList(gaps: report.gaps).keep(in: archive)
            // Last, so that a header never stands without what was fetched for it.
            if let listing { try archive.write(listing.envelope, to: "invoices.json") }
        } catch {
            throw .archive(error)
        }
        return report
    }

    private func unbilled(_ listing: InvoiceListing, _ asOf: CalendarDate, _ report: inout FetchReport) async {
        let currencies = Set(listing.documents.map(\.currency)).filter { CurrencyCode($0) != nil }.sorted()
        let outcome = await UnbilledFetch(client: client, archive: archive, asOf: asOf).read(currencies: currencies)
        report.gaps += outcome.gaps.map { .init(invoice: nil, reason: $0) }
        report.notes += outcome.notes
    }

    /// Orders of all customers into the order book; what an application may not read is a note, and the book stays.
    private func orders(_ book: String, _ report: inout FetchReport) async {
        do {
            let outcome = try await OrderSync(client, book: OrderBookFile(book), archive: archive).run()
            report.notes += outcome.notes
            report.gaps += outcome.gaps.map { .init(invoice: nil, part: .orders, reason: $0) }
        } catch {
            if error.needsUser {
                report.notes.append(error.description)
            } else {
                report.gaps.append(.init(invoice: nil, part: .orders, reason: error.description))
            }
        }
    }

    private func listing(_ report: inout FetchReport) async throws(ServiceError) -> InvoiceListing {
        let purpose = "list of invoices"
        var pages: [(bytes: [UInt8], facts: PageFacts)] = []
        _ = try await PageFetch(client: client).read(
            "/invoices", [], PageWalk(.offset, size: nil), purpose: purpose, keepsItems: true
        ) { _, bytes, facts throws(ServiceError) in pages.append((bytes, facts)) }
        do {
            let listing = try InvoiceListing(pages: pages)
            report.gaps += listing.flaws.map { FetchReport.Gap(invoice: nil, reason: $0) }
            return listing
        } catch {
            throw client.error(.senseless, purpose, "a header that does not read: \(error)")
        }
    }

    /// Balance and summaries; the latter only where a user stands behind the calls (billing API 3 and 4).
    private func balances(_ report: inout FetchReport) async {
        var wanted = [(path: "/invoices/summary", file: "balance.json", purpose: "balance")]
        if client.settings.credentials.hasUser {
            wanted.append((path: "/invoices/summaries", file: "summaries.json", purpose: "summaries per currency"))
        } else {
            report.notes.append(
                "summaries per currency and statements are not read: the service gives them to a user only, "
                    + "and no refresh token is configured")
        }
        for (path, file, purpose) in wanted {
            do {
                let reply = try await client.send(client.v1(path, purpose: purpose))
                // Proves that it reads before it replaces what was there.
                _ = try JSONValue(reply.body)
                try archive.write(reply.body, to: file)
            } catch let error as ServiceError where error.status == 403 || error.status == 404 {
                // Asking again would not change it, and what is owed can be worked out without.
                report.notes.append(error.description)
            } catch {
                report.gaps.append(.init(invoice: nil, reason: "\(purpose): \(error)"))
            }
        }
    }

    /// - Returns: the customers that were charged for reservations, and whether by lines that were read just now.
    private func documents(
        _ documents: [BilledDocument], _ asOf: CalendarDate, _ report: inout FetchReport,
        _ progress: @Sendable (FetchProgress) -> Void
    ) async -> [String: Bool] {
        var reservations: [String: Bool] = [:]
        var toRead: [(document: BilledDocument, held: InvoiceRecord?)] = []
        for document in documents {
            do {
                let held = try archive.record(of: document.id)
                if let held, held.stands(for: document, settlingDays: client.settings.settlingDays),
                    held.hadUser == true || !client.settings.credentials.hasUser,
                    held.parts.values.allSatisfy({ archive.isIntact($0, of: document.id) })
                {
                    report.unchanged.append(document.id)
                    for customer in held.parts.values.flatMap({ $0.reservationCustomers ?? [] }) {
                        reservations[customer] = reservations[customer] ?? false
                    }
                } else {
                    toRead.append((document, held))
                }
            } catch {
                report.gaps.append(.init(invoice: document.id, reason: error.description))
            }
        }
        progress(.listed(documents: documents.count, toRead: toRead.count))
        let outcomes = await read(toRead, DocumentFetch(client: client, archive: archive, asOf: asOf), progress)
        for outcome in outcomes {
            report.notes += outcome.notes
            report.gaps += outcome.gaps
            if outcome.isUnchanged { report.unchanged.append(outcome.id) } else { report.fetched.append(outcome.id) }
            reservations.merge(outcome.reservations) { $0 || $1 }
        }
        report.unchanged.sort()
        return reservations
    }

    private func read(
        _ toRead: [(document: BilledDocument, held: InvoiceRecord?)], _ fetch: DocumentFetch,
        _ progress: @Sendable (FetchProgress) -> Void
    ) async -> [DocumentFetch.Outcome] {
        await withTaskGroup(of: DocumentFetch.Outcome.self) { group in
            var outcomes: [DocumentFetch.Outcome] = []
            var next = 0
            func add() {
                guard next < toRead.count else { return }
                let (document, held) = toRead[next]
                next += 1
                group.addTask { await fetch.read(document, held: held) }
            }
            for _ in 0..<PartnerCenterFetch.documentsAtOnce { add() }
            for await outcome in group {
                outcomes.append(outcome)
                progress(.read(invoice: outcome.id, done: outcomes.count, of: toRead.count))
                add()
            }
            return outcomes.sorted { $0.id < $1.id }
        }
    }
}
