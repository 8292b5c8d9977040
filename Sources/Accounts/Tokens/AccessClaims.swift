import DocumentModel

/// What an access token of ours says. Role and permissions are there for clients; the service reads them from its own rows.
struct AccessClaims: Hashable, Codable {
    var subject: UserID
    var workspace: WorkspaceID
    var session: SessionID
    /// The user's token generation when it was made.
    var generation: Int
    var role: Role
    var permissions: [Permission]
    /// Seconds since 1970.
    var issuedAt: Int64
    var expiresAt: Int64
    var issuer: String
    var audience: String
    /// Unique.
    var identifier: String

    func isExpired(at now: Timestamp) -> Bool { now.milliseconds / 1000 >= expiresAt }

    enum CodingKeys: String, CodingKey {
        case subject = "sub"
        case workspace = "workspace_id"
        case session = "sid"
        case generation = "gen"
        case role
        case permissions
        case issuedAt = "iat"
        case expiresAt = "exp"
        case issuer = "iss"
        case audience = "aud"
        case identifier = "jti"
    }
}
