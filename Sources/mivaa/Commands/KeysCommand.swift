import Accounts
import ArgumentParser
import Backends
import DocumentModel

/// `mivaa keys`: API keys, on the data folder itself.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List, make and revoke API keys.",
        discussion: "Works on the data folder, whether the service runs or not.", subcommands: [List.self, Create.self, Revoke.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "All keys, the newest first. The keys themselves are not stored.")

        /// Keys read at a time.
        private static let pageSize = 500

        @OptionGroup var options: DataOptions

        func run() async throws {
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(options) }
            try await AccountsOfFolder.run {
                var offset = 0
                while true {
                    let page = try await folder.accounts.allKeys(limit: Self.pageSize, offset: offset, .commandLine)
                    for key in page.items { Terminal.write(Self.text(of: key)) }
                    offset += page.items.count
                    if page.items.isEmpty || offset >= page.totalCount { break }
                }
            }
        }

        private static func text(of key: APIKey) -> String {
            let end = key.expiresAt.map { "until \($0.isoDay)" } ?? "without end"
            let use = key.lastUsedAt.map { "last used \($0.isoDay)" } ?? "never used"
            let scopes = key.scopes.map(\.rawValue).sorted().joined(separator: " ")
            return "\(key.id)  \(key.prefix)...  \(key.name)  [\(end), \(use)]\n    \(key.user) in \(key.workspace): \(scopes)\n"
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key for a user and print it, this once.",
            discussion: "Without --scope it may do all that the user may, administration aside.")

        @OptionGroup var options: DataOptions

        @Argument(help: "What the key is called.") var name: String
        @Option(help: "E-mail of the user it acts for.") var user: String
        @Option(help: "Workspace it acts in; the user's oldest membership when absent.") var workspace: String?
        @Option(help: "Something it may do, such as document:read; may be repeated.") var scope: [Permission] = []
        @Option(help: "Days until it ends.") var days: Int?
        @Option(help: "Requests per minute it may send.") var rate: Int?

        func run() async throws {
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(options) }
            let issued = try await AccountsOfFolder.run {
                let owner = try await folder.accounts.user(called: user, .commandLine)
                let wish = KeyWish(name: name, scopes: scope.isEmpty ? nil : Set(scope), lifetimeDays: days, requestsPerMinute: rate)
                return try await folder.accounts.createKey(wish, for: owner.id, in: try await place(of: owner, folder), .commandLine)
            }
            Terminal.write(issued.secret + "\n")
        }

        private func place(of user: User, _ folder: AccountsOfFolder) async throws -> WorkspaceID {
            if let workspace { return try await folder.workspace(workspace).id }
            guard let first = try await folder.accounts.workspaces(of: user.id, .commandLine).first else {
                throw CommandFailure("\(user.email) is a member of no workspace.")
            }
            return first.workspace.id
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a key worthless.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The name of its record, as in the list: key_...") var key: String

        func run() async throws {
            guard let id = APIKeyID(rawValue: key) else { throw CommandFailure("\(key) is not the name of a key.") }
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(options) }
            try await AccountsOfFolder.run { try await folder.accounts.revokeAnyKey(id, .commandLine) }
            Terminal.write("\(key): revoked\n")
        }
    }
}
