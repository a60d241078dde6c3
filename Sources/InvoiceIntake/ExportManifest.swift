internal import CSimdJSON

/// The manifest of a v2 export: which blobs make it up (billing API 10.3).
struct ExportManifest {
    private enum Field: Int {
        case blobs, blobCount, name
    }

    private static let table = FieldTable([["blobs"], ["blobCount"], ["name"]])

    /// Names of the blobs, in the manifest's order, each once.
    private(set) var names: [String] = []
    /// What is wrong with it: each sentence leaves the export incomplete.
    private(set) var problems: [String] = []
    private var known: Set<String> = []

    /// Looks at the document that the reader has loaded.
    init(_ reader: borrowing DocumentReader) {
        let slots = RecordSlots(ExportManifest.table)
        defer { slots.deallocate() }
        guard reader.parser.readObject(at: 0, ExportManifest.table, into: slots) == CSJ_OK,
            slots[Field.blobs.rawValue].kind == CSJ_ARRAY.rawValue
        else {
            problems.append("the manifest lists no blobs")
            return
        }
        let stated = slots[Field.blobCount.rawValue].string
        let array = slots[Field.blobs.rawValue].position
        var count = 0
        reader.parser.forEachElement(of: array) { position in
            count += 1
            let status = reader.parser.readObject(at: position, ExportManifest.table, into: slots)
            add(status == CSJ_OK ? slots[Field.name.rawValue].string : "")
        }
        if !stated.isEmpty, Int(stated) != count {
            problems.append("the manifest says \(stated) blobs and names \(count)")
        }
    }

    private mutating func add(_ name: String) {
        if !ExportManifest.isPlain(name) {
            problems.append("the manifest names a blob that is no plain file name: \(name.prefix(80).debugDescription)")
        } else if known.insert(name).inserted {
            names.append(name)
        }
    }

    /// A name that cannot lead out of its folder.
    static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255 && !name.hasPrefix(".")
            && name.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") && $0 >= 32 }
    }
}
