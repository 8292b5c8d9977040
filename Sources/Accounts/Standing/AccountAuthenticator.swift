package import Backends
package import DocumentModel
import Logging

/// Tells who sends a request by our own access tokens, by those of an outside identity provider, and by API keys.
package struct AccountAuthenticator: Authenticator {
    let mint: TokenMint
    let desk: StandingDesk
    let provider: (tokens: ProviderTokens, users: ProviderUsers)?
    let clock: ServiceClock
    let logger: Logger
    /// Own tokens whose signature was found right a moment ago: checking it is the dearest part of a small request.
    private let verified = BriefMemory<String, AccessClaims>(lifeSeconds: Self.secondsVerified)

    private static let secondsVerified = 60.0

    init(
        mint: TokenMint, desk: StandingDesk, provider: (tokens: ProviderTokens, users: ProviderUsers)?, clock: ServiceClock, logger: Logger
    ) {
        self.mint = mint
        self.desk = desk
        self.provider = provider
        self.clock = clock
        self.logger = logger
    }

    package func principal(
        for credential: PresentedCredential, workspace: WorkspaceID?, address: String
    ) async throws(AuthenticationError) -> Principal {
        switch credential {
        case .apiKey(let secret): try await principal(ofKey: secret, workspace)
        case .bearer(let token) where token.hasPrefix(SecretToken.Kind.apiKey.rawValue): try await principal(ofKey: token, workspace)
        case .bearer(let token): try await principal(ofToken: token, workspace, address)
        }
    }

    private func principal(
        ofToken token: String, _ workspace: WorkspaceID?, _ address: String
    ) async throws(AuthenticationError) -> Principal {
        let now = clock.now()
        let claims = try await verified.value(token, now: now) { () throws(AuthenticationError) in
            let token = try SignedText(token)
            return provider != nil && Self.isOfProvider(token) ? nil : try mint.claims(of: token, now: now)
        }
        guard let claims else {
            guard let provider else { throw .invalid("The access token is not one of this service.") }
            return try await principal(ofProviderToken: try SignedText(token), provider.tokens, provider.users, workspace, address)
        }
        guard !claims.isExpired(at: now) else { throw .expired }
        return try await principal(claims, workspace, now)
    }

    /// The algorithm only chooses who is asked; each of them accepts its own and nothing else.
    private static func isOfProvider(_ token: SignedText) -> Bool {
        token.header.alg.hasPrefix("RS") || token.header.alg.hasPrefix("ES")
    }

    private func principal(
        _ claims: AccessClaims, _ workspace: WorkspaceID?, _ now: Timestamp
    ) async throws(AuthenticationError) -> Principal {
        let place = workspace ?? claims.workspace
        let standing = try await standing(of: claims.subject, in: place, session: claims.session, now)
        guard standing.isSessionOpen, standing.tokenGeneration == claims.generation else {
            throw .invalid("The access token was revoked; sign in again.")
        }
        let role = try Self.role(standing)
        return Principal(
            user: claims.subject, workspace: place, role: role, permissions: standing.permissions, credential: .accessToken,
            session: claims.session)
    }

    private func principal(
        ofProviderToken token: SignedText, _ tokens: ProviderTokens, _ users: ProviderUsers, _ workspace: WorkspaceID?, _ address: String
    ) async throws(AuthenticationError) -> Principal {
        let now = clock.now()
        let claims = try await tokens.claims(of: token, now: now)
        let identity = ExternalIdentity(issuer: claims.issuer, subject: claims.subject)
        let user = try await desk.user(identity, now: now) { () async throws(AuthenticationError) in
            try await users.user(of: claims, address: address)
        }
        guard let user else { throw .forbidden("You have no account here.") }
        let named = workspace ?? claims.workspace.flatMap(WorkspaceID.init(rawValue:))
        guard let place = if let named { named } else { try await home(of: user, now) } else {
            throw .forbidden("You are a member of no workspace.")
        }
        let standing = try await standing(of: user, in: place, session: nil, now)
        guard Int64(claims.issuedAt) * 1000 >= standing.tokensValidFrom.milliseconds else {
            throw .invalid("The access token is from before you signed out everywhere.")
        }
        let role = try Self.role(standing)
        return Principal(user: user, workspace: place, role: role, permissions: standing.permissions, credential: .accessToken)
    }

    private func principal(ofKey secret: String, _ workspace: WorkspaceID?) async throws(AuthenticationError) -> Principal {
        let now = clock.now()
        guard let digest = SecretToken.digest(of: secret, .apiKey), let key = try await key(digest, now) else {
            throw .invalid("The API key is not one of this service.")
        }
        if let expiresAt = key.expiresAt, expiresAt <= now { throw .invalid("The API key has expired.") }
        guard workspace == nil || workspace == key.workspace else { throw .forbidden("The API key is for another workspace.") }
        let standing = try await standing(of: key.user, in: key.workspace, session: nil, now)
        let role = try Self.role(standing)
        do { try await desk.touch(key.id, now: now) } catch { logger.warning("the use of a key was not noted: \(error)") }
        return Principal(
            user: key.user, workspace: key.workspace, role: role, permissions: standing.permissions.intersection(key.scopes),
            credential: .apiKey(key.id.rawValue), requestsPerMinute: key.requestsPerMinute)
    }

    private func standing(
        of user: UserID, in workspace: WorkspaceID, session: SessionID?, _ now: Timestamp
    ) async throws(AuthenticationError) -> Standing {
        let standing: Standing?
        do {
            standing = try await desk.standing(of: user, in: workspace, session: session, now: now)
        } catch {
            throw .unavailable("\(error)")
        }
        guard let standing else { throw .invalid("There is no such user.") }
        guard !standing.user.isDisabled else { throw .forbidden("Your account is disabled.") }
        return standing
    }

    private func key(_ digest: SecretDigest, _ now: Timestamp) async throws(AuthenticationError) -> APIKey? {
        do { return try await desk.key(digest, now: now) } catch { throw .unavailable("\(error)") }
    }

    private func home(of user: UserID, _ now: Timestamp) async throws(AuthenticationError) -> WorkspaceID? {
        do { return try await desk.home(of: user, now: now) } catch { throw .unavailable("\(error)") }
    }

    private static func role(_ standing: Standing) throws(AuthenticationError) -> Role {
        guard let role = standing.role else { throw .forbidden("You are not a member of that workspace.") }
        return role
    }
}

extension Standing {
    /// What the user may do in the workspace that was asked about.
    var permissions: Set<Permission> {
        (role?.permissions ?? []).union(user.isPlatformAdmin ? [.administer] : [])
    }
}
