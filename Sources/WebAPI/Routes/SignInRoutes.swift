package import Backends
import DocumentModel
import HTTPTypes

/// Signing in and out, passwords and the links that set them.
package struct SignInRoutes: Sendable {
    private let accounts: any SignInService & PasswordService

    package init(accounts: any SignInService & PasswordService) {
        self.accounts = accounts
    }

    package var routes: [Route] {
        [bootstrap, login, refresh, acceptInvitation, resetPassword, logout, logoutAll, changePassword, switchWorkspace, me]
    }

    private func route(_ path: String, _ name: String, _ summary: String, _ access: Access, rate: RateClass = .signIn) -> Route {
        Route(.post, "/api/v1/auth/\(path)", name, summary, in: .accounts, access: access, rate: rate)
    }

    private var bootstrap: Route {
        route("bootstrap", "auth_bootstrap", "The first user, made with the link that the service printed at its first start", .open)
            .body(BootstrapBody.self).failing(.linkIsDead, .busy)
            .answering(secret: TokenReply.self) { call in
                let body = try await call.body(BootstrapBody.self)
                let newcomer = Newcomer(email: body.email, password: body.password, displayName: body.displayName)
                return TokenReply(
                    try await accounts.bootstrap(body.token, newcomer, workspaceName: body.workspaceName, address: call.address))
            }
    }

    private var login: Route {
        route("login", "auth_login", "Signed in", .open).body(LoginBody.self).failing(.invalidCredentials, .forbidden, .busy)
            .answering(secret: TokenReply.self) { call in
                let body = try await call.body(LoginBody.self)
                let credentials = SignInCredentials(email: body.email, password: body.password)
                return TokenReply(try await accounts.signIn(credentials, workspace: body.workspaceId, address: call.address))
            }
    }

    /// Clients of many users behind one address renew their tokens: more often than people type passwords.
    private var refresh: Route {
        route("refresh", "auth_refresh", "New tokens for a refresh token, which is used up by it", .open, rate: .write)
            .body(RefreshBody.self).failing(.invalidCredentials, .forbidden)
            .answering(secret: TokenReply.self) { call in
                TokenReply(try await accounts.refresh(try await call.body(RefreshBody.self).refreshToken, address: call.address))
            }
    }

    private var acceptInvitation: Route {
        route("accept-invitation", "auth_accept_invitation", "A member by invitation, signed in", .open).body(AcceptInvitationBody.self)
            .failing(.linkIsDead, .invalidCredentials, .forbidden, .conflict, .notFound, .busy)
            .answering(secret: TokenReply.self) { call in
                let body = try await call.body(AcceptInvitationBody.self)
                return TokenReply(
                    try await accounts.acceptInvitation(
                        body.token, password: body.password, displayName: body.displayName, address: call.address))
            }
    }

    private var resetPassword: Route {
        route("reset-password", "auth_reset_password", "A new password, set with a link; signed in", .open).body(PasswordResetBody.self)
            .failing(.linkIsDead, .forbidden, .busy)
            .answering(secret: TokenReply.self) { call in
                let body = try await call.body(PasswordResetBody.self)
                return TokenReply(try await accounts.resetPassword(body.token, to: body.newPassword, address: call.address))
            }
    }

    private var logout: Route {
        route("logout", "auth_logout", "Ends this session", .signedIn, rate: .write).body(LogoutBody.self, isOptional: true)
            .failing(.conflict)
            .answering(bare: Acknowledgement.self) { call in
                try await accounts.signOut(try call.accountCaller(), refreshToken: try await call.body(LogoutBody.self).refreshToken)
                return Acknowledgement(message: "Signed out.")
            }
    }

    private var logoutAll: Route {
        route("logout-all", "auth_logout_all", "Ends all sessions; access tokens stop working at once", .signedIn, rate: .write)
            .answering(bare: Acknowledgement.self) { call in
                try await accounts.signOutEverywhere(try call.accountCaller())
                return Acknowledgement(message: "Signed out everywhere.")
            }
    }

    private var changePassword: Route {
        route("password", "auth_change_password", "A new password; all other sessions have ended", .signedIn).body(PasswordBody.self)
            .failing(.conflict, .notFound, .busy)
            .answering(secret: TokenReply.self) { call in
                let body = try await call.body(PasswordBody.self)
                return TokenReply(
                    try await accounts.changePassword(from: body.currentPassword, to: body.newPassword, try call.accountCaller()))
            }
    }

    private var switchWorkspace: Route {
        route("switch", "auth_switch", "An access token for another workspace", .signedIn, rate: .write).body(SwitchBody.self)
            .failing(.conflict)
            .answering(secret: TokenReply.self) { call in
                TokenReply(
                    try await accounts.switchWorkspace(to: try await call.body(SwitchBody.self).workspaceId, try call.accountCaller()))
            }
    }

    private var me: Route {
        Route(.get, "/api/v1/auth/me", "auth_me", "Who you are and what you may do", in: .accounts, access: .signedIn).failing(.notFound)
            .answering(ProfileReply.self) { call in ProfileReply(try await accounts.profile(try call.accountCaller())) }
    }
}

extension Call {
    /// Who sends the request, for the account service.
    func accountCaller() throws(APIError) -> Caller {
        .principal(try caller(), address: address)
    }
}
