import Foundation
import Hummingbird
import NIOCore

/// Blobs, opened by a signature in the address (billing API 10.4).
struct BlobRole: Sendable {
    private let sandbox: SandboxParts

    init(_ sandbox: SandboxParts) { self.sandbox = sandbox }

    func add(to router: Router<SandboxContext>) {
        router.get("/blobs/:kind/:invoice/:name") { request, context in try blob(request, context) }
    }

    private func blob(_ request: Request, _ context: SandboxContext) throws -> Response {
        let key = FaultKey.of(request)
        guard request.uri.queryParameters["sig"]?.hasPrefix("sandboxsignature") == true,
            !sandbox.faults.strikes(.expiredSignatures, key)
        else {
            return Answer.bytes(
                Array("<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code></Error>".utf8),
                "application/xml",
                .forbidden)
        }
        let kind = context.parameters.get("kind") ?? ""
        let name = context.parameters.get("name") ?? ""
        let export = try sandbox.export(context.parameters.get("invoice") ?? "", kind)
        guard let blob = export?.blobs.first(where: { $0.name == name }), !sandbox.faults.strikes(.missingBlobs, key)
        else {
            return Answer.bytes(
                Array("<?xml version=\"1.0\"?><Error><Code>BlobNotFound</Code></Error>".utf8), "application/xml",
                .notFound)
        }
        let isDamaged = sandbox.faults.strikes(.badGzip, key)
        switch blob.content {
        case .bytes(let bytes): return Answer.bytes(bytes, "application/octet-stream")
        case .file(let path): return try BlobRole.stream(path, isDamaged: isDamaged)
        }
    }

    /// Sends a file in pieces; a damaged one has its middle turned around.
    private static func stream(_ path: String, isDamaged: Bool) throws -> Response {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let length = Int(try file.seekToEnd())
        var response = Answer.bytes([], "application/octet-stream")
        response.body = ResponseBody(contentLength: length) { writer in
            try file.seek(toOffset: 0)
            var sent = 0
            while sent < length, let piece = try file.read(upToCount: 1 << 18), !piece.isEmpty {
                var bytes = Array(piece)
                if isDamaged, sent <= length / 2, length / 2 < sent + bytes.count { bytes[length / 2 - sent] ^= 0xFF }
                try await writer.write(ByteBuffer(bytes: bytes))
                sent += bytes.count
            }
            try file.close()
            try await writer.finish(nil)
        }
        return response
    }
}
