package import Backends
package import DocumentModel

// How users and workspaces come to be.
extension AccountService {
    /// A link with which the first user is made, in the place of any earlier one; `nil` when there is a user already.
    package func issueBootstrapLink() async throws(AccountError) -> IssuedLink? {
        let event = AuditEvent(at: clock.now(), actor: .service, workspace: nil, action: .bootstrapLinkIssued, address: nil)
        return try await issue(.bootstrap, by: nil, lifeSeconds: limits.passwordLinkSeconds, audit: event)
    }

    /// Makes a user who has no password yet, and a link with which they set one.
    ///
    /// - Parameter place: an existing workspace, or the name of a new one that they own.
    package func addUser(
        _ email: String, displayName: String?, place: PlaceOfNewUser, isPlatformAdmin: Bool, _ caller: Caller
    ) async throws(AccountError) -> IssuedLink {
        try caller.requireAdministrator()
        let now = clock.now()
        let user = try newUser(email, displayName: displayName, isPlatformAdmin: isPlatformAdmin)
        var enrolment = Enrolment(at: now)
        enrolment.account = Account(user: user, passwordHash: nil)
        switch place {
        case .existing(let workspace, let role):
            enrolment.membership = Membership(user: user.id, workspace: workspace, role: role, joinedAt: now)
        case .new(let name):
            let workspace = Workspace(
                id: identifiers.next("ws"), name: try DisplayName.checked(name, field: "workspace"), createdAt: now)
            enrolment.workspace = workspace
            enrolment.membership = Membership(user: user.id, workspace: workspace.id, role: .owner, joinedAt: now)
        }
        let event = event(.userCreated, caller, workspace: enrolment.membership?.workspace, target: user.id.rawValue)
        try await enrol(enrolment, audit: [event])
        return try await issuePasswordLink(for: user.id, caller)
    }

    func newUser(_ email: String, displayName: String?, isPlatformAdmin: Bool) throws(AccountError) -> User {
        let email = try EmailAddress.normalized(email)
        let name = try DisplayName.checked(displayName ?? EmailAddress.localPart(email), field: "display_name")
        return User(id: identifiers.next("usr"), email: email, displayName: name, isPlatformAdmin: isPlatformAdmin, createdAt: clock.now())
    }

    func enrol(_ enrolment: Enrolment, audit: [AuditEvent]) async throws(AccountError) {
        switch try await changed(try await store.enrol(enrolment, audit: audit)) {
        case .enrolled: return
        case .linkIsDead: throw .linkIsDead
        case .emailIsTaken: throw .conflict("there is a user with this e-mail already")
        case .alreadyMember: throw .conflict("this user is a member already")
        case .noSuchWorkspace: throw .notFound("workspace")
        case .tooManyWorkspaces: throw .conflict("you own as many workspaces as one user may")
        }
    }

    func change(
        _ id: UserID, _ change: UserChange, using link: SecretDigest? = nil, audit: AuditEvent
    ) async throws(AccountError) -> User {
        switch try await changed(try await store.change(id, change, using: link, audit: audit)) {
        case .changed(let user): return user
        case .noSuchUser: throw .notFound("user")
        case .lastAdministrator: throw .conflict("the installation would be left without an administrator")
        case .linkIsDead: throw .linkIsDead
        }
    }

    /// `nil` when the store has a reason not to: too many invitations, or a first user who is there already.
    func issue(
        _ purpose: OneTimeLink.Purpose, by user: UserID?, lifeSeconds: Double, audit: AuditEvent
    ) async throws(AccountError) -> IssuedLink? {
        let now = clock.now()
        let token = SecretToken(.link, entropy: entropy)
        let link = OneTimeLink(
            id: identifiers.next("lnk"), purpose: purpose, issuedBy: user, createdAt: now, expiresAt: now.adding(seconds: lifeSeconds))
        let isIssued = try await stored(
            try await store.issue(link, digest: token.digest, mostInvitations: limits.invitationsPerWorkspace, audit: audit))
        return isIssued ? IssuedLink(link: link, token: token.text) : nil
    }
}

/// Where a user who is made by an administrator works.
package enum PlaceOfNewUser: Hashable, Sendable {
    case existing(WorkspaceID, Role)
    /// Of a new workspace that they own.
    case new(name: String)
}
