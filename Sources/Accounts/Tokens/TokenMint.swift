import Backends
import Crypto
import DocumentModel
import Foundation
import JWTKit

/// What access tokens are signed with.
package struct TokenSecrets: Sendable {
    /// A key shorter than the hash makes HS256 weaker than it looks (RFC 7518 section 3.2).
    package static let fewestBytes = 32

    let current: [UInt8]
    /// Tokens signed with it are still accepted, so that the secret can be changed while people are signed in.
    let previous: [UInt8]?

    package init(current: [UInt8], previous: [UInt8]? = nil) throws(AccountSetupError) {
        for secret in [current, previous ?? current] where secret.count < Self.fewestBytes {
            throw .secretTooShort(bytes: secret.count, needed: Self.fewestBytes)
        }
        self.current = current
        self.previous = previous
    }
}

/// Makes and reads our own access tokens (HS256).
///
/// The key decides the algorithm and never the token: what says "none", RS256 or anything else in its header is no token of ours.
struct TokenMint: Sendable {
    private static let algorithm = "HS256"
    /// Clocks of two machines of one installation may differ by this much.
    private static let clockSkewSeconds: Int64 = 30

    private let issuer: String
    private let audience: String
    private let currentName: String
    private let keys: [String: any JWTAlgorithm]

    init(_ secrets: TokenSecrets, issuer: String, audience: String) async throws(AccountSetupError) {
        self.issuer = issuer
        self.audience = audience
        currentName = Self.name(of: secrets.current)
        var keys: [String: any JWTAlgorithm] = [:]
        for secret in [secrets.previous, secrets.current].compactMap(\.self) {
            keys[Self.name(of: secret)] = try await Self.key(secret)
        }
        self.keys = keys
    }

    /// - Returns: a token with the issuer, audience and unique name that claims of ours have.
    func token(_ standing: AccessGrant, identifier: String, now: Timestamp, lifetimeSeconds: Double) throws -> String {
        guard let key = keys[currentName] else { preconditionFailure("the mint has its current key") }
        let issuedAt = now.milliseconds / 1000
        let claims = AccessClaims(
            subject: standing.user, workspace: standing.workspace, session: standing.session, generation: standing.generation,
            role: standing.role, permissions: standing.permissions.sorted { $0.rawValue < $1.rawValue }, issuedAt: issuedAt,
            expiresAt: issuedAt + Int64(lifetimeSeconds), issuer: issuer, audience: audience, identifier: identifier)
        let text = try SignedText.unsigned(.init(alg: Self.algorithm, typ: "JWT", kid: currentName), claims)
        return text + "." + Base64URL.text(of: Data(try key.sign(Data(text.utf8))))
    }

    /// What a token says, when it is ours and its time is not over.
    func claims(of token: SignedText, now: Timestamp) throws(AuthenticationError) -> AccessClaims {
        guard token.header.alg == Self.algorithm, let key = keys[token.header.kid ?? ""] else { throw Self.refusal }
        guard (try? key.verify(token.signature, signs: token.signed)) == true else { throw Self.refusal }
        guard let claims = try? JSONDecoder().decode(AccessClaims.self, from: token.payload) else { throw Self.refusal }
        let seconds = now.milliseconds / 1000
        guard claims.issuer == issuer, claims.audience == audience, claims.issuedAt <= seconds + Self.clockSkewSeconds else {
            throw Self.refusal
        }
        guard !claims.isExpired(at: now) else { throw .expired }
        return claims
    }

    private static let refusal = AuthenticationError.invalid("The access token is not one of this service.")

    /// Tells keys apart without telling anything about them.
    private static func name(of secret: [UInt8]) -> String {
        let digest = SHA256.hash(data: Array("mivaa key name".utf8) + secret)
        return digest.prefix(4).map { String($0, radix: 16) }.joined(separator: "-")
    }

    private static func key(_ secret: [UInt8]) async throws(AccountSetupError) -> any JWTAlgorithm {
        let collection = JWTKeyCollection()
        await collection.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
        do { return try await collection.getKey() } catch { throw .unusableKey("\(error)") }
    }
}

/// What an access token is given for.
struct AccessGrant: Hashable {
    var user: UserID
    var workspace: WorkspaceID
    var session: SessionID
    var generation: Int
    var role: Role
    var permissions: Set<Permission>
}
