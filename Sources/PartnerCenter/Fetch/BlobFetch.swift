/// The blobs of an export.
extension LineFetch {
    /// The storage host does not open a blob (any more).
    struct BlobRefusal: Error {
        let reason: String
    }

    /// What is in a blob.
    private struct Content: Sendable {
        var hasLines = false
        var reservationCustomers: Set<String> = []
    }

    /// What came of one blob.
    private enum BlobOutcome: Sendable {
        case stored(InvoiceRecord.File, Content)
        case refused(String)
        case failed(ServiceError)
    }

    /// Downloads what the archive does not have yet of this version, checks all of it and puts it in place; `nil` when
    /// there is no line in it although some are due.
    func blobs(
        _ manifest: ExportManifest, _ order: ExportOrder
    ) async throws(ServiceError) -> Result<InvoiceRecord.Part?, BlobRefusal> {
        let purpose = order.purpose
        // Without an etag nothing says that two exports are the same: what lies there is not used again.
        let version = Digest.text(of: Array((manifest.etag.isEmpty ? RequestLoop.newID() : manifest.etag).utf8)).prefix(
            16)
        let folder = try local(purpose) { () throws(FileFault) in
            try archive.incoming(order.id, order.folder, keeping: String(version))
        }
        let outcomes = await outcomes(manifest, folder, purpose)
        var files: [InvoiceRecord.File] = []
        var content = Content()
        for outcome in outcomes {
            switch outcome {
            case .stored(let file, let found):
                files.append(file)
                content.reservationCustomers.formUnion(found.reservationCustomers)
                content.hasLines = content.hasLines || found.hasLines
            case .failed(let error): throw error
            case .refused(let reason): return .failure(BlobRefusal(reason: reason))
            }
        }
        if order.needsLines, !content.hasLines { return .success(nil) }
        let bytes = Array((manifest.archived.json + "\n").utf8)
        try local(purpose) { () throws(FileFault) in
            try FileSystem.write(bytes, to: folder + "/manifest.json")
            try archive.install(folder, as: order.folder, of: order.id)
        }
        files.append(InvoiceRecord.File(name: "manifest.json", bytes: bytes.count))
        var part = InvoiceRecord.Part(
            route: BillingRoute.v2.rawValue, folder: order.folder, etag: manifest.etag, files: files)
        part.reservationCustomers = content.reservationCustomers.sorted()
        return .success(part)
    }

    /// All blobs, a bounded number at a time, in the manifest's order.
    private func outcomes(_ manifest: ExportManifest, _ folder: String, _ purpose: String) async -> [BlobOutcome] {
        await withTaskGroup(of: (Int, BlobOutcome).self) { group in
            var outcomes: [BlobOutcome?] = Array(repeating: nil, count: manifest.blobs.count)
            var next = 0
            func add() {
                guard next < manifest.blobs.count else { return }
                let index = next
                next += 1
                group.addTask { (index, await blob(manifest.blobs[index], manifest, folder, purpose)) }
            }
            for _ in 0..<max(client.settings.concurrency, 1) { add() }
            for await (index, outcome) in group {
                outcomes[index] = outcome
                add()
            }
            return outcomes.compactMap { $0 }
        }
    }

    private func blob(
        _ blob: ExportManifest.Blob, _ manifest: ExportManifest, _ folder: String, _ purpose: String
    ) async -> BlobOutcome {
        let name = ExportManifest.fileName(of: blob)
        let purpose = "\(purpose), blob \(name)"
        if let file = stored(name, in: folder) {
            do {
                return .stored(file, try content(of: folder + "/" + file.name))
            } catch {
                return .failed(client.error(.local, purpose, "\(error)"))
            }
        }
        let address: WebAddress
        do {
            address = try manifest.address(of: blob)
        } catch {
            return .failed(client.error(.senseless, purpose, "an unusable blob address: \(error.reason)"))
        }
        client.loop.redaction.remember(manifest.signature.reveal)
        var call = ServiceCall(.blobs, address, purpose: purpose)
        call.accept = "*/*"
        let draft = folder + "/" + name + ".part"
        var sink = FileSink(
            path: draft, expectation: .lines, limit: client.settings.limits.blobBytes,
            plainLimit: client.settings.limits.plainBytes)
        do {
            try await client.download(call, into: &sink)
            // No bytes at all may be a blob without lines, or an answer that got lost: only the second of them counts.
            if sink.content == .empty { try await client.download(call, into: &sink) }
        } catch {
            // The signature ran out, or the data moved: a new manifest may help.
            return [401, 403, 404, 409, 410].contains(error.status) ? .refused(error.description) : .failed(error)
        }
        if let flaw = LineFetch.flaw(sink, blob) { return .failed(client.error(.senseless, purpose, flaw)) }
        let final = LineFetch.fileName(name, sink.content)
        do {
            try FileSystem.place(draft, at: folder + "/" + final)
        } catch {
            return .failed(client.error(.local, purpose, error.description))
        }
        return .stored(
            InvoiceRecord.File(name: final, bytes: sink.byteCount),
            Content(hasLines: sink.lineCount > 0, reservationCustomers: sink.reservations.customers))
    }

    /// Looks once more at a blob that is there already.
    private func content(of path: String) throws -> Content {
        var watch = ReservationWatch()
        var byteCount = 0
        var gzip = path.hasSuffix(".gz") ? try GzipReader(limit: client.settings.limits.plainBytes) : nil
        try FileSystem.read(path) { piece in
            guard gzip != nil else {
                byteCount += piece.count
                return watch.take(piece)
            }
            try gzip?.take(piece) {
                byteCount += $0.count
                watch.take($0)
            }
        }
        watch.finish()
        return Content(hasLines: byteCount > 0, reservationCustomers: watch.customers)
    }

    /// A blob that an earlier, broken-off run has brought whole. It has its name only when it was checked.
    private func stored(_ name: String, in folder: String) -> InvoiceRecord.File? {
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        for candidate in [plain, plain + ".gz"] {
            if let size = FileSystem.size(folder + "/" + candidate) {
                return InvoiceRecord.File(name: candidate, bytes: size)
            }
        }
        return nil
    }

    /// The ending says what is inside.
    private static func fileName(_ name: String, _ content: FileSink.Content) -> String {
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        return content == .gzip ? plain + ".gz" : plain
    }

    private static func flaw(_ sink: FileSink, _ blob: ExportManifest.Blob) -> String? {
        if let stated = blob.byteCount, stated != sink.byteCount {
            return "has \(sink.byteCount) bytes where the manifest says \(stated)"
        }
        if let stated = blob.lineCount, stated != sink.lineCount {
            return "has \(sink.lineCount) lines where the manifest says \(stated)"
        }
        return nil
    }
}
