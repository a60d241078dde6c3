/// What the last fetch could not bring whole, for who reads the archive later: `gaps.json` at the top of the snapshot,
/// there only when something is missing.
struct GapList {
    static let fileName = "gaps.json"

    let gaps: [FetchReport.Gap]

    /// `{"gaps":[{"invoice":"G1","part":"charges","reason":"…"}]}`, sorted, without what differs from one try to the
    /// next, so that the same gaps are the same bytes.
    var json: JSONValue {
        let rows = gaps.map { gap in
            JSONValue.object([
                .init("invoice", gap.invoice.map { .string($0) } ?? .null), .init("part", .string(gap.part.rawValue)),
                .init("reason", .string(GapList.withoutIDs(gap.reason))),
            ])
        }
        return ["gaps": .array(rows.sorted { $0.json < $1.json })]
    }

    /// Puts the list in its place, or takes an earlier one away.
    func keep(in archive: ArchiveFolder) throws(FileFault) {
        if gaps.isEmpty { return try archive.remove(GapList.fileName) }
        try archive.write(Array((json.json + "\n").utf8), to: GapList.fileName)
    }

    /// The ids of a request are in what the fetch says; here they would only make two equal nights different.
    private static func withoutIDs(_ reason: String) -> String {
        reason.replacing(/\ \[MS-RequestId [^\]]*\]/, with: "")
    }
}
