@testable import Accounts
import Backends
import DocumentModel
import Foundation
import Logging
import Persistence
import Synchronization
import TestSupport

/// An account service on a real database in a folder that goes with it, with a clock that tests set.
final class AccountHouse: Sendable {
    let service: AccountService
    let store: SQLiteIdentityStore
    let time: TestTime
    let databasePath: String
    private let folder: TemporaryFolder

    static let secret = Array("a secret for tests, 32 bytes long".utf8)
    /// Least that Argon2 takes: tests hash often.
    static let cheap = PasswordCost(memoryKiB: 8, passes: 1, lanes: 1)
    static let address = "192.0.2.1"
    static let password = "correct horse battery"

    init(_ change: (inout AccountSettings) -> Void = { _ in }) async throws {
        folder = try TemporaryFolder()
        databasePath = folder.url.appending(path: "mivaa.sqlite").path
        store = SQLiteIdentityStore(database: try SQLiteDatabase(path: databasePath))
        time = TestTime()
        var settings = AccountSettings(tokenSecrets: try TokenSecrets(current: Self.secret))
        settings.passwordCost = Self.cheap
        change(&settings)
        service = try await Self.service(store, settings, time)
    }

    /// Another process on the same database.
    func otherProcess(_ change: (inout AccountSettings) -> Void = { _ in }) async throws -> AccountService {
        var settings = AccountSettings(tokenSecrets: try TokenSecrets(current: Self.secret))
        settings.passwordCost = Self.cheap
        change(&settings)
        return try await Self.service(store, settings, time)
    }

    private static func service(_ store: SQLiteIdentityStore, _ settings: AccountSettings, _ time: TestTime) async throws -> AccountService {
        try await AccountService(
            store: store, settings: settings, limiter: InMemoryRateLimiter(), clock: time.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The first user, owner of the first workspace and administrator.
    func bootstrapped(_ name: String = "ada") async throws -> SignedIn {
        let link = try unwrapped(try await service.issueBootstrapLink())
        let newcomer = Newcomer(email: "\(name)@example.org", password: Self.password, displayName: nil)
        return try await service.bootstrap(link.token, newcomer, workspaceName: "Engines", address: Self.address)
    }

    /// Somebody who accepted an invitation of `host`.
    func joined(_ name: String, as role: Role, by host: SignedIn, to workspace: WorkspaceID? = nil) async throws -> SignedIn {
        let caller = try await caller(host)
        let link = try await service.invite("\(name)@example.org", to: workspace ?? host.profile.workspace.id, as: role, caller)
        return try await service.acceptInvitation(link.token, password: Self.password, displayName: nil, address: Self.address)
    }

    func principal(
        _ token: String, in workspace: WorkspaceID? = nil, of service: AccountService? = nil
    ) async throws(AuthenticationError) -> Principal {
        try await (service ?? self.service).authenticator.principal(for: .bearer(token), workspace: workspace, address: Self.address)
    }

    func caller(_ signedIn: SignedIn, in workspace: WorkspaceID? = nil) async throws -> Caller {
        .principal(try await principal(signedIn.accessToken, in: workspace), address: Self.address)
    }

    func caller(key: String) async throws -> Caller {
        .principal(
            try await service.authenticator.principal(for: .apiKey(key), workspace: nil, address: Self.address), address: Self.address)
    }

    /// What the audit log says, the oldest first.
    func audit() async throws -> [AuditEvent] {
        try await store.entries(after: 0, limit: 10_000, in: .installation).map(\.event)
    }

    func signIn(_ name: String, _ password: String = password, from address: String = address) async throws(AccountError) -> SignedIn {
        try await service.signIn(SignInCredentials(email: "\(name)@example.org", password: password), workspace: nil, address: address)
    }
}

/// A clock that stands still until it is moved.
final class TestTime: Sendable {
    private let now = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

    var clock: ServiceClock { ServiceClock { [self] in now.withLock { $0 } } }

    func pass(seconds: Double) {
        now.withLock { $0 = $0.adding(seconds: seconds) }
    }
}

struct Missing: Error {}

/// The value; throws when there is none.
func unwrapped<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}

extension AccountHouse {
    /// The database and its write-ahead log as they are on disk.
    func databaseBytes() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: databasePath))) + Array(try Data(contentsOf: URL(fileURLWithPath: databasePath + "-wal")))
    }
}
