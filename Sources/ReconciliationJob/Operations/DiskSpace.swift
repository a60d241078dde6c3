import Foundation
import InvoiceIntake

extension Doctor {
    /// Room for the ledger's growth, its write-ahead log and the overflow of matching, which together take about as
    /// much as the source; and some for everyone else.
    private static let reserve = 1 << 30

    var disk: Check {
        let folder = Doctor.existing(options.ledger)
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else {
            return Check("disk", .doubtful, "\(folder): \(String(cString: strerror(errno)))")
        }
        let free = Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
        let needed = bytesOfSource
        let detail = "\(folder): \(Doctor.size(free)) free, the source has \(Doctor.size(needed))"
        if free < needed { return Check("disk", .bad, detail, advice: "free some space, or move the ledger") }
        if free < 2 * needed + Doctor.reserve {
            return Check("disk", .doubtful, detail, advice: "free some space soon, or move the ledger")
        }
        return Check("disk", .ok, detail)
    }

    /// 0 when the source cannot be listed, which another check says.
    private var bytesOfSource: Int {
        do throws(IntakeError) {
            return try SnapshotListing(directory: options.source).files.reduce(0) { $0 + $1.byteCount }
        } catch {
            return 0
        }
    }

    /// Whether a file or folder that is not there could be made.
    static func canMake(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let above = existing(path)
        return FileManager.default.fileExists(atPath: above, isDirectory: &isFolder) && isFolder.boolValue
            && FileManager.default.isWritableFile(atPath: above)
    }

    /// The innermost thing above a path that is there.
    private static func existing(_ path: String) -> String {
        var folder = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder = folder.deletingLastPathComponent()
        }
        return folder.path
    }

    /// What is read by others on this machine is nobody's intention, as a rule: it names customers and amounts.
    static func permissions(_ name: String, _ path: String, _ remedy: String) -> Check {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return Check(name, .bad, "\(path): \(String(cString: strerror(errno)))")
        }
        if status.st_mode & 0o007 == 0 { return Check(name, .ok, path) }
        return Check(name, .doubtful, "\(path): everyone on this machine may look into it", advice: remedy)
    }

    /// `1.4 GB`.
    static func size(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var (value, unit) = (bytes, 0)
        var tenths = 0
        while value >= 1000, unit < units.count - 1 {
            tenths = value % 1000 / 100
            value /= 1000
            unit += 1
        }
        return unit == 0 || value >= 100 ? "\(value) \(units[unit])" : "\(value).\(tenths) \(units[unit])"
    }

    /// `3 days`, `26 hours`, `4 minutes`.
    static func span(_ seconds: TimeInterval) -> String {
        let minutes = Int(max(0, seconds) / 60)
        if minutes >= 72 * 60 { return "\(minutes / 1440) days" }
        if minutes >= 120 { return "\(minutes / 60) hours" }
        return minutes == 1 ? "1 minute" : "\(minutes) minutes"
    }
}
