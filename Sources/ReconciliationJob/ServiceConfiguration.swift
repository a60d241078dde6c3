package import PartnerCenter

/// Where the service is and who asks: the environment over the file over what is built in (contracts, section 1).
package enum ServiceConfiguration {
    /// Settles the settings of the service.
    ///
    /// - Throws: ``JobError/refused(_:)``: an unknown key with file and line, a value that is missing or makes no sense.
    package static func resolve(environment: [String: String], file: String?) throws(JobError) -> ServiceSettings {
        try resolve(environment, file.map { path throws(JobError) in try ConfigurationFile(path: path) })
    }

    /// Whether anything says where the service is or who asks.
    package static func isGiven(environment: [String: String], file: String?) throws(JobError) -> Bool {
        let file = try file.map { path throws(JobError) in try ConfigurationFile(path: path) }
        return ServiceSetting.allCases.contains { text($0, environment, file) != nil }
    }

    /// The files with secrets that the settings name.
    package static func secretFiles(environment: [String: String], file: String?) throws(JobError) -> [String] {
        let file = try file.map { path throws(JobError) in try ConfigurationFile(path: path) }
        return [.clientSecretFile, .refreshTokenFile].compactMap { text($0, environment, file) }
    }

    private static func text(
        _ setting: ServiceSetting, _ environment: [String: String], _ file: ConfigurationFile?
    ) -> String? {
        if let value = environment[setting.rawValue], !value.isEmpty { return value }
        return file?.service[setting]?.last
    }

    static func resolve(_ environment: [String: String], _ file: ConfigurationFile?) throws(JobError) -> ServiceSettings
    {
        let values = file?.service ?? [:]
        do throws(SettingsError) {
            return try ServiceSettings(environment: environment, over: values.compactMapValues(\.last))
        } catch {
            guard let file, let setting = ServiceSetting(rawValue: error.setting),
                environment[setting.rawValue]?.isEmpty ?? true
            else { throw .refused("\(error)") }
            if let value = values[setting] {
                throw .refused("\(value.place): \(setting.key) \(error.reason)")
            }
            throw .refused("\(error); \(file.path) does not have it")
        }
    }
}
