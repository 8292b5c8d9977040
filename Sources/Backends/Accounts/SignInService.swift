package import DocumentModel

/// Signing in and out.
package protocol SignInService: Sendable {
    /// - Parameter workspace: `nil` for the oldest membership.
    func signIn(_ credentials: SignInCredentials, workspace: WorkspaceID?, address: String) async throws(AccountError) -> SignedIn

    /// New tokens for a refresh token, which is used up by it.
    func refresh(_ refreshToken: String, address: String) async throws(AccountError) -> SignedIn

    /// Ends the session of the access token, or the one of the refresh token.
    func signOut(_ caller: Caller, refreshToken: String?) async throws(AccountError)

    /// Ends all sessions of the caller; access tokens stop working at once, also those that have time left.
    func signOutEverywhere(_ caller: Caller) async throws(AccountError)

    /// An access token for another workspace of the caller; the session goes on there. The answer has no refresh token.
    func switchWorkspace(to workspace: WorkspaceID, _ caller: Caller) async throws(AccountError) -> SignedIn

    /// Who the caller is.
    func profile(_ caller: Caller) async throws(AccountError) -> Profile
}

/// Passwords and the links that set them.
package protocol PasswordService: Sendable {
    /// Makes the first user out of the link that the service printed at its first start.
    func bootstrap(_ token: String, _ newcomer: Newcomer, workspaceName: String, address: String) async throws(AccountError) -> SignedIn

    /// Becomes a member. Somebody who has an account gives its password; somebody new chooses one.
    func acceptInvitation(
        _ token: String, password: String, displayName: String?, address: String
    ) async throws(AccountError) -> SignedIn

    /// Ends all sessions and begins a new one.
    func changePassword(from current: String, to new: String, _ caller: Caller) async throws(AccountError) -> SignedIn

    func resetPassword(_ token: String, to new: String, address: String) async throws(AccountError) -> SignedIn
}

/// What somebody types to sign in. Never logged.
package struct SignInCredentials: Sendable {
    package var email: String
    package var password: String

    package init(email: String, password: String) {
        self.email = email
        self.password = password
    }
}

/// Somebody who gets an account.
package struct Newcomer: Sendable {
    package var email: String
    package var password: String
    /// `nil` for the part of the e-mail before the "@".
    package var displayName: String?

    package init(email: String, password: String, displayName: String?) {
        self.email = email
        self.password = password
        self.displayName = displayName
    }
}

/// The tokens of somebody who has signed in.
package struct SignedIn: Sendable {
    package var accessToken: String
    package var accessSeconds: Int
    /// `nil` when the client's present one stays good.
    package var refreshToken: String?
    package var refreshSeconds: Int?
    package var profile: Profile

    package init(accessToken: String, accessSeconds: Int, refreshToken: String?, refreshSeconds: Int?, profile: Profile) {
        self.accessToken = accessToken
        self.accessSeconds = accessSeconds
        self.refreshToken = refreshToken
        self.refreshSeconds = refreshSeconds
        self.profile = profile
    }
}

/// Who somebody is, in one workspace.
package struct Profile: Hashable, Sendable {
    package var user: User
    package var workspace: Workspace
    package var role: Role
    package var permissions: Set<Permission>
    /// All memberships, the oldest first.
    package var workspaces: [JoinedWorkspace]

    package init(user: User, workspace: Workspace, role: Role, permissions: Set<Permission>, workspaces: [JoinedWorkspace]) {
        self.user = user
        self.workspace = workspace
        self.role = role
        self.permissions = permissions
        self.workspaces = workspaces
    }
}
