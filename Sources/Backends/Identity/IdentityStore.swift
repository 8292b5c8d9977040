/// All that is stored about people, their rights and what they did; one database holds it, so that a change and its entry in the audit log
/// are stored together or not at all.
package typealias IdentityStore = UserStore & WorkspaceStore & LinkStore & SessionStore & KeyStore & AuditLog

/// SHA-256 of a secret that a client shows: what is stored in the secret's place. 64 hexadecimal digits.
///
/// A plain hash is enough because the secrets have 256 random bits; passwords are hashed otherwise.
package struct SecretDigest: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}
