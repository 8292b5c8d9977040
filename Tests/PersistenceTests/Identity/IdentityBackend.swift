import Backends
import DocumentModel
import Foundation
import Persistence
import TestSupport

/// The stores that keep the contracts of `IdentityStore`; one body of tests is for all.
enum IdentityBackend: String, CaseIterable {
    case sqlite

    /// Runs the body on an empty store, which is gone afterwards.
    func withStore(_ body: (any IdentityStore) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            let folder = try TemporaryFolder()
            let database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
            try await body(SQLiteIdentityStore(database: database))
            withExtendedLifetime(folder) {}
        }
    }
}

/// Records that tests store.
enum Sample {
    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    static func at(_ seconds: Double) -> Timestamp { start.adding(seconds: seconds) }

    static func user(_ name: String, isPlatformAdmin: Bool = false) -> User {
        User(
            id: id("usr_\(name)"), email: "\(name)@example.org", displayName: name.capitalized, isPlatformAdmin: isPlatformAdmin,
            createdAt: start)
    }

    static func account(_ name: String, isPlatformAdmin: Bool = false) -> Account {
        Account(user: user(name, isPlatformAdmin: isPlatformAdmin), passwordHash: "$hash-of-\(name)", tokensValidFrom: start)
    }

    static func workspace(_ name: String) -> Workspace {
        Workspace(id: id("ws_\(name)"), name: name.capitalized, createdAt: start, quota: WorkspaceQuota(documents: 7))
    }

    static func id<Subject>(_ text: String) -> Identifier<Subject> {
        Identifier(rawValue: text)!
    }

    static func digest(_ text: String) -> SecretDigest { SecretDigest(rawValue: "digest-of-\(text)") }

    static func event(_ action: AuditAction = .userCreated, actor: AuditActor = .service, workspace: WorkspaceID? = nil) -> AuditEvent {
        AuditEvent(at: start, actor: actor, workspace: workspace, action: action, address: nil)
    }

    static func link(_ purpose: OneTimeLink.Purpose, _ name: String = "one", until: Timestamp = at(100)) -> OneTimeLink {
        OneTimeLink(id: id("lnk_\(name)"), purpose: purpose, issuedBy: nil, createdAt: start, expiresAt: until)
    }

    static func session(_ name: String, of user: String, in workspace: String, usedAt: Timestamp = start) -> Session {
        Session(
            id: id("ses_\(name)"), user: id("usr_\(user)"), workspace: id("ws_\(workspace)"), startedAt: start, lastUsedAt: usedAt,
            expiresAt: at(1000), address: "192.0.2.1")
    }

    static func token(_ text: String, until: Timestamp = at(100)) -> RefreshTokenRecord {
        RefreshTokenRecord(digest: digest(text), expiresAt: until)
    }

    static func key(_ name: String, of user: String, in workspace: String) -> APIKey {
        APIKey(
            id: id("key_\(name)"), workspace: id("ws_\(workspace)"), user: id("usr_\(user)"), name: name, prefix: "kai_\(name)",
            scopes: [.search, .readDocuments], requestsPerMinute: 30, createdAt: start, expiresAt: at(500))
    }
}

extension UserStore {
    /// Stores a user with a membership, and the workspace when it is new.
    func settle(_ name: String, as role: Role, in workspace: String, isNew: Bool = false, isPlatformAdmin: Bool = false) async throws {
        var enrolment = Enrolment(at: Sample.start)
        enrolment.account = Sample.account(name, isPlatformAdmin: isPlatformAdmin)
        enrolment.workspace = isNew ? Sample.workspace(workspace) : nil
        enrolment.membership = Membership(
            user: Sample.id("usr_\(name)"), workspace: Sample.id("ws_\(workspace)"), role: role, joinedAt: Sample.start)
        let outcome = try await enrol(enrolment, audit: [Sample.event()])
        guard outcome == .enrolled else { throw StoreError.conflict("\(outcome)") }
    }
}
