package import Backends
package import DocumentModel

extension AccountService: WorkspaceService {
    package func workspaces(_ caller: Caller) async throws(AccountError) -> [JoinedWorkspace] {
        guard let user = caller.user else { throw .notPermitted("the command line is a member of nothing") }
        let joined = try await stored(try await store.workspaces(of: user))
        guard case .principal(let principal, _) = caller, principal.credential != .accessToken else { return joined }
        // A key is for one workspace and knows of no other.
        return joined.filter { $0.workspace.id == principal.workspace }
    }

    package func workspace(_ id: WorkspaceID, _ caller: Caller) async throws(AccountError) -> JoinedWorkspace {
        let role = try await authority(of: caller, in: id)
        guard let workspace = try await stored(try await store.workspace(id)) else { throw .notFound("workspace") }
        return JoinedWorkspace(workspace: workspace, role: role)
    }

    package func createWorkspace(named name: String, _ caller: Caller) async throws(AccountError) -> JoinedWorkspace {
        let principal = try caller.person()
        let now = clock.now()
        let workspace = Workspace(id: identifiers.next("ws"), name: try DisplayName.checked(name, field: "name"), createdAt: now)
        var enrolment = Enrolment(at: now)
        enrolment.workspace = workspace
        enrolment.membership = Membership(user: principal.user, workspace: workspace.id, role: .owner, joinedAt: now)
        enrolment.mostOwnedWorkspaces = caller.isAdministrator ? nil : limits.ownedWorkspacesPerUser
        try await enrol(enrolment, audit: [event(.workspaceCreated, caller, workspace: workspace.id, target: workspace.id.rawValue)])
        return JoinedWorkspace(workspace: workspace, role: .owner)
    }

    package func changeWorkspace(
        _ id: WorkspaceID, _ change: WorkspaceChange, _ caller: Caller
    ) async throws(AccountError) -> Workspace {
        try await require(.admin, in: id, caller)
        var change = change
        if let name = change.name { change.name = try DisplayName.checked(name, field: "name") }
        if change.quota != nil { try caller.requireAdministrator() }
        let changes = [change.name.map { _ in "name" }, change.quota.map { _ in "quota" }].compactMap(\.self).joined(separator: ", ")
        let event = event(.workspaceChanged, caller, workspace: id, target: id.rawValue, details: ["changed": changes])
        guard let workspace = try await stored(try await store.change(id, change, audit: event)) else { throw .notFound("workspace") }
        return workspace
    }

    package func removeWorkspace(_ id: WorkspaceID, _ caller: Caller) async throws(AccountError) {
        try await require(.owner, in: id, caller)
        let event = event(.workspaceRemoved, caller, workspace: id, target: id.rawValue)
        switch try await changed(try await store.remove(id, audit: event)) {
        case .removed: return
        case .noSuchWorkspace: throw .notFound("workspace")
        case .hasContents: throw .conflict("the workspace still has documents or images; delete them first")
        }
    }

    /// What the caller may do in a workspace. Administrators of the installation may do what its owners may.
    ///
    /// - Throws: `.notFound` when they have no part in it: others need not know that it is there.
    func authority(of caller: Caller, in id: WorkspaceID) async throws(AccountError) -> Role {
        if caller.isAdministrator {
            guard try await stored(try await store.workspace(id)) != nil else { throw .notFound("workspace") }
            return .owner
        }
        guard case .principal(let principal, _) = caller else { throw .notFound("workspace") }
        let isKey = principal.credential != .accessToken
        guard !isKey || principal.workspace == id else { throw .notFound("workspace") }
        let standing = try await stored(try await store.standing(of: principal.user, in: id, session: nil))
        guard let role = standing?.role else { throw .notFound("workspace") }
        // What a key was not given, its owner's role does not give it.
        return isKey && !principal.permissions.contains(.manageWorkspace) ? .viewer : role
    }

    @discardableResult
    func require(_ role: Role, in id: WorkspaceID, _ caller: Caller) async throws(AccountError) -> Role {
        let authority = try await authority(of: caller, in: id)
        guard authority >= role else { throw .notPermitted("this needs the role \(role.rawValue) in the workspace") }
        return authority
    }
}
