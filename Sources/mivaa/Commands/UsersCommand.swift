import Accounts
import ArgumentParser
import Backends
import DocumentModel

/// `mivaa users`: people with an account, on the data folder itself.
struct UsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "List, add, invite and administer people with an account.",
        discussion: """
            Works on the data folder, whether the service runs or not; whoever may read the folder may do this. A user is named by e-mail. \
            Links are shown once and lead to the address that MIVAA_PUBLIC_URL sets.
            """,
        subcommands: [
            List.self, Add.self, Invite.self, Disable.self, Enable.self, Promote.self, Demote.self, ResetLink.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Everybody with an account, with their workspaces.")

        /// Users read at a time.
        private static let pageSize = 500

        @OptionGroup var options: DataOptions

        func run() async throws {
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(options) }
            try await AccountsOfFolder.run {
                var query = UserQuery()
                query.limit = Self.pageSize
                repeat {
                    let page = try await folder.accounts.users(query, .commandLine)
                    for user in page.items {
                        Terminal.write(Self.text(of: user, try await folder.accounts.workspaces(of: user.id, .commandLine)))
                    }
                    query.offset += page.items.count
                    if page.items.isEmpty || query.offset >= page.totalCount { break }
                } while true
            }
        }

        private static func text(of user: User, _ joined: [JoinedWorkspace]) -> String {
            let marks = [user.isPlatformAdmin ? "administrator" : nil, user.isDisabled ? "disabled" : nil].compactMap(\.self)
            let head = "\(user.email)  \(user.id)\(marks.isEmpty ? "" : "  [\(marks.joined(separator: ", "))]")\n"
            return head + joined.map { "    \($0.role.rawValue) of \($0.workspace.name)  \($0.workspace.id)\n" }.joined()
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a user and print the link with which they set their password.",
            discussion: "Without --workspace they own a new one that is named after them.")

        @OptionGroup var options: DataOptions

        @Argument(help: "E-mail of the user.") var email: String
        @Option(help: "What others call them; else the part of the e-mail before the @.") var name: String?
        @Option(help: "Workspace to join, by its name or the name of its record.") var workspace: String?
        @Option(help: "Role in it: viewer, editor, admin or owner.") var role = Role.editor
        @Flag(help: "Make them administrator of the installation.") var admin = false

        func run() async throws {
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(options, isNewAllowed: workspace == nil) }
            let link = try await AccountsOfFolder.run {
                let place: PlaceOfNewUser
                if let workspace { place = .existing(try await folder.workspace(workspace).id, role) } else { place = .new(name: name ?? email) }
                return try await folder.accounts.addUser(email, displayName: name, place: place, isPlatformAdmin: admin, .commandLine)
            }
            Terminal.write(folder.address("password", link) + "\n")
        }
    }

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a link with which somebody becomes a member of a workspace.")

        @OptionGroup var options: DataOptions

        @Argument(help: "E-mail of who is invited.") var email: String
        @Option(help: "The workspace, by its name or the name of its record.") var workspace: String
        @Option(help: "Role in it: viewer, editor, admin or owner.") var role = Role.editor

        func run() async throws {
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(options) }
            let link = try await AccountsOfFolder.run {
                try await folder.accounts.invite(email, to: try await folder.workspace(workspace).id, as: role, .commandLine)
            }
            Terminal.write(folder.address("invitation", link) + "\n")
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shut a user out; sessions end and keys stop working.")
        @OptionGroup var target: Target

        func run() async throws {
            try await target.change { accounts, user in try await accounts.setDisabled(true, user, .commandLine) }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a user in again.")
        @OptionGroup var target: Target

        func run() async throws {
            try await target.change { accounts, user in try await accounts.setDisabled(false, user, .commandLine) }
        }
    }

    struct Promote: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a user administrator of the installation.")
        @OptionGroup var target: Target

        func run() async throws {
            try await target.change { accounts, user in try await accounts.setPlatformAdmin(true, user, .commandLine) }
        }
    }

    struct Demote: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take administration from a user.")
        @OptionGroup var target: Target

        func run() async throws {
            try await target.change { accounts, user in try await accounts.setPlatformAdmin(false, user, .commandLine) }
        }
    }

    struct ResetLink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a link with which a user sets a new password, within a day.")
        @OptionGroup var target: Target

        func run() async throws {
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(target.options) }
            let link = try await AccountsOfFolder.run {
                let user = try await folder.accounts.user(called: target.user, .commandLine)
                return try await folder.accounts.issuePasswordLink(for: user.id, .commandLine)
            }
            Terminal.write(folder.address("password", link) + "\n")
        }
    }

    struct Target: ParsableArguments {
        @OptionGroup var options: DataOptions
        @Argument(help: "E-mail of the user, or the name of the record.") var user: String

        func change(_ change: (AccountService, UserID) async throws -> User) async throws {
            let folder = try await AccountsOfFolder.run { try await AccountsOfFolder(options) }
            let changed = try await AccountsOfFolder.run {
                try await change(folder.accounts, try await folder.accounts.user(called: user, .commandLine).id)
            }
            let marks = [changed.isDisabled ? "disabled" : "enabled", changed.isPlatformAdmin ? "administrator" : "no administrator"]
            Terminal.write("\(changed.email): \(marks.joined(separator: ", "))\n")
        }
    }
}
