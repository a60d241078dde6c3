internal import BillingModel

/// One form of an invoice's lines: which files it consists of, and what is already known to be missing.
struct FormSource {
    enum Reader {
        case jsonLines, pages, portalFile
    }

    struct File {
        var file: SnapshotFile
        var form: LineForm
        var reader: Reader
        /// The last of its page folder: no other page may follow it.
        var isLastPage = false
    }

    var form: LineForm
    var files: [File] = []
    var problems: [ReadingProblem] = []

    /// A v2 export: with a manifest the blobs it names, else whatever lies there.
    static func export(_ folder: ExportFolder, _ manifest: ExportManifest?, form: LineForm) -> (FormSource, [Finding]) {
        var source = FormSource(form: form)
        var findings: [Finding] = []
        guard let manifest else {
            source.files = folder.blobs.map { File(file: $0, form: form, reader: .jsonLines) }
            return (source, findings)
        }
        let location = folder.path + "/manifest.json"
        source.problems = manifest.problems.map { ReadingProblem(reason: $0, location: location) }
        var blobs = Dictionary(folder.blobs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in manifest.names {
            let spellings = [name, name + ".gz", name.hasSuffix(".gz") ? String(name.dropLast(3)) : name]
            if let found = spellings.first(where: { blobs[$0] != nil }), let file = blobs.removeValue(forKey: found) {
                source.files.append(File(file: file, form: form, reader: .jsonLines))
            } else {
                source.problems.append(
                    ReadingProblem(
                        reason: "a blob that the manifest names is missing", location: folder.path + "/" + name))
            }
        }
        for file in folder.blobs where blobs[file.name] != nil {
            findings.append(Finding(.warning, at: file.path, "not read: the manifest does not name it"))
        }
        return (source, findings)
    }

    /// v1 pages of all providers together: the numbers of each folder have to run from 1 without a gap.
    static func pages(_ folders: [PageFolder], form: LineForm) -> FormSource {
        var source = FormSource(form: form)
        for folder in folders {
            var expected = folder.pages.first?.number == 0 ? 0 : 1
            for page in folder.pages {
                source.files.append(File(file: page.file, form: folder.form, reader: .pages))
                if page.number < expected {
                    source.problems.append(
                        ReadingProblem(reason: "page \(page.number) is there twice", location: page.file.path))
                    continue
                }
                for number in (expected..<page.number).prefix(20) {
                    source.problems.append(ReadingProblem(reason: "page \(number) is missing", location: folder.path))
                }
                expected = page.number + 1
            }
            if !folder.pages.isEmpty { source.files[source.files.count - 1].isLastPage = true }
        }
        return source
    }

    static func portal(_ files: [SnapshotFile]) -> FormSource {
        var source = FormSource(form: .portalCSV)
        source.files = files.map { File(file: $0, form: .portalCSV, reader: .portalFile) }
        return source
    }
}

extension LineForm {
    /// The form's name in findings.
    var label: String {
        switch self {
        case .exportV2: "v2 export"
        case .pageOneTime, .pageOffice, .pageAzure: "v1 pages"
        case .portalCSV: "portal file"
        case .ratedUsage: "daily rated usage"
        case .electronicInvoice: "e-invoice"
        }
    }
}
