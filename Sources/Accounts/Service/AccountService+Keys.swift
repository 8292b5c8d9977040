package import Backends
package import DocumentModel

extension AccountService: KeyService {
    /// Requests per minute that a key may be given.
    private static let rates = 1...100_000

    package func keys(limit: Int, offset: Int, _ caller: Caller) async throws(AccountError) -> Listing<APIKey> {
        let (user, scope) = try reach(of: caller)
        return try await stored(try await store.keys(of: user, in: scope, limit: limit, offset: offset))
    }

    package func createKey(_ wish: KeyWish, _ caller: Caller) async throws(AccountError) -> IssuedKey {
        let principal = try caller.person()
        return try await createKey(
            wish, for: principal.user, in: principal.workspace, permissions: principal.permissions, caller)
    }

    /// A key for a user, made by an administrator on the command line.
    package func createKey(
        _ wish: KeyWish, for user: UserID, in workspace: WorkspaceID, _ caller: Caller
    ) async throws(AccountError) -> IssuedKey {
        try caller.requireAdministrator()
        let standing = try await stored(try await store.standing(of: user, in: workspace, session: nil))
        guard let standing, standing.role != nil else { throw .notFound("member of that workspace") }
        return try await createKey(wish, for: user, in: workspace, permissions: standing.permissions, caller)
    }

    private func createKey(
        _ wish: KeyWish, for user: UserID, in workspace: WorkspaceID, permissions: Set<Permission>, _ caller: Caller
    ) async throws(AccountError) -> IssuedKey {
        let now = clock.now()
        let secret = SecretToken(.apiKey, entropy: entropy)
        let key = APIKey(
            id: identifiers.next("key"), workspace: workspace, user: user, name: try DisplayName.checked(wish.name, field: "name"),
            prefix: secret.prefix, scopes: try scopes(wish.scopes, within: permissions), requestsPerMinute: try rate(wish),
            createdAt: now, expiresAt: now.adding(seconds: Double(try lifetimeDays(wish)) * 86_400))
        let event = event(
            .apiKeyCreated, caller, workspace: workspace, target: key.id.rawValue,
            details: ["user": user.rawValue, "scopes": key.scopes.map(\.rawValue).sorted().joined(separator: " ")])
        let isStored = try await stored(
            try await store.insert(key, digest: secret.digest, mostKeys: limits.keysPerMember, audit: event))
        guard isStored else { throw .conflict("there are as many keys as one member may have in a workspace") }
        return IssuedKey(key: key, secret: secret.text)
    }

    package func revokeKey(_ id: APIKeyID, _ caller: Caller) async throws(AccountError) {
        _ = try caller.person()
        let (user, scope) = try reach(of: caller)
        let event = event(.apiKeyRevoked, caller, workspace: scope.workspace, target: id.rawValue)
        guard try await changed(try await store.removeKey(id, of: user, in: scope, audit: event)) else { throw .notFound("key") }
    }

    /// Whose keys the caller has to do with: their own, or all of the workspace they manage.
    private func reach(of caller: Caller) throws(AccountError) -> (UserID?, Scope) {
        guard case .principal(let principal, _) = caller else { throw .notPermitted("the command line is nobody") }
        let managesAll = principal.permissions.contains(.manageWorkspace)
        return (managesAll ? nil : principal.user, .workspace(principal.workspace))
    }

    /// Administration is given to a key only by name.
    private func scopes(_ wish: Set<Permission>?, within permissions: Set<Permission>) throws(AccountError) -> Set<Permission> {
        guard let wish else { return permissions.subtracting([.administer]) }
        guard !wish.isEmpty else { throw .invalid(field: "scopes", reason: "must name something that the key may do") }
        let excess = wish.subtracting(permissions).map(\.rawValue).sorted()
        guard excess.isEmpty else { throw .notPermitted("a key cannot do more than its user: \(excess.joined(separator: ", "))") }
        return wish
    }

    private func lifetimeDays(_ wish: KeyWish) throws(AccountError) -> Int {
        let days = wish.lifetimeDays ?? limits.keyLifetimeDays
        guard (1...limits.longestKeyLifetimeDays).contains(days) else {
            throw .invalid(field: "expires_in_days", reason: "must be 1 to \(limits.longestKeyLifetimeDays)")
        }
        return days
    }

    private func rate(_ wish: KeyWish) throws(AccountError) -> Int? {
        guard let rate = wish.requestsPerMinute else { return nil }
        guard Self.rates.contains(rate) else {
            throw .invalid(field: "requests_per_minute", reason: "must be \(Self.rates.lowerBound) to \(Self.rates.upperBound)")
        }
        return rate
    }
}
