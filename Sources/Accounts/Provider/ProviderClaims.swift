import Foundation

/// What a provider's token says about somebody.
struct ProviderClaims: Hashable {
    var issuer: String
    var audiences: [String]
    var subject: String
    /// Seconds since 1970.
    var expiresAt: Double
    var notBefore: Double?
    var issuedAt: Double
    /// Only when the provider says that it has verified it.
    var verifiedEmail: String?
    var name: String?
    var workspace: String?

    /// `nil` when a claim that is needed is missing or is not what it has to be.
    init?(json: Data, workspaceClaim: String) {
        guard let claims = try? JSONSerialization.jsonObject(with: json) as? [String: Any],
            let issuer = claims["iss"] as? String, let subject = claims["sub"] as? String, (1...255).contains(subject.utf8.count),
            let expiresAt = Self.number(claims["exp"]), let issuedAt = Self.number(claims["iat"])
        else { return nil }
        self.issuer = issuer
        self.subject = subject
        self.expiresAt = expiresAt
        self.issuedAt = issuedAt
        notBefore = Self.number(claims["nbf"])
        audiences = (claims["aud"] as? String).map { [$0] } ?? claims["aud"] as? [String] ?? []
        verifiedEmail = Self.isTrue(claims["email_verified"]) ? claims["email"] as? String : nil
        name = claims["name"] as? String
        workspace = claims[workspaceClaim] as? String
    }

    private static func number(_ value: Any?) -> Double? {
        guard let number = (value as? NSNumber)?.doubleValue, number.isFinite else { return nil }
        return number
    }

    /// Some providers write it as a string.
    private static func isTrue(_ value: Any?) -> Bool {
        value as? Bool == true || value as? String == "true"
    }
}
