import Foundation

extension DataOptions {
    /// The folder that a service has used before, and the settings with it.
    func existingFolder() throws(CommandFailure) -> (DataFolder, ServiceSettings) {
        var settings = try ServiceSettings.read()
        if let data { settings.dataFolder = data }
        let database = URL(fileURLWithPath: settings.dataFolder).appending(path: "mivaa.sqlite").path
        guard FileManager.default.fileExists(atPath: database) else {
            throw CommandFailure("There is no service's data in \(settings.dataFolder).", hint: "Name the folder with --data or MIVAA_DATA.")
        }
        return (try DataFolder(settings.dataFolder), settings)
    }
}
