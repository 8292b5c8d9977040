package import DocumentModel

/// What administrators of the installation do, over the network or on the command line.
package protocol UserAdministration: Sendable {
    func users(_ query: UserQuery, _ caller: Caller) async throws(AccountError) -> Listing<User>

    /// With sessions ended and keys without effect while it lasts.
    func setDisabled(_ isDisabled: Bool, _ user: UserID, _ caller: Caller) async throws(AccountError) -> User

    func setPlatformAdmin(_ isAdmin: Bool, _ user: UserID, _ caller: Caller) async throws(AccountError) -> User

    /// A link with which the user sets a new password.
    func issuePasswordLink(for user: UserID, _ caller: Caller) async throws(AccountError) -> IssuedLink

    /// Keys of all workspaces.
    func allKeys(limit: Int, offset: Int, _ caller: Caller) async throws(AccountError) -> Listing<APIKey>

    /// A key of any workspace.
    func revokeAnyKey(_ id: APIKeyID, _ caller: Caller) async throws(AccountError)

    func allWorkspaces(limit: Int, offset: Int, _ caller: Caller) async throws(AccountError) -> Listing<Workspace>
}

/// The audit log, for administrators of the installation.
package protocol AuditService: Sendable {
    func auditEntries(_ query: AuditQuery, _ caller: Caller) async throws(AccountError) -> Listing<AuditEntry>

    /// Entries behind a number, the oldest first. Beginning at 0 is an export and is itself written to the log.
    func exportAudit(after sequence: Int64, limit: Int, _ caller: Caller) async throws(AccountError) -> [AuditEntry]

    func verifyAudit(_ caller: Caller) async throws(AccountError) -> AuditVerification
}

/// What administrators do with the data as a whole: it hands out every secret, or cannot be taken back.
package protocol Safeguard: Sendable {
    /// Checks that the caller may and writes the act to the audit log, before it is done.
    ///
    /// - Parameter password: the caller's own, once more; a token that somebody has stolen is not enough then. `nil` where the token is.
    func permit(_ action: AuditAction, on target: String, password: String?, _ caller: Caller) async throws(AccountError)
}

/// All of the account service.
package typealias AccountServices = SignInService & PasswordService & WorkspaceService & MemberService & KeyService & UserAdministration
    & AuditService & Safeguard
