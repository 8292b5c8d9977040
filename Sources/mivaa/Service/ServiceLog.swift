import Foundation
import Logging
import WebAPI

/// The service's log: one line for each thing that happens, on standard error.
enum ServiceLog {
    /// Sets the format and level for the whole program. To be called once.
    static func start(_ settings: ServiceSettings) -> Logger {
        let level = Logger.Level(rawValue: settings.logLevel.rawValue) ?? .info
        let format = settings.logFormat
        LoggingSystem.bootstrap(
            { label, provider in
                switch format {
                case .json: JSONLogHandler(label: label, logLevel: level, metadataProvider: provider)
                case .text:
                    {
                        var handler = StreamLogHandler.standardError(label: label, metadataProvider: provider)
                        handler.logLevel = level
                        return handler
                    }()
                }
            }, metadataProvider: .trace)
        return Logger(label: "mivaa")
    }
}

/// Lines of JSON for machines that collect them.
struct JSONLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(label: String, logLevel: Logger.Level, metadataProvider: Logger.MetadataProvider?) {
        self.label = label
        self.logLevel = logLevel
        self.metadataProvider = metadataProvider
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [String: String] = ["level": event.level.rawValue, "message": "\(event.message)", "logger": label, "time": Self.now]
        for (key, value) in metadataProvider?.get() ?? [:] { members[key] = "\(value)" }
        for (key, value) in metadata where !key.hasPrefix("hb.") { members[key] = "\(value)" }
        for (key, value) in event.metadata ?? [:] { members[key] = "\(value)" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var line = try? encoder.encode(members) else { return }
        line.append(0x0A)
        // One call for a line: those of several threads do not mix.
        line.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static var now: String { Date.now.formatted(.iso8601) }
}
