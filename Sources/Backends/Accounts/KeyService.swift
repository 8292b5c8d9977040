package import DocumentModel

/// API keys. They are made and removed by people who signed in, never by another key.
package protocol KeyService: Sendable {
    /// The caller's in the workspace of the request; all of the workspace for those who manage it.
    func keys(limit: Int, offset: Int, _ caller: Caller) async throws(AccountError) -> Listing<APIKey>

    func createKey(_ wish: KeyWish, _ caller: Caller) async throws(AccountError) -> IssuedKey

    func revokeKey(_ id: APIKeyID, _ caller: Caller) async throws(AccountError)
}

/// What somebody wants of a new key.
package struct KeyWish: Hashable, Sendable {
    package var name: String
    /// `nil` for all that the caller may do in the workspace.
    package var scopes: Set<Permission>?
    /// `nil` for the usual time.
    package var lifetimeDays: Int?
    package var requestsPerMinute: Int?

    package init(name: String, scopes: Set<Permission>? = nil, lifetimeDays: Int? = nil, requestsPerMinute: Int? = nil) {
        self.name = name
        self.scopes = scopes
        self.lifetimeDays = lifetimeDays
        self.requestsPerMinute = requestsPerMinute
    }
}

/// A key with its secret, which is known at this moment only.
package struct IssuedKey: Sendable {
    package var key: APIKey
    package var secret: String

    package init(key: APIKey, secret: String) {
        self.key = key
        self.secret = secret
    }
}
