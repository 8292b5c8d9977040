import ArgumentParser

/// `mivaa serve`: the service, until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service: HTTP API, jobs and all.",
        discussion: "Everything can be set in the environment; `mivaa settings` lists it. What is given here goes before.")

    @Option(help: ArgumentHelp("Folder of everything the service keeps (MIVAA_DATA).", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("Address to listen at (MIVAA_HOST).", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("Port to listen at, 0 for any free one (MIVAA_PORT).", valueName: "number"))
    var port: Int?

    func run() async throws {
        var settings = try ServiceSettings.read()
        if let data { settings.dataFolder = data }
        if let host { settings.host = host }
        if let port { settings.port = port }
        try await RunningService(settings).run()
    }
}
