import Foundation
import Yams

/// `tieout.yaml`: settings by their keys. What is not known is refused with its line, so that a slip of the pen is not
/// a setting that silently does nothing.
enum ConfigurationFile {
    private static let maximumBytes = 1 << 20

    static func read(_ path: String) throws(JobError) -> [RunSetting: SettingValue] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= maximumBytes else {
            throw .refused("\(path): cannot be read, or is larger than 1 MiB")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
        } catch {
            throw .refused("\(path): \(error)")
        }
        guard let root else { return [:] }
        guard let mapping = root.mapping else { throw .refused("\(path):1: not a mapping of settings") }
        var values: [RunSetting: SettingValue] = [:]
        for (key, value) in mapping {
            let place = "\(path):\(key.mark?.line ?? 0)"
            guard let setting = key.string.flatMap(RunSetting.init(rawValue:)) else {
                throw .refused("\(place): unknown setting '\(key.string ?? "?")'")
            }
            if let scalar = value.scalar {
                values[setting] = SettingValue(texts: [scalar.string], place: place)
            } else if let list = value.sequence, setting == .orders {
                values[setting] = SettingValue(texts: list.compactMap(\.string), place: place)
            } else {
                throw .refused("\(place): '\(setting.rawValue)' takes a plain value")
            }
        }
        return values
    }
}
