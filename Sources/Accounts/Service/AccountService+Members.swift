package import Backends
package import DocumentModel

extension AccountService: MemberService {
    package func members(
        of workspace: WorkspaceID, limit: Int, offset: Int, _ caller: Caller
    ) async throws(AccountError) -> Listing<Member> {
        try await require(.viewer, in: workspace, caller)
        return try await stored(try await store.members(of: workspace, limit: limit, offset: offset))
    }

    package func changeRole(
        of user: UserID, in workspace: WorkspaceID, to role: Role, _ caller: Caller
    ) async throws(AccountError) {
        let authority = try await require(.admin, in: workspace, caller)
        guard role <= authority else { throw .notPermitted("nobody gives a higher role than their own") }
        try await requireNotAbove(authority, user, workspace)
        try await change(user, workspace, to: role, action: .memberRoleChanged, details: ["role": role.rawValue], caller)
    }

    package func removeMember(_ user: UserID, from workspace: WorkspaceID, _ caller: Caller) async throws(AccountError) {
        if caller.user == user {
            _ = try caller.person()
            try await require(.viewer, in: workspace, caller)
        } else {
            try await requireNotAbove(try await require(.admin, in: workspace, caller), user, workspace)
        }
        try await change(user, workspace, to: nil, action: .memberRemoved, details: [:], caller)
    }

    private func requireNotAbove(_ authority: Role, _ user: UserID, _ workspace: WorkspaceID) async throws(AccountError) {
        let standing = try await stored(try await store.standing(of: user, in: workspace, session: nil))
        guard let role = standing?.role else { throw .notFound("member") }
        guard role <= authority else { throw .notPermitted("this member's role is higher than yours") }
    }

    private func change(
        _ user: UserID, _ workspace: WorkspaceID, to role: Role?, action: AuditAction, details: [String: String], _ caller: Caller
    ) async throws(AccountError) {
        let event = event(action, caller, workspace: workspace, target: user.rawValue, details: details)
        switch try await changed(try await store.change(member: user, of: workspace, to: role, audit: event)) {
        case .changed: return
        case .noSuchMember: throw .notFound("member")
        case .lastOwner: throw .conflict("the workspace would be left without an owner")
        }
    }

    package func invite(
        _ email: String, to workspace: WorkspaceID, as role: Role, _ caller: Caller
    ) async throws(AccountError) -> IssuedLink {
        let authority = try await require(.admin, in: workspace, caller)
        guard role <= authority else { throw .notPermitted("nobody gives a higher role than their own") }
        let invitation = Invitation(workspace: workspace, email: try EmailAddress.normalized(email), role: role)
        let event = event(
            .memberInvited, caller, workspace: workspace, details: ["email": invitation.email, "role": role.rawValue])
        let issued = try await issue(
            .invitation(invitation), by: caller.user, lifeSeconds: limits.invitationSeconds, audit: event)
        guard let issued else { throw .conflict("the workspace has as many open invitations as it may have") }
        return issued
    }

    package func invitations(to workspace: WorkspaceID, _ caller: Caller) async throws(AccountError) -> [OneTimeLink] {
        try await require(.admin, in: workspace, caller)
        return try await stored(try await store.invitations(to: workspace, now: clock.now()))
    }

    package func withdrawInvitation(_ id: LinkID, from workspace: WorkspaceID, _ caller: Caller) async throws(AccountError) {
        try await require(.admin, in: workspace, caller)
        let event = event(.invitationWithdrawn, caller, workspace: workspace, target: id.rawValue)
        guard try await stored(try await store.withdraw(id, of: workspace, audit: event)) else { throw .notFound("invitation") }
    }
}
