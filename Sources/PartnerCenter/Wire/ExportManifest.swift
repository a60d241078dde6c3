/// Which blobs make up an export, and the signature that opens them (billing API 10.3).
package struct ExportManifest: Equatable, Sendable {
    package struct Blob: Equatable, Sendable {
        /// As the manifest has it; may be a path.
        package let name: String
        package let partition: String
        /// Bytes and lines, when the manifest says.
        package let byteCount: Int?
        package let lineCount: Int?
    }

    package let id: String
    package let schemaVersion: String
    package let dataFormat: String
    package let created: String
    /// Changes when the data changes. Empty when the service gave none.
    package let etag: String
    package let partnerTenant: String
    package let partitionType: String
    package let root: WebAddress
    /// The query text that opens the blobs.
    package let signature: Secret
    /// Each blob once.
    package let blobs: [Blob]

    /// The most blobs that one export may have.
    package static let mostBlobs = 20_000

    /// Why a manifest cannot be used.
    package struct Flaw: Error, Equatable, Sendable {
        package let reason: String
    }

    /// Reads the body of a manifest.
    package init(body: [UInt8]) throws(Flaw) {
        let value: JSONValue
        do {
            value = try JSONValue(body)
        } catch {
            throw Flaw(reason: "the manifest is not JSON: \(error)")
        }
        try self.init(value)
    }

    package init(_ value: JSONValue) throws(Flaw) {
        id = value["id"]?.text ?? ""
        schemaVersion = value["schemaVersion"]?.text ?? ""
        dataFormat = value["dataFormat"]?.text ?? ""
        created = value["createdDateTime"]?.text ?? ""
        etag = value["eTag"]?.text ?? ""
        partnerTenant = value["partnerTenantId"]?.text ?? ""
        partitionType = value["partitionType"]?.text ?? ""
        let sas = value["sasToken"]?.text ?? ""
        signature = Secret(sas.hasPrefix("?") ? String(sas.dropFirst()) : sas)
        guard case .array(let listed) = value["blobs"] ?? .null else {
            throw Flaw(reason: "the manifest lists no blobs")
        }
        guard listed.count <= ExportManifest.mostBlobs else {
            throw Flaw(reason: "the manifest lists \(listed.count) blobs, more than \(ExportManifest.mostBlobs)")
        }
        if let stated = value["blobCount"]?.int, stated != listed.count {
            throw Flaw(reason: "the manifest says \(stated) blobs and names \(listed.count)")
        }
        let directory = value["rootDirectory"]?.text ?? ""
        do {
            root = try WebAddress(directory)
        } catch {
            throw Flaw(reason: "the manifest's directory is unusable: \(error.reason)")
        }
        var names: Set<String> = []
        var blobs: [Blob] = []
        for blob in listed {
            guard let name = blob["name"]?.text, !name.isEmpty, name.utf8.count <= 1024 else {
                throw Flaw(reason: "the manifest names a blob without a name, or with one too long")
            }
            guard names.insert(name).inserted else { continue }
            blobs.append(
                Blob(
                    name: name, partition: blob["partitionValue"]?.text ?? "", byteCount: blob["sizeInBytes"]?.int,
                    lineCount: blob["itemCount"]?.int))
        }
        self.blobs = blobs
    }

    /// Where a blob is: signature included, for the wire only.
    package func address(of blob: Blob) throws(WebAddress.Refusal) -> WebAddress {
        let path = blob.name.split(separator: "/").map { "/" + URLText.encoded(String($0)) }.joined()
        let query = signature.reveal.isEmpty ? nil : signature.reveal
        // Read again as a whole, so that neither the name nor the signature can smuggle anything in.
        return try WebAddress(root.appending(path: path, query: query).text)
    }

    /// The name under which a blob is kept: its own when it is a plain one, else made from its digest.
    package static func fileName(of blob: Blob) -> String {
        let name = blob.name
        let plain = name.utf8.allSatisfy {
            ($0 | 0x20) &- 97 < 26 || $0 &- 48 <= 9 || "-_.".utf8.contains($0)
        }
        let ends = name.hasSuffix(".json") || name.hasSuffix(".json.gz")
        if plain, ends, name.hasPrefix("part-"), name.utf8.count <= 200 { return name }
        return "part-\(Digest.text(of: Array(name.utf8)).prefix(32)).json" + (name.hasSuffix(".gz") ? ".gz" : "")
    }

    /// What the archive keeps of it: local names, no signature.
    package var archived: JSONValue {
        [
            "id": .string(id), "schemaVersion": .string(schemaVersion), "dataFormat": .string(dataFormat),
            "createdDateTime": .string(created), "eTag": .string(etag), "partnerTenantId": .string(partnerTenant),
            "rootDirectory": .string(root.shown), "sasToken": .string(Redaction.mark),
            "partitionType": .string(partitionType), "blobCount": .number(String(blobs.count)),
            "blobs": .array(
                blobs.map {
                    [
                        "name": .string(ExportManifest.fileName(of: $0)), "partitionValue": .string($0.partition),
                        "sourceName": .string($0.name),
                    ]
                }),
        ]
    }
}
