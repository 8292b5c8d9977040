import Backends
import DocumentModel

// How a session begins and how its tokens are made.
extension AccountService {
    /// Opens a session of a user who has shown who they are.
    ///
    /// - Parameter workspace: `nil` for the oldest membership.
    func openSession(
        _ user: User, workspace: WorkspaceID?, address: String, action: AuditAction
    ) async throws(AccountError) -> SignedIn {
        let joined = try await stored(try await store.workspaces(of: user.id))
        guard let place = Self.choose(workspace, of: joined) else {
            throw .notPermitted(workspace == nil ? "you are a member of no workspace" : "you are not a member of that workspace")
        }
        let now = clock.now()
        let session = Session(
            id: identifiers.next("ses"), user: user.id, workspace: place.workspace.id, startedAt: now, lastUsedAt: now,
            expiresAt: now.adding(seconds: limits.sessionSeconds), address: address)
        let refresh = SecretToken(.refresh, entropy: entropy)
        let audit = AuditEvent(
            at: now, actor: .user(user.id), workspace: place.workspace.id, action: action, target: session.id.rawValue, address: address)
        let record = record(of: refresh, now)
        try await changed(try await store.open(session, token: record, mostSessions: limits.sessionsPerUser, audit: audit))
        return try await signedIn(session, refresh: refresh, joined: joined)
    }

    func record(of token: SecretToken, _ now: Timestamp) -> RefreshTokenRecord {
        RefreshTokenRecord(digest: token.digest, expiresAt: now.adding(seconds: limits.refreshTokenSeconds))
    }

    /// Tokens for a session as the rows are now.
    func signedIn(_ session: Session, refresh: SecretToken?, joined: [JoinedWorkspace]) async throws(AccountError) -> SignedIn {
        let standing = try await stored(try await store.standing(of: session.user, in: session.workspace, session: session.id))
        guard let standing, let role = standing.role, let place = Self.choose(session.workspace, of: joined), standing.isSessionOpen else {
            throw .refreshRefused
        }
        let now = clock.now()
        let grant = AccessGrant(
            user: session.user, workspace: session.workspace, session: session.id, generation: standing.tokenGeneration, role: role,
            permissions: standing.permissions)
        let identifier: Identifier<AccessClaims> = identifiers.next("jti")
        let token: String
        do {
            token = try mint.token(grant, identifier: identifier.rawValue, now: now, lifetimeSeconds: limits.accessTokenSeconds)
        } catch {
            throw .store(.unavailable("an access token could not be signed"))
        }
        return SignedIn(
            accessToken: token, accessSeconds: Int(limits.accessTokenSeconds), refreshToken: refresh?.text,
            refreshSeconds: refresh.map { _ in Int(limits.refreshTokenSeconds) },
            profile: Profile(
                user: standing.user, workspace: place.workspace, role: role, permissions: standing.permissions, workspaces: joined))
    }

    private static func choose(_ workspace: WorkspaceID?, of joined: [JoinedWorkspace]) -> JoinedWorkspace? {
        guard let workspace else { return joined.first }
        return joined.first { $0.workspace.id == workspace }
    }
}
