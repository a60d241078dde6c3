import Foundation
import PartnerCenter
import Yams

/// `tieout.yaml`: options of a run at the top, those of the service under `partner_center:`, by the names of the
/// environment in lower case (contracts, section 1). What is not known is refused with its line, so that a slip of the pen
/// is not a setting that silently does nothing.
struct ConfigurationFile {
    private static let maximumBytes = 1 << 20
    /// The name of the mapping with the service's settings.
    private static let serviceKey = "partner_center"

    let path: String
    private(set) var run: [RunSetting: SettingValue] = [:]
    private(set) var service: [ServiceSetting: SettingValue] = [:]

    /// Reads the file.
    ///
    /// - Throws: ``JobError/refused(_:)`` with the file and line of an unknown key or a malformed value.
    init(path: String) throws(JobError) {
        self.path = path
        let data = try ConfigurationFile.bytes(path)
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
        } catch {
            throw .refused("\(path): \(error)")
        }
        guard let root else { return }
        guard let mapping = root.mapping else { throw .refused("\(path):1: not a mapping of settings") }
        for (key, value) in mapping {
            if key.string == ConfigurationFile.serviceKey {
                try readService(value)
            } else {
                try readRun(key, value)
            }
        }
    }

    private static func bytes(_ path: String) throws(JobError) -> Data {
        guard let file = fopen(path, "r") else {
            throw .refused("configuration \(path): cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: maximumBytes + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        if ferror(file) != 0 {
            throw .refused("configuration \(path): cannot be read: \(String(cString: strerror(errno)))")
        }
        guard count <= maximumBytes else { throw .refused("configuration \(path): larger than 1 MiB") }
        return Data(bytes[..<count])
    }

    private mutating func readRun(_ key: Node, _ value: Node) throws(JobError) {
        guard let setting = key.string.flatMap(RunSetting.init(rawValue:)) else { throw unknown(key) }
        if let scalar = value.scalar {
            run[setting] = SettingValue(texts: [scalar.string], place: place(key))
        } else if let list = value.sequence, setting.takesSeveral {
            run[setting] = SettingValue(texts: list.compactMap(\.string), place: place(key))
        } else {
            throw .refused("\(place(key)): '\(setting.rawValue)' takes a plain value")
        }
    }

    private mutating func readService(_ value: Node) throws(JobError) {
        // `partner_center:` with nothing under it.
        if value.scalar?.string.isEmpty == true || value.null != nil { return }
        guard let mapping = value.mapping else {
            throw .refused("\(place(value)): '\(ConfigurationFile.serviceKey)' takes a mapping of settings")
        }
        for (key, value) in mapping {
            guard let setting = ServiceSetting.allCases.first(where: { $0.key == key.string }) else {
                throw unknown(key)
            }
            let text: String
            if let scalar = value.scalar {
                text = value.null != nil ? "" : scalar.string
            } else if let list = value.sequence, setting == .blobHosts {
                text = list.compactMap(\.string).joined(separator: ",")
            } else {
                throw .refused("\(place(key)): '\(setting.key)' takes a plain value")
            }
            service[setting] = SettingValue(texts: [text], place: place(key))
        }
    }

    private func place(_ node: Node) -> String { "\(path):\(node.mark?.line ?? 0)" }

    private func unknown(_ key: Node) -> JobError {
        .refused("\(place(key)): unknown setting '\(key.string ?? "?")'")
    }
}
