package import DocumentModel

/// Workspaces and who works in them.
package protocol WorkspaceStore: Sendable {
    /// `nil` when there is none.
    func workspace(_ id: WorkspaceID) async throws(StoreError) -> Workspace?

    /// Those of the user, the oldest membership first.
    func workspaces(of user: UserID) async throws(StoreError) -> [JoinedWorkspace]

    /// All of the installation, by name.
    func workspaces(limit: Int, offset: Int) async throws(StoreError) -> Listing<Workspace>

    /// The changed workspace; `nil` when there is none.
    func change(_ id: WorkspaceID, _ change: WorkspaceChange, audit: AuditEvent) async throws(StoreError) -> Workspace?

    /// Removes the workspace with memberships, keys and invitations; never one that still has documents or images.
    func remove(_ id: WorkspaceID, audit: AuditEvent) async throws(StoreError) -> WorkspaceRemoval

    /// The highest role first, then by e-mail.
    func members(of workspace: WorkspaceID, limit: Int, offset: Int) async throws(StoreError) -> Listing<Member>

    /// Gives a member another role, or removes them with their API keys when `role` is `nil`.
    func change(
        member: UserID, of workspace: WorkspaceID, to role: Role?, audit: AuditEvent
    ) async throws(StoreError) -> MembershipOutcome

    /// What the user is and may do in the workspace now, from one moment; `nil` when there is no such user.
    func standing(of user: UserID, in workspace: WorkspaceID, session: SessionID?) async throws(StoreError) -> Standing?
}

/// What to change; `nil` leaves a field as it is.
package struct WorkspaceChange: Hashable, Sendable {
    package var name: String?
    package var quota: WorkspaceQuota?

    package init(name: String? = nil, quota: WorkspaceQuota? = nil) {
        self.name = name
        self.quota = quota
    }
}

/// What came of removing a workspace.
package enum WorkspaceRemoval: Hashable, Sendable {
    case removed
    case noSuchWorkspace
    case hasContents
}

/// What came of changing a member.
package enum MembershipOutcome: Hashable, Sendable {
    case changed(from: Role)
    case noSuchMember
    /// The workspace would be left without an owner.
    case lastOwner
}

/// A user as the rows say at one moment.
package struct Standing: Hashable, Sendable {
    package var user: User
    package var tokenGeneration: Int
    package var tokensValidFrom: Timestamp
    /// `nil` when the user is no member.
    package var role: Role?
    /// Whether the session that was asked about is open and the user's own; true when none was asked about.
    package var isSessionOpen: Bool

    package init(user: User, tokenGeneration: Int, tokensValidFrom: Timestamp, role: Role?, isSessionOpen: Bool) {
        self.user = user
        self.tokenGeneration = tokenGeneration
        self.tokensValidFrom = tokensValidFrom
        self.role = role
        self.isSessionOpen = isSessionOpen
    }
}
