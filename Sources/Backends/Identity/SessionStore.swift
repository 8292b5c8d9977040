package import DocumentModel

/// Sign-ins and their refresh tokens.
package protocol SessionStore: Sendable {
    /// - Parameter mostSessions: of the user at a time; the ones that were not used for longest are closed for it.
    func open(_ session: Session, token: RefreshTokenRecord, mostSessions: Int, audit: AuditEvent) async throws(StoreError)

    /// Puts a new token in the place of the one presented. One that had been replaced before closes its session, and the audit log tells.
    func rotate(
        _ presented: SecretDigest, to next: RefreshTokenRecord, address: String?, now: Timestamp
    ) async throws(StoreError) -> RotationOutcome

    /// The session of a token that can still be rotated; `nil` when there is none.
    func session(ofToken token: SecretDigest, now: Timestamp) async throws(StoreError) -> Session?

    /// Makes the session's next access tokens be for another workspace. False when the user has no such session.
    func move(_ id: SessionID, of user: UserID, to workspace: WorkspaceID, audit: AuditEvent) async throws(StoreError) -> Bool

    /// False when the user has no such session.
    func close(_ id: SessionID, of user: UserID, audit: AuditEvent) async throws(StoreError) -> Bool

    /// Removes sessions and links that ended; how many.
    func removeEnded(before: Timestamp) async throws(StoreError) -> Int
}

/// What is stored of a refresh token.
package struct RefreshTokenRecord: Hashable, Sendable {
    package var digest: SecretDigest
    package var expiresAt: Timestamp

    package init(digest: SecretDigest, expiresAt: Timestamp) {
        self.digest = digest
        self.expiresAt = expiresAt
    }
}

/// What came of showing a refresh token.
package enum RotationOutcome: Hashable, Sendable {
    /// The session as it is now. The new token never outlives it.
    case rotated(Session)
    case unknown
    case expired
    /// Somebody else has used it: the session is closed.
    case reused(Session)
}
