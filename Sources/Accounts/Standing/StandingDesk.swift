import Backends
import DocumentModel

/// Knows what users may do now. Changes made through this process count at once, those of other processes after 5 seconds at most.
struct StandingDesk: Sendable {
    /// A revoked token that is still good for longer than this would not be revoked.
    private static let lifeSeconds = 5.0
    /// A use is written down at most this often: each one would be a write to disk for every request.
    private static let touchSeconds = 60.0

    private struct Question: Hashable {
        var user: UserID
        var workspace: WorkspaceID
        var session: SessionID?
    }

    private let store: any IdentityStore
    private let standings = BriefMemory<Question, Standing>(lifeSeconds: lifeSeconds)
    private let keys = BriefMemory<SecretDigest, APIKey>(lifeSeconds: lifeSeconds)
    private let identities = BriefMemory<ExternalIdentity, UserID>(lifeSeconds: lifeSeconds)
    private let homes = BriefMemory<UserID, WorkspaceID>(lifeSeconds: lifeSeconds)
    private let uses = BriefMemory<APIKeyID, Bool>(lifeSeconds: touchSeconds)

    init(store: any IdentityStore) {
        self.store = store
    }

    /// `nil` when there is no such user.
    func standing(
        of user: UserID, in workspace: WorkspaceID, session: SessionID?, now: Timestamp
    ) async throws(StoreError) -> Standing? {
        try await standings.value(Question(user: user, workspace: workspace, session: session), now: now) { () async throws(StoreError) in
            try await store.standing(of: user, in: workspace, session: session)
        }
    }

    /// `nil` when there is no such key.
    func key(_ digest: SecretDigest, now: Timestamp) async throws(StoreError) -> APIKey? {
        try await keys.value(digest, now: now) { () async throws(StoreError) in try await store.key(digest) }
    }

    func user(
        _ identity: ExternalIdentity, now: Timestamp, find: () async throws(AuthenticationError) -> UserID?
    ) async throws(AuthenticationError) -> UserID? {
        try await identities.value(identity, now: now, read: find)
    }

    /// The workspace of the user's oldest membership; `nil` without any.
    func home(of user: UserID, now: Timestamp) async throws(StoreError) -> WorkspaceID? {
        try await homes.value(user, now: now) { () async throws(StoreError) in try await store.workspaces(of: user).first?.workspace.id }
    }

    func touch(_ key: APIKeyID, now: Timestamp) async throws(StoreError) {
        _ = try await uses.value(key, now: now) { () async throws(StoreError) in
            try await store.touch(key, at: now)
            return true
        }
    }

    /// To be called after every change.
    func forgetAll() {
        standings.forgetAll()
        keys.forgetAll()
        identities.forgetAll()
        homes.forgetAll()
    }
}
