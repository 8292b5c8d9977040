package import Backends
package import DocumentModel
import Logging

extension AccountService: SignInService {
    package func signIn(
        _ credentials: SignInCredentials, workspace: WorkspaceID?, address: String
    ) async throws(AccountError) -> SignedIn {
        // What is no e-mail takes the same way as one that nobody has.
        let email = (try? EmailAddress.normalized(credentials.email)) ?? ""
        let account = try await stored(try await store.account(email: email))
        try await prove(account, email: email, password: credentials.password, address: address, action: .signIn)
        guard let account else { throw .signInRefused }
        return try await openSession(account.user, workspace: workspace, address: address, action: .signIn)
    }

    /// Checks a password against an account's, or against nothing for as long.
    ///
    /// - Throws: `.signInRefused` when it is wrong; `.notPermitted` when it is right and the account is disabled.
    func prove(
        _ account: Account?, email: String, password: String, address: String, action: AuditAction
    ) async throws(AccountError) {
        try await admit(account, email: email, address: address)
        let check = try await passwords.check(password, against: account?.passwordHash)
        guard let account, check != .wrong else {
            try await audit(action, of: account, address: address, .failure)
            throw .signInRefused
        }
        guard !account.user.isDisabled else {
            try await audit(action, of: account, address: address, .denied)
            throw .notPermitted("your account is disabled")
        }
        await signInGuard.succeeded(email, from: address)
        if check == .rightButOutdated { await rehash(account, password) }
    }

    private func admit(_ account: Account?, email: String, address: String) async throws(AccountError) {
        do {
            try await signInGuard.admit(email, from: address)
        } catch {
            if await signInGuard.isWorthAuditing(email, from: address) {
                try await audit(.signInThrottled, of: account, address: address, .denied)
            }
            throw error
        }
    }

    /// The e-mail is not written down: people type their password in its place.
    private func audit(
        _ action: AuditAction, of account: Account?, address: String, _ outcome: AuditEvent.Outcome
    ) async throws(AccountError) {
        let event = AuditEvent(
            at: clock.now(), actor: .anonymous, workspace: nil, action: action, target: account?.user.id.rawValue, address: address,
            outcome: outcome)
        try await stored(try await store.append(event))
    }

    /// The old hash stays good when this fails.
    private func rehash(_ account: Account, _ password: String) async {
        guard let old = account.passwordHash else { return }
        do {
            let new = try await passwords.hash(password)
            var change = UserChange(at: clock.now())
            change.password = .rehashed(from: old, to: new)
            let event = AuditEvent(
                at: change.at, actor: .service, workspace: nil, action: .passwordRehashed, target: account.user.id.rawValue, address: nil)
            _ = try await stored(try await store.change(account.user.id, change, using: nil, audit: event))
        } catch {
            logger.warning("a password was not hashed anew: \(error)")
        }
    }

    package func refresh(_ refreshToken: String, address: String) async throws(AccountError) -> SignedIn {
        guard let presented = SecretToken.digest(of: refreshToken, .refresh) else { throw .refreshRefused }
        let now = clock.now()
        let next = SecretToken(.refresh, entropy: entropy)
        let record = record(of: next, now)
        let outcome = try await stored(try await store.rotate(presented, to: record, address: address, now: now))
        switch outcome {
        case .rotated(let session): return try await goOn(session, next)
        case .reused(let session):
            desk.forgetAll()
            logger.warning("a refresh token was used twice; its session is closed", metadata: ["user": "\(session.user)"])
            throw .refreshRefused
        case .unknown, .expired: throw .refreshRefused
        }
    }

    /// Somebody who lost the membership goes on in another of theirs.
    private func goOn(_ session: Session, _ refresh: SecretToken) async throws(AccountError) -> SignedIn {
        var session = session
        let joined = try await stored(try await store.workspaces(of: session.user))
        if !joined.contains(where: { $0.workspace.id == session.workspace }) {
            guard let other = joined.first?.workspace.id else { throw .notPermitted("you are a member of no workspace") }
            session.workspace = other
            let event = switching(session, address: nil)
            try await changed(try await store.move(session.id, of: session.user, to: other, audit: event))
        }
        return try await signedIn(session, refresh: refresh, joined: joined)
    }

    private func switching(_ session: Session, address: String?) -> AuditEvent {
        AuditEvent(
            at: clock.now(), actor: .user(session.user), workspace: session.workspace, action: .workspaceSwitched,
            target: session.id.rawValue, address: address)
    }

    package func signOut(_ caller: Caller, refreshToken: String?) async throws(AccountError) {
        let principal = try caller.person()
        guard let session = try await session(of: principal, refreshToken) else {
            throw .conflict("this access token belongs to no session here; its identity provider ends it")
        }
        let event = event(.signOut, caller, workspace: principal.workspace, target: session.rawValue)
        try await changed(try await store.close(session, of: principal.user, audit: event))
    }

    private func session(of principal: Principal, _ refreshToken: String?) async throws(AccountError) -> SessionID? {
        guard let refreshToken else { return principal.session }
        guard let digest = SecretToken.digest(of: refreshToken, .refresh) else { throw .refreshRefused }
        let now = clock.now()
        let session = try await stored(try await store.session(ofToken: digest, now: now))
        guard let session, session.user == principal.user else { throw .refreshRefused }
        return session.id
    }

    package func signOutEverywhere(_ caller: Caller) async throws(AccountError) {
        let principal = try caller.person()
        var change = UserChange(at: clock.now())
        change.endsSessions = true
        change.refusesEarlierOutsideTokens = true
        let event = event(.signOutEverywhere, caller, workspace: principal.workspace, target: principal.user.rawValue)
        try await changed(try await store.change(principal.user, change, using: nil, audit: event))
    }

    package func switchWorkspace(to workspace: WorkspaceID, _ caller: Caller) async throws(AccountError) -> SignedIn {
        let principal = try caller.person()
        guard let id = principal.session else {
            throw .conflict("this access token belongs to no session here; name the workspace in X-Workspace-ID")
        }
        let joined = try await stored(try await store.workspaces(of: principal.user))
        guard joined.contains(where: { $0.workspace.id == workspace }) else { throw .notPermitted("you are not a member of that workspace") }
        let now = clock.now()
        let session = Session(
            id: id, user: principal.user, workspace: workspace, startedAt: now, lastUsedAt: now, expiresAt: now, address: caller.address)
        let event = switching(session, address: caller.address)
        let isOpen = try await changed(try await store.move(id, of: principal.user, to: workspace, audit: event))
        guard isOpen else { throw .refreshRefused }
        return try await signedIn(session, refresh: nil, joined: joined)
    }

    package func profile(_ caller: Caller) async throws(AccountError) -> Profile {
        guard case .principal(let principal, _) = caller else { throw .notPermitted("the command line is nobody") }
        let account = try await stored(try await store.account(principal.user))
        let joined = try await stored(try await store.workspaces(of: principal.user))
        guard let account, let place = joined.first(where: { $0.workspace.id == principal.workspace }) else { throw .notFound("user") }
        return Profile(
            user: account.user, workspace: place.workspace, role: principal.role, permissions: principal.permissions, workspaces: joined)
    }
}
