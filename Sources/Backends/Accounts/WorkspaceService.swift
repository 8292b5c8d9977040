package import DocumentModel

/// Workspaces, as their members see and change them. A workspace that the caller is no member of is not there for them.
package protocol WorkspaceService: Sendable {
    func workspaces(_ caller: Caller) async throws(AccountError) -> [JoinedWorkspace]

    func workspace(_ id: WorkspaceID, _ caller: Caller) async throws(AccountError) -> JoinedWorkspace

    /// A new workspace with the caller as its owner.
    func createWorkspace(named name: String, _ caller: Caller) async throws(AccountError) -> JoinedWorkspace

    /// The quota is the administrators' of the installation to set.
    func changeWorkspace(_ id: WorkspaceID, _ change: WorkspaceChange, _ caller: Caller) async throws(AccountError) -> Workspace

    /// Owners may, once no document and no image is in it.
    func removeWorkspace(_ id: WorkspaceID, _ caller: Caller) async throws(AccountError)
}

/// Who works in a workspace.
package protocol MemberService: Sendable {
    func members(of workspace: WorkspaceID, limit: Int, offset: Int, _ caller: Caller) async throws(AccountError) -> Listing<Member>

    func changeRole(of user: UserID, in workspace: WorkspaceID, to role: Role, _ caller: Caller) async throws(AccountError)

    /// Takes a member out, or lets the caller leave.
    func removeMember(_ user: UserID, from workspace: WorkspaceID, _ caller: Caller) async throws(AccountError)

    func invite(_ email: String, to workspace: WorkspaceID, as role: Role, _ caller: Caller) async throws(AccountError) -> IssuedLink

    /// Those that can still be accepted.
    func invitations(to workspace: WorkspaceID, _ caller: Caller) async throws(AccountError) -> [OneTimeLink]

    func withdrawInvitation(_ id: LinkID, from workspace: WorkspaceID, _ caller: Caller) async throws(AccountError)
}

/// A link with its secret, which is known at this moment only.
package struct IssuedLink: Sendable {
    package var link: OneTimeLink
    package var token: String

    package init(link: OneTimeLink, token: String) {
        self.link = link
        self.token = token
    }
}
