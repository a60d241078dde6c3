internal import BillingModel

/// The blobs of a v2 export, with their manifest.
struct ExportFolder {
    var path: String
    var manifest: SnapshotFile?
    var blobs: [SnapshotFile] = []
}

/// The v1 pages of one provider and type, by page number.
struct PageFolder {
    var path: String
    var form: LineForm
    var pages: [(number: Int, file: SnapshotFile)] = []
}

/// What lies in the folder of one invoice.
struct InvoiceFolder {
    /// Without a type before it.
    var id: String
    var path: String
    var export: ExportFolder?
    var usageExport: ExportFolder?
    var pages: [PageFolder] = []
    var portalFiles: [SnapshotFile] = []
    var statement: SnapshotFile?
    /// `invoice.xml`, the legal document. Its lines are no charges of their own.
    var document: SnapshotFile?
    /// What was found but could not be taken, so that the lines may not be whole.
    var problems: [ReadingProblem] = []

    /// Every file that is read.
    var files: [SnapshotFile] { lineFiles + [statement, document].compactMap { $0 } }

    /// There is something to read lines from, or to say about them.
    func holdsLines(_ readsDocuments: Bool) -> Bool {
        !lineFiles.isEmpty || !problems.isEmpty || (readsDocuments && document != nil)
    }

    /// Every file with lines or about them.
    var lineFiles: [SnapshotFile] {
        [export, usageExport].compactMap { $0 }.flatMap { ($0.manifest.map { [$0] } ?? []) + $0.blobs }
            + pages.flatMap { $0.pages.map(\.file) } + portalFiles
    }
}

/// Which files of a snapshot a run reads, and in which order (contracts, section 2). Walks the folders, opens nothing.
struct SnapshotLayout {
    private(set) var headers: SnapshotFile?
    private(set) var balances: [SnapshotFile] = []
    /// What the fetch that made the snapshot could not bring.
    private(set) var gaps: SnapshotFile?
    /// Sorted by id.
    private(set) var invoices: [InvoiceFolder] = []
    private(set) var findings: [Finding] = []
    private let root: String
    private let limits: IntakeLimits

    init(directory: String, limits: IntakeLimits) throws(IntakeError) {
        guard let root = FolderContents.resolve(directory) else {
            throw .unreadable(path: directory, reason: "no such folder")
        }
        self.root = root
        self.limits = limits
        guard let top = try FolderContents(root: root, path: "", limits: limits) else {
            throw .unreadable(path: directory, reason: "not a folder")
        }
        note(top.refusals)
        headers = top.files.first { $0.path == "invoices.json" }
        gaps = top.files.first { $0.path == "gaps.json" }
        balances = ["summaries.json", "balance.json"].compactMap { name in top.files.first { $0.path == name } }
        let folder =
            top.folders.contains("invoices") ? try FolderContents(root: root, path: "invoices", limits: limits) : nil
        guard headers != nil || folder != nil else { throw .notASnapshot(path: directory) }
        guard let folder else { return }
        note(folder.refusals)
        for file in folder.files {
            findings.append(Finding(.note, at: file.path, "not read: a file beside the invoice folders"))
        }
        readFolders(folder.folders)
    }

    /// Every file that a run reads, sorted by path.
    var files: [SnapshotFile] {
        let all = [headers, gaps].compactMap { $0 } + balances + invoices.flatMap(\.files)
        return all.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private mutating func readFolders(_ names: [String]) {
        var known: [String: Int] = [:]
        for name in names {
            let path = "invoices/" + name
            let id = WireText.bareInvoiceID(name)
            if name == "unbilled" {
                findings.append(Finding(.note, at: path, "the open period is not read as billed"))
            } else if !InvoiceFolderName.isPlain(name) || !InvoiceFolderName.isPlain(id) {
                findings.append(Finding(.warning, at: path, "not read: the folder's name is no plain invoice id"))
            } else if let other = known[id.lowercased()] {
                let reason = "not read: another folder is of the same invoice"
                invoices[other].problems.append(ReadingProblem(reason: reason, location: path))
            } else {
                known[id.lowercased()] = invoices.count
                invoices.append(invoiceFolder(id: id, path: path))
            }
        }
        invoices.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    private mutating func invoiceFolder(id: String, path: String) -> InvoiceFolder {
        var folder = InvoiceFolder(id: id, path: path)
        let contents = list(path, of: &folder)
        for file in contents.files {
            let name = file.name.lowercased()
            if name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") {
                folder.portalFiles.append(file)
            } else if name == "statement.pdf" {
                folder.statement = file
            } else if name == "invoice.xml" {
                folder.document = file
            } else {
                leaveAside(file, "an unknown file")
            }
        }
        folder.portalFiles = withoutTwins(folder.portalFiles)
        for name in contents.folders {
            let inner = path + "/" + name
            switch name {
            case "reconciliation": folder.export = export(inner, of: &folder)
            case "usage": folder.usageExport = export(inner, of: &folder)
            case "lineitems": addPages(inner, to: &folder)
            default: findings.append(Finding(.note, at: inner, "not read: an unknown folder"))
            }
        }
        return folder
    }

    private mutating func export(_ path: String, of folder: inout InvoiceFolder) -> ExportFolder? {
        var export = ExportFolder(path: path)
        for file in list(path, of: &folder).files {
            let name = file.name.lowercased()
            if name == "manifest.json" {
                export.manifest = file
            } else if name.hasSuffix(".json") || name.hasSuffix(".json.gz") {
                export.blobs.append(file)
            } else {
                leaveAside(file, "an unknown file")
            }
        }
        export.blobs = withoutTwins(export.blobs)
        return export.manifest == nil && export.blobs.isEmpty ? nil : export
    }

    private mutating func addPages(_ path: String, to folder: inout InvoiceFolder) {
        let contents = list(path, of: &folder)
        for file in contents.files { leaveAside(file, "an unknown file") }
        for name in contents.folders {
            let inner = path + "/" + name
            if let form = SnapshotLayout.form(ofPages: name) {
                let pages = pageFolder(inner, form, of: &folder)
                folder.pages.append(pages)
            } else if name.lowercased() == "azure-usagelineitems" {
                findings.append(Finding(.note, at: inner, "not read: unrated usage carries no money"))
            } else {
                findings.append(Finding(.warning, at: inner, "not read: no known provider and type of line items"))
            }
        }
    }

    private mutating func pageFolder(
        _ path: String, _ form: LineForm, of folder: inout InvoiceFolder
    ) -> PageFolder {
        var pages = PageFolder(path: path, form: form)
        for file in withoutTwins(list(path, of: &folder).files) {
            if let number = SnapshotLayout.pageNumber(file.name) {
                pages.pages.append((number, file))
            } else {
                leaveAside(file, "no page-NNNN.json")
            }
        }
        pages.pages.sort { $0.number < $1.number }
        return pages
    }

    /// Lists a folder of an invoice. What cannot be taken there leaves the invoice incomplete.
    private func list(_ path: String, of folder: inout InvoiceFolder) -> FolderContents {
        do {
            guard let contents = try FolderContents(root: root, path: path, limits: limits) else {
                return FolderContents()
            }
            for refusal in contents.refusals {
                folder.problems.append(ReadingProblem(reason: "not read: \(refusal.reason)", location: refusal.path))
            }
            return contents
        } catch {
            folder.problems.append(ReadingProblem(reason: error.reason, location: path))
            return FolderContents()
        }
    }

    private mutating func leaveAside(_ file: SnapshotFile, _ why: String) {
        findings.append(Finding(.note, at: file.path, "not read: \(why)"))
    }

    /// A file beside its own `.gz` is the same file twice: the plain one is read.
    private mutating func withoutTwins(_ files: [SnapshotFile]) -> [SnapshotFile] {
        let paths = Set(files.map(\.path))
        return files.filter { file in
            guard file.path.hasSuffix(".gz"), paths.contains(String(file.path.dropLast(3))) else { return true }
            findings.append(Finding(.warning, at: file.path, "not read: the same file lies here without .gz"))
            return false
        }
    }

    private mutating func note(_ refusals: [(path: String, reason: String)]) {
        for refusal in refusals { findings.append(Finding(.warning, at: refusal.path, "not read: \(refusal.reason)")) }
    }

    /// The form of the pages in a folder `<provider>-<type>`; `nil` for unknown ones and for unrated usage.
    private static func form(ofPages name: String) -> LineForm? {
        switch name.lowercased() {
        case "onetime-billinglineitems", "all-billinglineitems", "marketplace-billinglineitems": .pageOneTime
        case "office-billinglineitems": .pageOffice
        case "azure-billinglineitems": .pageAzure
        case "onetime-usagelineitems", "marketplace-usagelineitems", "all-usagelineitems": .ratedUsage
        default: nil
        }
    }

    /// The number of `page-0001.json[.gz]`.
    private static func pageNumber(_ name: String) -> Int? {
        var rest = Substring(name.lowercased())
        guard rest.hasPrefix("page-") else { return nil }
        rest.removeFirst(5)
        if rest.hasSuffix(".gz") { rest.removeLast(3) }
        guard rest.hasSuffix(".json") else { return nil }
        rest.removeLast(5)
        guard !rest.isEmpty, rest.utf8.count <= 9, rest.utf8.allSatisfy({ $0 &- 48 <= 9 }) else { return nil }
        return Int(rest)
    }
}
