import Accounts
import ArgumentParser
import Backends
import DocumentModel
import Foundation
import Logging
import Persistence

/// The accounts in a data folder, for commands. The service may run meanwhile; it sees changes within seconds.
struct AccountsOfFolder {
    let accounts: AccountService
    private let settings: ServiceSettings

    /// - Parameter isNewAllowed: whether the folder may be one that no service has used yet.
    init(_ options: DataOptions, isNewAllowed: Bool = false) async throws {
        var settings = try ServiceSettings.read()
        if let data = options.data { settings.dataFolder = data }
        self.settings = settings
        let database = URL(fileURLWithPath: settings.dataFolder).appending(path: "mivaa.sqlite").path
        guard isNewAllowed || FileManager.default.fileExists(atPath: database) else {
            throw CommandFailure("There is no service's data in \(settings.dataFolder).", hint: "Name the folder with --data or MIVAA_DATA.")
        }
        let folder = try DataFolder(settings.dataFolder)
        let store = SQLiteIdentityStore(database: try SQLiteDatabase(path: folder.database))
        let secrets = try TokenSecrets(current: try SecretFiles(folder: folder).secret("access-tokens"))
        accounts = try await AccountService(
            store: store, settings: AccountSettings(tokenSecrets: secrets), limiter: InMemoryRateLimiter(), clock: .system,
            logger: Logger(label: "mivaa") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A link as its receiver opens it.
    func address(_ page: String, _ link: IssuedLink) -> String {
        "\(settings.localURL(port: settings.port))/\(page)#\(link.token)"
    }

    /// - Parameter text: the name of its record, or what people call it when only one is called so.
    func workspace(_ text: String) async throws -> Workspace {
        let all = try await accounts.allWorkspaces(limit: .max, offset: 0, .commandLine).items
        if let known = all.first(where: { $0.id.rawValue == text }) { return known }
        let called = all.filter { $0.name == text }
        guard let only = called.first else { throw CommandFailure("There is no workspace \"\(text)\".", hint: "mivaa users list names them.") }
        guard called.count == 1 else {
            let names = called.map(\.id.rawValue).joined(separator: ", ")
            throw CommandFailure("Several workspaces are called \"\(text)\": \(names).", hint: "Name one of these.")
        }
        return only
    }

    /// Runs a call of the account service; its refusals become sentences.
    static func run<Value>(_ call: () async throws -> Value) async throws -> Value {
        do {
            return try await call()
        } catch let error as AccountError {
            throw CommandFailure(error.description.prefix(1).uppercased() + error.description.dropFirst() + ".")
        } catch let error as StoreError {
            throw CommandFailure(error.description.prefix(1).uppercased() + error.description.dropFirst() + ".")
        }
    }
}

struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of everything the service keeps (MIVAA_DATA).", valueName: "folder"))
    var data: String?
}

extension Role: ExpressibleByArgument {}
extension Permission: ExpressibleByArgument {}
