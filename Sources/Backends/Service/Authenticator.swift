package import DocumentModel

/// Tells who sends a request.
package protocol Authenticator: Sendable {
    /// The caller, with the role of the membership row as it is now: never what a token says it may do.
    ///
    /// - Parameter workspace: the one asked for; `nil` for the credential's own.
    func principal(
        for credential: PresentedCredential, workspace: WorkspaceID?, address: String
    ) async throws(AuthenticationError) -> Principal
}

/// What a request shows for itself. Never logged.
package enum PresentedCredential: Hashable, Sendable {
    case bearer(String)
    case apiKey(String)
}

/// Why a request is nobody's.
package enum AuthenticationError: Error, Hashable, Sendable {
    /// Nothing, or something that is no credential of ours, or a revoked one.
    case invalid(String)
    case expired
    /// Known, but not a member of the workspace that was asked for, or disabled.
    case forbidden(String)
    case unavailable(String)
}
