import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Synchronization

/// A sandbox over real HTTP with a client before it; gone when `body` ends.
struct SandboxVisit {
    let server: SandboxServer
    let port: Int
    let transport: NetworkTransport
    let time: HurriedTime
    /// A folder of its own.
    let folder: String

    /// Serves the sample invoices unless `snapshot` says otherwise.
    static func with<T: Sendable>(
        snapshot: String? = nil, change: (inout SandboxSettings) -> Void = { _ in },
        body: (SandboxVisit) async throws -> T
    ) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("visit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // a test's own folder: nothing depends on it
        var settings = SandboxSettings(snapshot: snapshot ?? sampleInvoices)
        change(&settings)
        let server = SandboxServer(settings)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let serving = Task { try await server.run { continuation.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        let port = await iterator.next() ?? 0
        let transport = NetworkTransport(timeout: 10, connections: 32)
        let visit = SandboxVisit(server: server, port: port, transport: transport, time: HurriedTime(), folder: folder)
        let result: Result<T, any Error>
        do {
            result = .success(try await body(visit))
        } catch {
            result = .failure(error)
        }
        try await transport.shutdown()
        serving.cancel()
        _ = await serving.result
        return try result.get()
    }

    /// The shipped sample.
    static let sampleInvoices: String =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("sample-invoices").path

    /// Settings that lead to the sandbox; with a user when `asUser`.
    func settings(asUser: Bool = false, change: (inout ServiceSettings) -> Void = { _ in }) throws -> ServiceSettings {
        var values: [ServiceSetting: String] = [:]
        for (name, value) in server.environment(port: port) {
            if let setting = ServiceSetting(rawValue: name) { values[setting] = value }
        }
        if asUser {
            let file = folder + "/refresh-token"
            try server.refreshToken.write(toFile: file, atomically: true, encoding: .utf8)
            values[.refreshTokenFile] = file
        }
        var settings = try ServiceSettings(values)
        change(&settings)
        return settings
    }

    /// A client in a hurry.
    func client(asUser: Bool = false, change: (inout ServiceSettings) -> Void = { _ in }) throws -> ServiceClient {
        ServiceClient(try settings(asUser: asUser, change: change), transport: transport, time: time, seed: 7)
    }

    /// One night: fetches into `archive`.
    func night(
        _ asOf: CalendarDate = "2026-11-24", asUser: Bool = false, options: FetchOptions = FetchOptions(),
        change: (inout ServiceSettings) -> Void = { _ in }
    ) async throws -> FetchReport {
        try await PartnerCenterFetch(
            try client(asUser: asUser, change: change), archive: try ArchiveFolder(archive), options: options
        ).run(asOf: asOf)
    }

    var archive: String { folder + "/archive" }

    /// What the last night noted as missing; `nil` when it noted nothing.
    func gaps() throws -> [JSONValue]? {
        guard let data = FileManager.default.contents(atPath: archive + "/gaps.json") else { return nil }
        return try JSONValue(Array(data))["gaps"]?.elements
    }

    /// The visible files of the archive, with their content.
    func archived() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: archive) where !path.hasPrefix(".") {
            if let data = FileManager.default.contents(atPath: archive + "/" + path) { files[path] = data }
        }
        return files
    }
}

/// Time that passes at once when someone wants to wait.
final class HurriedTime: TimeKeeper {
    private let slept = Mutex(Duration.zero)

    var now: Duration { slept.withLock { $0 } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        slept.withLock { $0 += duration }
        await Task.yield()
    }
}
