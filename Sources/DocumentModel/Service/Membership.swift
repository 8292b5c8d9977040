/// A user's place in a workspace.
package struct Membership: Hashable, Sendable, Codable {
    package var user: UserID
    package var workspace: WorkspaceID
    package var role: Role
    package var joinedAt: Timestamp

    package init(user: UserID, workspace: WorkspaceID, role: Role, joinedAt: Timestamp) {
        self.user = user
        self.workspace = workspace
        self.role = role
        self.joinedAt = joinedAt
    }
}

/// A member as the others see them.
package struct Member: Hashable, Sendable {
    package var user: User
    package var role: Role
    package var joinedAt: Timestamp

    package init(user: User, role: Role, joinedAt: Timestamp) {
        self.user = user
        self.role = role
        self.joinedAt = joinedAt
    }
}

/// A workspace as one of its members sees it.
package struct JoinedWorkspace: Hashable, Sendable {
    package var workspace: Workspace
    package var role: Role

    package init(workspace: Workspace, role: Role) {
        self.workspace = workspace
        self.role = role
    }
}
