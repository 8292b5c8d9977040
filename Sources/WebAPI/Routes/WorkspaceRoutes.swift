package import Backends
import DocumentModel
import HTTPTypes

/// Workspaces, their members and invitations. What a role allows is decided by the account service, for the workspace in the path.
package struct WorkspaceRoutes: Sendable {
    private let accounts: any WorkspaceService & MemberService

    package init(accounts: any WorkspaceService & MemberService) {
        self.accounts = accounts
    }

    package var routes: [Route] {
        [list, create, one, update, removal, members, roleChange, memberRemoval, invitations, invite, withdrawal]
    }

    private func route(
        _ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String, rate: RateClass = .write
    ) -> Route {
        Route(method, "/api/v1/workspaces\(path)", name, summary, in: .accounts, access: .signedIn, rate: rate)
    }

    private var list: Route {
        route(.get, "", "list_workspaces", "Your workspaces", rate: .read)
            .answering(WorkspaceListing.self) { call in
                let joined = try await accounts.workspaces(try call.accountCaller())
                return WorkspaceListing(workspaces: joined.map(WorkspaceLine.init), totalCount: joined.count)
            }
    }

    private var create: Route {
        route(.post, "", "create_workspace", "A new workspace, yours").body(NewWorkspaceBody.self).failing(.conflict)
            .answering(WorkspaceLine.self, status: .created) { call in
                WorkspaceLine(
                    try await accounts.createWorkspace(named: try await call.body(NewWorkspaceBody.self).name, try call.accountCaller()))
            }
    }

    private var one: Route {
        route(.get, "/{workspace_id}", "get_workspace", "One workspace", rate: .read)
            .answering(WorkspaceLine.self) { call in
                WorkspaceLine(try await accounts.workspace(try call.identifier("workspace_id"), try call.accountCaller()))
            }
    }

    private var update: Route {
        route(.patch, "/{workspace_id}", "update_workspace", "Changes name or quota").body(WorkspaceUpdateBody.self)
            .answering(WorkspaceLine.self) { call in
                let body = try await call.body(WorkspaceUpdateBody.self)
                let change = WorkspaceChange(name: body.name, quota: body.quota?.quota)
                let id: WorkspaceID = try call.identifier("workspace_id")
                return WorkspaceLine(try await accounts.changeWorkspace(id, change, try call.accountCaller()), role: nil)
            }
    }

    private var removal: Route {
        route(.delete, "/{workspace_id}", "delete_workspace", "Removes a workspace without documents and images").failing(.conflict)
            .answering(bare: Acknowledgement.self) { call in
                try await accounts.removeWorkspace(try call.identifier("workspace_id"), try call.accountCaller())
                return Acknowledgement(message: "The workspace is removed.")
            }
    }

    private var members: Route {
        route(.get, "/{workspace_id}/members", "list_members", "Who works in the workspace", rate: .read).query(ListQuery.self)
            .answering(MemberListing.self) { call in
                let query = try call.query(ListQuery.self)
                let listing = try await accounts.members(
                    of: try call.identifier("workspace_id"), limit: query.limit, offset: query.offset, try call.accountCaller())
                return MemberListing(members: listing.items.map(MemberLine.init), totalCount: listing.totalCount)
            }
    }

    private var roleChange: Route {
        route(.patch, "/{workspace_id}/members/{user_id}", "change_role", "Gives a member another role").body(RoleBody.self)
            .failing(.conflict)
            .answering(bare: Acknowledgement.self) { call in
                let role = try await call.body(RoleBody.self).role
                try await accounts.changeRole(
                    of: try call.identifier("user_id"), in: try call.identifier("workspace_id"), to: role, try call.accountCaller())
                return Acknowledgement(message: "The member is \(role.rawValue) now.")
            }
    }

    private var memberRemoval: Route {
        route(.delete, "/{workspace_id}/members/{user_id}", "remove_member", "Takes a member out, or leaves").failing(.conflict)
            .answering(bare: Acknowledgement.self) { call in
                try await accounts.removeMember(
                    try call.identifier("user_id"), from: try call.identifier("workspace_id"), try call.accountCaller())
                return Acknowledgement(message: "The member is taken out.")
            }
    }

    private var invitations: Route {
        route(.get, "/{workspace_id}/invitations", "list_invitations", "Invitations that can still be accepted", rate: .read)
            .answering(InvitationListing.self) { call in
                let links = try await accounts.invitations(to: try call.identifier("workspace_id"), try call.accountCaller())
                return InvitationListing(invitations: links.compactMap { link in link.invitation.map { InvitationLine(link, $0) } })
            }
    }

    private var invite: Route {
        route(.post, "/{workspace_id}/invitations", "invite_member", "A link with which somebody becomes a member")
            .body(InvitationBody.self).failing(.conflict)
            .answering(secret: IssuedInvitation.self, status: .created) { call in
                let body = try await call.body(InvitationBody.self)
                let issued = try await accounts.invite(
                    body.email, to: try call.identifier("workspace_id"), as: body.role, try call.accountCaller())
                let invitation = Invitation(workspace: try call.identifier("workspace_id"), email: body.email.lowercased(), role: body.role)
                return IssuedInvitation(
                    invitation: InvitationLine(issued.link, issued.link.invitation ?? invitation), token: issued.token,
                    path: "/invitation#\(issued.token)")
            }
    }

    private var withdrawal: Route {
        route(.delete, "/{workspace_id}/invitations/{invitation_id}", "withdraw_invitation", "Makes an invitation worthless")
            .answering(bare: Acknowledgement.self) { call in
                try await accounts.withdrawInvitation(
                    try call.identifier("invitation_id"), from: try call.identifier("workspace_id"), try call.accountCaller())
                return Acknowledgement(message: "The invitation is withdrawn.")
            }
    }
}
