import Foundation
import ReconciliationJob

/// Whether the service could be asked: the settings are whole, the files with secrets are there and nobody else's.
/// Secrets themselves are never shown.
enum CredentialChecks {
    /// Nothing to look at where no setting of the service is given: then the source is a folder that others fill.
    static func examine(_ environment: [String: String], config: String?) throws(JobError) -> [Doctor.Check] {
        guard try ServiceConfiguration.isGiven(environment: environment, file: config) else { return [] }
        var checks: [Doctor.Check] = []
        do throws(JobError) {
            _ = try ServiceConfiguration.resolve(environment: environment, file: config)
            checks.append(Doctor.Check("credentials", .ok, "the settings of the service are whole"))
        } catch {
            checks.append(
                Doctor.Check(
                    "credentials", .bad, "\(error)", advice: "'tieout fetch --help' says where the settings stand"))
        }
        for path in try ServiceConfiguration.secretFiles(environment: environment, file: config) {
            checks.append(file(path))
        }
        return checks
    }

    private static func file(_ path: String) -> Doctor.Check {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return Doctor.Check(
                "credentials", .bad, "\(path): \(String(cString: strerror(errno)))",
                advice: "put the secret there, readable by the user that tieout runs as alone")
        }
        guard access(path, R_OK) == 0 else {
            return Doctor.Check(
                "credentials", .bad, "\(path): may not be read", advice: "give it to the user that tieout runs as")
        }
        if status.st_mode & 0o077 != 0 {
            return Doctor.Check("credentials", .doubtful, "\(path): others may read it", advice: "chmod 600 \(path)")
        }
        return Doctor.Check("credentials", .ok, path)
    }
}
