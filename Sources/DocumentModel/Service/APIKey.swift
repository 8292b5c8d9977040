/// What is known of a key with which a program acts for a user in one workspace. The key itself is shown once and never stored.
package struct APIKey: Hashable, Sendable, Codable {
    package var id: APIKeyID
    package var workspace: WorkspaceID
    /// Who made it; it can never do more than they can.
    package var user: UserID
    package var name: String
    /// The first characters of the key, by which people recognise it.
    package var prefix: String
    package var scopes: Set<Permission>
    /// Its own allowance; `nil` for that of its user.
    package var requestsPerMinute: Int?
    package var createdAt: Timestamp
    /// `nil` for a key without an end.
    package var expiresAt: Timestamp?
    /// To within a minute; `nil` when it was never used.
    package var lastUsedAt: Timestamp?

    package init(
        id: APIKeyID, workspace: WorkspaceID, user: UserID, name: String, prefix: String, scopes: Set<Permission>,
        requestsPerMinute: Int?, createdAt: Timestamp, expiresAt: Timestamp?, lastUsedAt: Timestamp? = nil
    ) {
        self.id = id
        self.workspace = workspace
        self.user = user
        self.name = name
        self.prefix = prefix
        self.scopes = scopes
        self.requestsPerMinute = requestsPerMinute
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }
}

package typealias APIKeyID = Identifier<APIKey>
