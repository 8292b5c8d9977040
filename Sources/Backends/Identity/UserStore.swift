package import DocumentModel

/// People who sign in. Users belong to the installation and not to a workspace: only the account service asks, never a tenant's route.
package protocol UserStore: Sendable {
    /// `nil` when there is none.
    func account(_ id: UserID) async throws(StoreError) -> Account?

    /// - Parameter email: in lower case.
    func account(email: String) async throws(StoreError) -> Account?

    func account(identity: ExternalIdentity) async throws(StoreError) -> Account?

    /// By e-mail, ascending.
    func users(_ query: UserQuery) async throws(StoreError) -> Listing<User>

    /// Makes a user, a workspace, a membership and an outside identity: those that the enrolment has, all or none.
    func enrol(_ enrolment: Enrolment, audit: [AuditEvent]) async throws(StoreError) -> EnrolmentOutcome

    /// Throws `conflict` when an identity in it leads to somebody already, or the user has another of the same issuer.
    /// - Parameter link: a link that is used up by it, and must be one for this.
    func change(_ id: UserID, _ change: UserChange, using link: SecretDigest?, audit: AuditEvent) async throws(StoreError) -> UserChangeOutcome
}

/// A user with what proves who they are. Never leaves the account service.
package struct Account: Hashable, Sendable {
    package var user: User
    /// As a PHC string; `nil` for those who sign in elsewhere.
    package var passwordHash: String?
    /// Counts the times that all tokens were revoked; an access token carries the number it was made under.
    package var tokenGeneration: Int
    /// Tokens of an outside identity provider from before are not accepted.
    package var tokensValidFrom: Timestamp

    package init(
        user: User, passwordHash: String?, tokenGeneration: Int = 0, tokensValidFrom: Timestamp = Timestamp(milliseconds: 0)
    ) {
        self.user = user
        self.passwordHash = passwordHash
        self.tokenGeneration = tokenGeneration
        self.tokensValidFrom = tokensValidFrom
    }
}

/// Who somebody is to an outside identity provider.
package struct ExternalIdentity: Hashable, Sendable {
    package var issuer: String
    package var subject: String

    package init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}

/// Which users to list.
package struct UserQuery: Hashable, Sendable {
    /// Part of the e-mail or the name; `nil` for all.
    package var words: String?
    package var isPlatformAdmin: Bool?
    package var limit = 50
    package var offset = 0

    package init() {}
}

/// What is made together.
package struct Enrolment: Hashable, Sendable {
    /// Used up by it; must live.
    package var link: SecretDigest?
    package var account: Account?
    /// Of the new account.
    package var identity: ExternalIdentity?
    package var workspace: Workspace?
    package var membership: Membership?
    /// How many workspaces the user may own, the new one counted; `nil` for any number.
    package var mostOwnedWorkspaces: Int?
    package var at: Timestamp

    package init(at: Timestamp) {
        self.at = at
    }
}

/// What came of an enrolment; nothing was made unless it is `enrolled`.
package enum EnrolmentOutcome: Hashable, Sendable {
    case enrolled
    /// Unknown, used, withdrawn or expired.
    case linkIsDead
    case emailIsTaken
    case alreadyMember
    case noSuchWorkspace
    case tooManyWorkspaces
}

/// What to change; `nil` leaves a field as it is.
package struct UserChange: Hashable, Sendable {
    package var displayName: String?
    package var password: PasswordChange?
    package var isDisabled: Bool?
    package var isPlatformAdmin: Bool?
    /// Another way to be recognised.
    package var identity: ExternalIdentity?
    /// Whether all sessions end; access tokens of before become worthless.
    package var endsSessions = false
    /// Whether tokens of an outside identity provider from before become worthless too.
    package var refusesEarlierOutsideTokens = false
    /// Whether all API keys of the user are removed.
    package var removesKeys = false
    package var at: Timestamp

    package init(at: Timestamp) {
        self.at = at
    }
}

/// What becomes of a password.
package enum PasswordChange: Hashable, Sendable {
    case set(hash: String)
    /// The same password under other costs, only when the hash is still the old one.
    case rehashed(from: String, to: String)
    case removed
}

/// What came of changing a user.
package enum UserChangeOutcome: Hashable, Sendable {
    case changed(User)
    case noSuchUser
    /// The installation would be left without an administrator.
    case lastAdministrator
    case linkIsDead
}
