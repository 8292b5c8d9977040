package import DocumentModel

/// Who may send a request to a route.
package enum Access: Hashable, Sendable {
    /// Everybody.
    case open
    /// Everybody, unless the setting that opens extraction is off; then whoever may read PDFs.
    case openExtraction
    /// Whoever has signed in.
    case signedIn
    /// Whoever has the permission in the workspace of the request.
    case permission(Permission)
    /// Administrators of the installation.
    case administrator
}

/// What kind of work a route is; each has its own allowance per caller.
package enum RateClass: String, Hashable, Sendable, CaseIterable {
    case upload, extract, search, read, write, admin
    case signIn = "sign_in"
    /// Never limited: health checks and metrics, which would otherwise fail when they matter.
    case unlimited
}
