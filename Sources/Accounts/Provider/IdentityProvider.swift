package import DocumentModel

/// An outside service (OpenID Connect) whose access tokens are accepted beside our own.
package struct IdentityProvider: Sendable {
    /// What happens to somebody whom the provider knows and the installation does not.
    package enum Provisioning: Hashable, Sendable {
        /// They come in only when a user has their e-mail, which the provider must have verified.
        case existingUsers
        /// They become a user and a member of the workspace that the token names, or of the one given here.
        case everybody(role: Role, workspace: WorkspaceID?)
    }

    package var issuer: String
    package var audience: String
    /// The claim that names the workspace; a token without it is for the user's oldest membership.
    package var workspaceClaim = "workspace_id"
    package var provisioning = Provisioning.existingUsers
    /// The provider's key set (RFC 7517) as JSON. Called rarely; should give up after some seconds.
    package var fetchKeys: @Sendable () async throws -> [UInt8]

    package init(issuer: String, audience: String, fetchKeys: @escaping @Sendable () async throws -> [UInt8]) {
        self.issuer = issuer
        self.audience = audience
        self.fetchKeys = fetchKeys
    }
}
