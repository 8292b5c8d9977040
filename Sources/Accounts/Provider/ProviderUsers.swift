import Backends
import DocumentModel

/// Finds or makes the user that a provider's token is about.
struct ProviderUsers: Sendable {
    let provider: IdentityProvider
    let store: any IdentityStore
    let identifiers: IdentifierSource
    let clock: ServiceClock

    /// - Throws: `.forbidden` when they have no place here.
    func user(of claims: ProviderClaims, address: String) async throws(AuthenticationError) -> UserID {
        let identity = ExternalIdentity(issuer: claims.issuer, subject: claims.subject)
        do {
            if let account = try await store.account(identity: identity) { return account.user.id }
            let email = claims.verifiedEmail.flatMap { try? EmailAddress.normalized($0) }
            guard let email else { throw AuthenticationError.forbidden("The identity provider does not vouch for your e-mail address.") }
            if let account = try await store.account(email: email) { return try await link(account, to: identity, address) }
            return try await admit(claims, email, identity, address)
        } catch let error as AuthenticationError {
            throw error
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// From now on the provider says who this is. What gave access before is taken away: e-mail addresses are not verified here, so
    /// whoever made the account need not be the person that the provider knows.
    private func link(_ account: Account, to identity: ExternalIdentity, _ address: String) async throws -> UserID {
        guard !account.user.isDisabled else { throw AuthenticationError.forbidden("Your account is disabled.") }
        var change = UserChange(at: clock.now())
        change.identity = identity
        change.password = .removed
        change.endsSessions = true
        change.removesKeys = true
        let event = event(.identityLinked, account.user.id, nil, address, identity)
        do {
            _ = try await store.change(account.user.id, change, using: nil, audit: event)
        } catch StoreError.conflict {
            // Another request of the same person was faster; or the provider has given the e-mail to somebody else.
            guard let linked = try await store.account(identity: identity) else {
                throw AuthenticationError.forbidden("The account with your e-mail address belongs to another identity of the provider.")
            }
            return linked.user.id
        }
        return account.user.id
    }

    private func admit(
        _ claims: ProviderClaims, _ email: String, _ identity: ExternalIdentity, _ address: String
    ) async throws -> UserID {
        guard case .everybody(let role, let usual) = provider.provisioning else {
            throw AuthenticationError.forbidden("You have no account here; ask for an invitation.")
        }
        guard let workspace = claims.workspace.flatMap(WorkspaceID.init(rawValue:)) ?? usual else {
            throw AuthenticationError.forbidden("The access token names no workspace.")
        }
        let now = clock.now()
        let name = claims.name.flatMap { try? DisplayName.checked($0, field: "name") } ?? EmailAddress.localPart(email)
        let user = User(id: identifiers.next("usr"), email: email, displayName: name, isPlatformAdmin: false, createdAt: now)
        var enrolment = Enrolment(at: now)
        enrolment.account = Account(user: user, passwordHash: nil)
        enrolment.identity = identity
        enrolment.membership = Membership(user: user.id, workspace: workspace, role: role, joinedAt: now)
        let outcome = try await store.enrol(enrolment, audit: [event(.userCreated, user.id, workspace, address, identity)])
        switch outcome {
        case .enrolled: return user.id
        case .noSuchWorkspace: throw AuthenticationError.forbidden("The workspace that the access token names is not here.")
        // Another request of the same person was faster.
        default: throw AuthenticationError.unavailable("the account is being made")
        }
    }

    private func event(
        _ action: AuditAction, _ user: UserID, _ workspace: WorkspaceID?, _ address: String, _ identity: ExternalIdentity
    ) -> AuditEvent {
        AuditEvent(
            at: clock.now(), actor: .user(user), workspace: workspace, action: action, target: user.rawValue, address: address,
            details: ["issuer": identity.issuer, "subject": identity.subject])
    }
}
