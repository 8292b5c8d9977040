package import DocumentModel

/// Links that work once. They are used up by `UserStore.enrol` and `UserStore.change`, together with what they allow.
package protocol LinkStore: Sendable {
    /// Stores a link in the place of an earlier one for the same: one invitation for an e-mail and workspace, one reset for a user.
    ///
    /// - Parameter mostInvitations: of a workspace that live at a time.
    /// - Returns: false when there are too many, or when a first user is there already and the link is to make one.
    func issue(_ link: OneTimeLink, digest: SecretDigest, mostInvitations: Int, audit: AuditEvent) async throws(StoreError) -> Bool

    /// The link while it lives; `nil` when it is unknown, used, withdrawn or expired.
    func link(_ digest: SecretDigest, now: Timestamp) async throws(StoreError) -> OneTimeLink?

    /// Invitations that live, the newest first.
    func invitations(to workspace: WorkspaceID, now: Timestamp) async throws(StoreError) -> [OneTimeLink]

    /// False when the workspace has no such invitation.
    func withdraw(_ id: LinkID, of workspace: WorkspaceID, audit: AuditEvent) async throws(StoreError) -> Bool
}
