/// One sign-in of one user, from its first tokens until sign-out: the family of the refresh tokens that follow each other.
package struct Session: Hashable, Sendable, Codable {
    package var id: SessionID
    package var user: UserID
    /// The one that the next access token is for.
    package var workspace: WorkspaceID
    package var startedAt: Timestamp
    package var lastUsedAt: Timestamp
    /// The end, however often its tokens are renewed before.
    package var expiresAt: Timestamp
    /// Of the client that signed in.
    package var address: String?

    package init(
        id: SessionID, user: UserID, workspace: WorkspaceID, startedAt: Timestamp, lastUsedAt: Timestamp, expiresAt: Timestamp,
        address: String?
    ) {
        self.id = id
        self.user = user
        self.workspace = workspace
        self.startedAt = startedAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
        self.address = address
    }
}

package typealias SessionID = Identifier<Session>
