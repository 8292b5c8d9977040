import Backends
import DocumentModel
import JWTKit

/// Reads the access tokens of an outside identity provider.
struct ProviderTokens: Sendable {
    /// Clocks of other organisations may differ by this much.
    private static let clockSkewSeconds = 60.0

    private let provider: IdentityProvider
    private let keys: ProviderKeys

    init(_ provider: IdentityProvider, clock: ServiceClock) {
        self.provider = provider
        keys = ProviderKeys(fetchKeys: provider.fetchKeys, clock: clock)
    }

    /// What a token says, when it is the provider's, for us, and its time is now.
    func claims(of token: SignedText, now: Timestamp) async throws(AuthenticationError) -> ProviderClaims {
        guard let key = try await keys.key(token.header.kid ?? "") else { throw Self.refusal }
        // The key is for one algorithm; a token that names another wants to be checked otherwise than it was signed.
        guard token.header.alg == key.name, (try? key.verify(token.signature, signs: token.signed)) == true else { throw Self.refusal }
        guard let claims = ProviderClaims(json: token.payload, workspaceClaim: provider.workspaceClaim) else { throw Self.refusal }
        guard claims.issuer == provider.issuer, claims.audiences.contains(provider.audience) else { throw Self.refusal }
        let seconds = Double(now.milliseconds) / 1000
        guard claims.issuedAt <= seconds + Self.clockSkewSeconds, (claims.notBefore ?? 0) <= seconds + Self.clockSkewSeconds else {
            throw Self.refusal
        }
        guard seconds < claims.expiresAt + Self.clockSkewSeconds else { throw .expired }
        return claims
    }

    private static let refusal = AuthenticationError.invalid("The access token is not one of the identity provider for this service.")
}
