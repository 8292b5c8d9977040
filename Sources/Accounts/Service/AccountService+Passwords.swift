package import Backends
import DocumentModel

extension AccountService: PasswordService {
    package func bootstrap(
        _ token: String, _ newcomer: Newcomer, workspaceName: String, address: String
    ) async throws(AccountError) -> SignedIn {
        let (digest, link) = try await livingLink(token)
        guard link.purpose == .bootstrap else { throw .linkIsDead }
        let account = try await account(for: newcomer, isPlatformAdmin: true)
        let workspace = Workspace(
            id: identifiers.next("ws"), name: try DisplayName.checked(workspaceName, field: "workspace_name"), createdAt: clock.now())
        var enrolment = Enrolment(at: clock.now())
        enrolment.link = digest
        enrolment.account = account
        enrolment.workspace = workspace
        enrolment.membership = Membership(user: account.user.id, workspace: workspace.id, role: .owner, joinedAt: clock.now())
        try await enrol(enrolment, audit: [joining(.bootstrapped, account.user, workspace.id, address)])
        return try await openSession(account.user, workspace: workspace.id, address: address, action: .signIn)
    }

    package func acceptInvitation(
        _ token: String, password: String, displayName: String?, address: String
    ) async throws(AccountError) -> SignedIn {
        let (digest, link) = try await livingLink(token)
        guard let invitation = link.invitation else { throw .linkIsDead }
        var enrolment = Enrolment(at: clock.now())
        enrolment.link = digest
        let user: User
        if let known = try await stored(try await store.account(email: invitation.email)) {
            // Never sets a password: whoever invites chooses the e-mail and has the link, and would get into another's account.
            try await prove(known, email: invitation.email, password: password, address: address, action: .memberJoined)
            user = known.user
        } else {
            let newcomer = Newcomer(email: invitation.email, password: password, displayName: displayName)
            let account = try await account(for: newcomer, isPlatformAdmin: false)
            enrolment.account = account
            user = account.user
        }
        enrolment.membership = Membership(user: user.id, workspace: invitation.workspace, role: invitation.role, joinedAt: clock.now())
        let event = joining(.memberJoined, user, invitation.workspace, address, details: ["role": invitation.role.rawValue])
        try await enrol(enrolment, audit: [event])
        return try await openSession(user, workspace: invitation.workspace, address: address, action: .signIn)
    }

    package func changePassword(from current: String, to new: String, _ caller: Caller) async throws(AccountError) -> SignedIn {
        let principal = try caller.person()
        let address = caller.address ?? ""
        guard let account = try await stored(try await store.account(principal.user)) else { throw .notFound("user") }
        guard account.passwordHash != nil else { throw .conflict("you sign in through an identity provider and have no password here") }
        let email = account.user.email
        try PasswordPolicy.check(new, email: email)
        try await prove(account, email: email, password: current, address: address, action: .passwordChanged)
        let event = event(.passwordChanged, caller, target: principal.user.rawValue)
        let user = try await setPassword(new, of: principal.user, using: nil, audit: event)
        return try await openSession(user, workspace: principal.workspace, address: address, action: .signIn)
    }

    package func resetPassword(_ token: String, to new: String, address: String) async throws(AccountError) -> SignedIn {
        let (digest, link) = try await livingLink(token)
        guard case .passwordReset(let id) = link.purpose, let account = try await stored(try await store.account(id)) else {
            throw .linkIsDead
        }
        guard !account.user.isDisabled else { throw .notPermitted("your account is disabled") }
        try PasswordPolicy.check(new, email: account.user.email)
        let event = AuditEvent(
            at: clock.now(), actor: .user(id), workspace: nil, action: .passwordReset, target: id.rawValue, address: address)
        let user = try await setPassword(new, of: id, using: digest, audit: event)
        return try await openSession(user, workspace: nil, address: address, action: .signIn)
    }

    /// Sets a password; whoever was signed in with the old one is not any more.
    private func setPassword(
        _ password: String, of id: UserID, using link: SecretDigest?, audit: AuditEvent
    ) async throws(AccountError) -> User {
        var change = UserChange(at: clock.now())
        change.password = .set(hash: try await passwords.hash(password))
        change.endsSessions = true
        change.refusesEarlierOutsideTokens = true
        return try await self.change(id, change, using: link, audit: audit)
    }

    private func livingLink(_ token: String) async throws(AccountError) -> (SecretDigest, OneTimeLink) {
        guard let digest = SecretToken.digest(of: token, .link) else { throw .linkIsDead }
        guard let link = try await stored(try await store.link(digest, now: clock.now())) else { throw .linkIsDead }
        return (digest, link)
    }

    private func account(for newcomer: Newcomer, isPlatformAdmin: Bool) async throws(AccountError) -> Account {
        let user = try newUser(newcomer.email, displayName: newcomer.displayName, isPlatformAdmin: isPlatformAdmin)
        try PasswordPolicy.check(newcomer.password, email: user.email)
        return Account(user: user, passwordHash: try await passwords.hash(newcomer.password))
    }

    private func joining(
        _ action: AuditAction, _ user: User, _ workspace: WorkspaceID, _ address: String, details: [String: String] = [:]
    ) -> AuditEvent {
        AuditEvent(
            at: clock.now(), actor: .user(user.id), workspace: workspace, action: action, target: user.id.rawValue, address: address,
            details: details)
    }
}
