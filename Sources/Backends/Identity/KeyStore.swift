package import DocumentModel

/// Keys of programs.
package protocol KeyStore: Sendable {
    /// False when the user has `mostKeys` in the workspace already.
    func insert(_ key: APIKey, digest: SecretDigest, mostKeys: Int, audit: AuditEvent) async throws(StoreError) -> Bool

    /// The newest first.
    /// - Parameter user: whose; `nil` for all.
    func keys(of user: UserID?, in scope: Scope, limit: Int, offset: Int) async throws(StoreError) -> Listing<APIKey>

    /// `nil` when there is none.
    func key(_ digest: SecretDigest) async throws(StoreError) -> APIKey?

    /// - Parameter user: whose; `nil` for anybody's.
    /// - Returns: false when there is no such key.
    func removeKey(_ id: APIKeyID, of user: UserID?, in scope: Scope, audit: AuditEvent) async throws(StoreError) -> Bool

    /// Remembers that the key was used.
    func touch(_ id: APIKeyID, at: Timestamp) async throws(StoreError)
}
