import Backends
import DocumentModel

extension Role: APIChoice {}
extension Permission: APIChoice {}

struct BootstrapBody: APIMessage {
    var token: String
    var email: String
    var password: String
    var displayName: String?
    var workspaceName: String

    static let rules: [String: FieldRules] = [
        "token": .link, "email": .email, "password": .newPassword, "display_name": .name,
        "workspace_name": .count(1...100, default: "My workspace", "Of the first workspace."),
    ]
}

struct LoginBody: APIMessage {
    var email: String
    var password: String
    var workspaceId: WorkspaceID?

    static let rules: [String: FieldRules] = [
        "email": .count(1...254), "password": .password, "workspace_id": .note("The one to work in; the oldest membership when absent."),
    ]
}

struct RefreshBody: APIMessage {
    var refreshToken: String

    static let rules: [String: FieldRules] = ["refresh_token": .secret("kar", "Each works once.")]
}

struct LogoutBody: APIMessage {
    var refreshToken: String?

    static let rules: [String: FieldRules] = [
        "refresh_token": .secret("kar", "Of the session to end; that of the access token when absent.")
    ]
}

struct PasswordBody: APIMessage {
    var currentPassword: String
    var newPassword: String

    static let rules: [String: FieldRules] = ["current_password": .password, "new_password": .newPassword]
}

struct PasswordResetBody: APIMessage {
    var token: String
    var newPassword: String

    static let rules: [String: FieldRules] = ["token": .link, "new_password": .newPassword]
}

struct AcceptInvitationBody: APIMessage {
    var token: String
    var password: String
    var displayName: String?

    static let rules: [String: FieldRules] = [
        "token": .link, "password": .count(1...1024, "Of your account; the one you want when you have none: 12 to 128 characters."),
        "display_name": .name,
    ]
}

struct SwitchBody: APIMessage {
    var workspaceId: WorkspaceID
}

extension FieldRules {
    static let link = FieldRules.secret("kal", "What stands behind the # of the link.")

    /// A secret of 256 bits in Crockford's base 32 behind its kind.
    static func secret(_ kind: String, _ summary: String) -> FieldRules {
        FieldRules(minimumCount: 1, maximumCount: 200, summary: summary, pattern: "^\(kind)_[0-9a-hjkmnp-tv-z]{52}$")
    }

    static let email = FieldRules(minimumCount: 3, maximumCount: 254, pattern: "^[!-?A-~]{1,64}@[!-?A-~]+$")
    static let name = FieldRules.count(1...100)
    static let password = FieldRules.count(1...1024)
    static let newPassword = FieldRules.count(12...128, "12 to 128 characters; not the e-mail, not one common word.")
}

/// The tokens of somebody who signed in, and who they are.
struct TokenReply: APIMessage {
    var accessToken: String
    var tokenType: String
    /// Seconds.
    var expiresIn: Int
    var refreshToken: String?
    var refreshExpiresIn: Int?
    var user: UserLine
    var workspace: WorkspaceLine
    var permissions: [Permission]
    var workspaces: [WorkspaceLine]

    init(_ signedIn: SignedIn) {
        let profile = ProfileReply(signedIn.profile)
        accessToken = signedIn.accessToken
        tokenType = "Bearer"
        expiresIn = signedIn.accessSeconds
        refreshToken = signedIn.refreshToken
        refreshExpiresIn = signedIn.refreshSeconds
        user = profile.user
        workspace = profile.workspace
        permissions = profile.permissions
        workspaces = profile.workspaces
    }
}

struct ProfileReply: APIMessage {
    var user: UserLine
    var workspace: WorkspaceLine
    var permissions: [Permission]
    var workspaces: [WorkspaceLine]

    init(_ profile: Profile) {
        user = UserLine(profile.user)
        workspace = WorkspaceLine(JoinedWorkspace(workspace: profile.workspace, role: profile.role))
        permissions = profile.permissions.sorted { $0.rawValue < $1.rawValue }
        workspaces = profile.workspaces.map(WorkspaceLine.init)
    }
}

struct UserLine: APIMessage {
    var userId: UserID
    var email: String
    var displayName: String
    var isAdmin: Bool
    var isDisabled: Bool
    var createdAt: String

    init(_ user: User) {
        userId = user.id
        email = user.email
        displayName = user.displayName
        isAdmin = user.isPlatformAdmin
        isDisabled = user.isDisabled
        createdAt = user.createdAt.iso8601
    }
}
