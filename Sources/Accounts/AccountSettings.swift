/// What an installation decides about its accounts.
package struct AccountSettings: Sendable {
    package var tokenSecrets: TokenSecrets
    /// Who access tokens say they are from.
    package var issuer = "material-kai-platform"
    /// Whom access tokens are for.
    package var audience = "mivaa-pdf-extractor"
    package var passwordCost = PasswordCost.recommended
    package var limits = AccountLimits()
    /// An outside service whose tokens are accepted too.
    package var identityProvider: IdentityProvider?

    package init(tokenSecrets: TokenSecrets) {
        self.tokenSecrets = tokenSecrets
    }
}

/// How long and how many.
package struct AccountLimits: Hashable, Sendable {
    /// Life of an access token. Short, because services that only verify signatures cannot see that it was revoked.
    package var accessTokenSeconds = 30.0 * 60
    /// Life of a refresh token; each use gives a new one.
    package var refreshTokenSeconds = 7.0 * 86_400
    /// Life of a session, however often it is renewed: without an end a stolen laptop stays signed in for ever.
    package var sessionSeconds = 90.0 * 86_400
    /// Sessions of one user; more are browsers that were forgotten.
    package var sessionsPerUser = 100
    package var invitationSeconds = 7.0 * 86_400
    /// Life of the link that makes the first user, and of links that set a password.
    package var passwordLinkSeconds = 86_400.0
    /// Invitations of a workspace that live at a time: without a limit its members fill the database.
    package var invitationsPerWorkspace = 500
    package var keysPerMember = 50
    package var keyLifetimeDays = 90
    package var longestKeyLifetimeDays = 3650
    /// Workspaces that one user may own, administrators aside: quotas are per workspace and would mean nothing.
    package var ownedWorkspacesPerUser = 10

    package init() {}
}

/// What is wrong with the settings of accounts.
package enum AccountSetupError: Error, Hashable, Sendable {
    case secretTooShort(bytes: Int, needed: Int)
    case unusableKey(String)
}

extension AccountSetupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .secretTooShort(let bytes, let needed): "the secret for tokens has \(bytes) bytes; it needs \(needed)"
        case .unusableKey(let reason): "the secret for tokens cannot be used: \(reason)"
        }
    }
}
