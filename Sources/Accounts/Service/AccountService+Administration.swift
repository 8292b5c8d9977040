package import Backends
package import DocumentModel

extension AccountService: UserAdministration {
    package func users(_ query: UserQuery, _ caller: Caller) async throws(AccountError) -> Listing<User> {
        try caller.requireAdministrator()
        return try await stored(try await store.users(query))
    }

    /// The user with this e-mail or name of a record.
    package func user(called text: String, _ caller: Caller) async throws(AccountError) -> User {
        try caller.requireAdministrator()
        if let id = UserID(rawValue: text), let account = try await stored(try await store.account(id)) { return account.user }
        guard let account = try await stored(try await store.account(email: text.lowercased())) else { throw .notFound("user") }
        return account.user
    }

    /// The workspaces of a user, the oldest membership first.
    package func workspaces(of user: UserID, _ caller: Caller) async throws(AccountError) -> [JoinedWorkspace] {
        try caller.requireAdministrator()
        return try await stored(try await store.workspaces(of: user))
    }

    package func setDisabled(_ isDisabled: Bool, _ user: UserID, _ caller: Caller) async throws(AccountError) -> User {
        try caller.requireAdministrator()
        var change = UserChange(at: clock.now())
        change.isDisabled = isDisabled
        change.endsSessions = isDisabled
        change.refusesEarlierOutsideTokens = isDisabled
        let event = event(isDisabled ? .userDisabled : .userEnabled, caller, target: user.rawValue)
        return try await self.change(user, change, audit: event)
    }

    package func setPlatformAdmin(_ isAdmin: Bool, _ user: UserID, _ caller: Caller) async throws(AccountError) -> User {
        try caller.requireAdministrator()
        var change = UserChange(at: clock.now())
        change.isPlatformAdmin = isAdmin
        let event = event(isAdmin ? .userPromoted : .userDemoted, caller, target: user.rawValue)
        return try await self.change(user, change, audit: event)
    }

    package func issuePasswordLink(for user: UserID, _ caller: Caller) async throws(AccountError) -> IssuedLink {
        try caller.requireAdministrator()
        guard try await stored(try await store.account(user)) != nil else { throw .notFound("user") }
        let event = event(.passwordLinkIssued, caller, target: user.rawValue)
        let issued = try await issue(.passwordReset(user), by: caller.user, lifeSeconds: limits.passwordLinkSeconds, audit: event)
        guard let issued else { preconditionFailure("links for passwords are always issued") }
        return issued
    }

    package func allKeys(limit: Int, offset: Int, _ caller: Caller) async throws(AccountError) -> Listing<APIKey> {
        try caller.requireAdministrator()
        return try await stored(try await store.keys(of: nil, in: .installation, limit: limit, offset: offset))
    }

    package func revokeAnyKey(_ id: APIKeyID, _ caller: Caller) async throws(AccountError) {
        try caller.requireAdministrator()
        let event = event(.apiKeyRevoked, caller, target: id.rawValue)
        guard try await changed(try await store.removeKey(id, of: nil, in: .installation, audit: event)) else { throw .notFound("key") }
    }

    package func allWorkspaces(limit: Int, offset: Int, _ caller: Caller) async throws(AccountError) -> Listing<Workspace> {
        try caller.requireAdministrator()
        return try await stored(try await store.workspaces(limit: limit, offset: offset))
    }
}

extension AccountService: AuditService {
    package func auditEntries(_ query: AuditQuery, _ caller: Caller) async throws(AccountError) -> Listing<AuditEntry> {
        try caller.requireAdministrator()
        return try await stored(try await store.entries(query, in: .installation))
    }

    package func exportAudit(after sequence: Int64, limit: Int, _ caller: Caller) async throws(AccountError) -> [AuditEntry] {
        try caller.requireAdministrator()
        if sequence == 0 {
            let event = event(.auditExported, caller)
            try await stored(try await store.append(event))
        }
        return try await stored(try await store.entries(after: sequence, limit: limit, in: .installation))
    }

    package func verifyAudit(_ caller: Caller) async throws(AccountError) -> AuditVerification {
        try caller.requireAdministrator()
        return try await stored(try await store.verify())
    }
}
