package import DocumentModel

/// What administrators of the installation do, over the network or on the command line.
package protocol UserAdministration: Sendable {
    func users(_ query: UserQuery, _ caller: Caller) async throws(AccountError) -> Listing<User>

    /// With sessions ended and keys without effect while it lasts.
    func setDisabled(_ isDisabled: Bool, _ user: UserID, _ caller: Caller) async throws(AccountError) -> User

    func setPlatformAdmin(_ isAdmin: Bool, _ user: UserID, _ caller: Caller) async throws(AccountError) -> User

    /// A link with which the user sets a new password.
    func issuePasswordLink(for user: UserID, _ caller: Caller) async throws(AccountError) -> IssuedLink

    func auditEntries(_ query: AuditQuery, _ caller: Caller) async throws(AccountError) -> Listing<AuditEntry>

    /// Entries behind a number, the oldest first. Beginning at 0 is an export and is itself written to the log.
    func exportAudit(after sequence: Int64, limit: Int, _ caller: Caller) async throws(AccountError) -> [AuditEntry]

    func verifyAudit(_ caller: Caller) async throws(AccountError) -> AuditVerification
}

/// All of the account service.
package typealias AccountServices = SignInService & PasswordService & WorkspaceService & MemberService & KeyService & UserAdministration
