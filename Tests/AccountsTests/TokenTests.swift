@testable import Accounts
import Backends
import Crypto
import DocumentModel
import Foundation
import Testing

@Suite("Access tokens and secrets")
struct TokenTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private static let secret = AccountHouse.secret
    private static let other = Array("another secret, also 32 bytes long".utf8)

    private static let grant = AccessGrant(
        user: Identifier(rawValue: "usr_ada")!, workspace: Identifier(rawValue: "ws_engines")!, session: Identifier(rawValue: "ses_1")!,
        generation: 3, role: .editor, permissions: [.search, .readPDF])

    private static func mint(_ current: [UInt8] = secret, previous: [UInt8]? = nil, issuer: String = "iss", audience: String = "aud") async throws
        -> TokenMint
    {
        try await TokenMint(TokenSecrets(current: current, previous: previous), issuer: issuer, audience: audience)
    }

    @Test("a token has the claims of the contract and is read back")
    func roundTrip() async throws {
        let mint = try await Self.mint()
        let text = try mint.token(Self.grant, identifier: "jti_1", now: Self.now, lifetimeSeconds: 1800)
        let token = try SignedText(text)
        let json = try JSONSerialization.jsonObject(with: token.payload) as? [String: Any]
        #expect(json?["sub"] as? String == "usr_ada")
        #expect(json?["workspace_id"] as? String == "ws_engines")
        #expect(json?["role"] as? String == "editor")
        #expect(json?["permissions"] as? [String] == ["pdf:read", "search:read"])
        #expect(json?["iat"] as? Int == 1_800_000_000)
        #expect(json?["exp"] as? Int == 1_800_001_800)
        #expect(json?["iss"] as? String == "iss")
        #expect(json?["aud"] as? String == "aud")
        #expect(json?["jti"] as? String == "jti_1")
        let claims = try mint.claims(of: token, now: Self.now)
        #expect(claims.subject == Self.grant.user)
        #expect(claims.generation == 3)
        #expect(token.header.alg == "HS256")
        #expect(token.header.typ == "JWT")
    }

    @Test("a token ends when it ends")
    func expiry() async throws {
        let mint = try await Self.mint()
        let token = try SignedText(try mint.token(Self.grant, identifier: "j", now: Self.now, lifetimeSeconds: 1800))
        _ = try mint.claims(of: token, now: Self.now.adding(seconds: 1799))
        #expect(throws: AuthenticationError.expired) { try mint.claims(of: token, now: Self.now.adding(seconds: 1800)) }
        // Clocks of two machines differ a little; one from far in the future is forged or the clock is wrong.
        _ = try mint.claims(of: token, now: Self.now.adding(seconds: -30))
        #expect(throws: AuthenticationError.self) { try mint.claims(of: token, now: Self.now.adding(seconds: -31)) }
    }

    @Test("the secret of before still opens, one that was never ours does not")
    func rotation() async throws {
        let old = try await Self.mint(Self.other)
        let token = try SignedText(try old.token(Self.grant, identifier: "j", now: Self.now, lifetimeSeconds: 60))
        _ = try await Self.mint(previous: Self.other).claims(of: token, now: Self.now)
        let without = try await Self.mint()
        #expect(throws: AuthenticationError.self) { try without.claims(of: token, now: Self.now) }
    }

    @Test("a token for others or from others is refused")
    func issuerAndAudience() async throws {
        let mint = try await Self.mint()
        for stranger in [try await Self.mint(issuer: "else"), try await Self.mint(audience: "else")] {
            let token = try SignedText(try stranger.token(Self.grant, identifier: "j", now: Self.now, lifetimeSeconds: 60))
            #expect(throws: AuthenticationError.self) { try mint.claims(of: token, now: Self.now) }
        }
    }

    @Test("whatever is changed in a token makes it worthless", arguments: 0..<3)
    func tampering(part: Int) async throws {
        let mint = try await Self.mint()
        let text = try mint.token(Self.grant, identifier: "j", now: Self.now, lifetimeSeconds: 60)
        var parts = text.split(separator: ".").map(String.init)
        for position in stride(from: 0, to: parts[part].utf8.count - 1, by: 7) {
            var bytes = Array(parts[part].utf8)
            bytes[position] = bytes[position] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let original = parts[part]
            parts[part] = String(decoding: bytes, as: UTF8.self)
            #expect(throws: AuthenticationError.self) { _ = try mint.claims(of: try SignedText(parts.joined(separator: ".")), now: Self.now) }
            parts[part] = original
        }
    }

    @Test("the header does not choose the algorithm", arguments: ["none", "None", "HS384", "HS512", "RS256", "ES256", "hs256", ""])
    func algorithmConfusion(algorithm: String) async throws {
        let mint = try await Self.mint()
        let good = try SignedText(try mint.token(Self.grant, identifier: "j", now: Self.now, lifetimeSeconds: 60))
        let header = try JSONEncoder().encode(["alg": algorithm, "kid": good.header.kid ?? ""])
        let signed = Base64URL.text(of: header) + "." + Base64URL.text(of: good.payload)
        let signature = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: Self.secret))
        for candidate in [Base64URL.text(of: Data(signature)), ""] {
            #expect(throws: AuthenticationError.self) { _ = try mint.claims(of: try SignedText(signed + "." + candidate), now: Self.now) }
        }
    }

    @Test(
        "what is no token is refused",
        arguments: ["", ".", "..", "a.b", "a.b.c.d", "a.b.c", "e30.e30.e30", "!!!.e30.e30", String(repeating: "a", count: 20_000) + ".e30.e30"])
    func noTokens(text: String) async throws {
        let mint = try await Self.mint()
        #expect(throws: AuthenticationError.self) { _ = try mint.claims(of: try SignedText(text), now: Self.now) }
    }

    @Test("a token with extensions that must be understood is refused")
    func criticalExtensions() throws {
        let header = Base64URL.text(of: Data(#"{"alg":"HS256","crit":["b64"]}"#.utf8))
        #expect(throws: AuthenticationError.self) { _ = try SignedText(header + ".e30.e30") }
    }

    @Test("a short secret stops the start")
    func shortSecret() {
        #expect(throws: AccountSetupError.secretTooShort(bytes: 31, needed: 32)) { try TokenSecrets(current: Array(repeating: 7, count: 31)) }
        #expect(throws: AccountSetupError.secretTooShort(bytes: 0, needed: 32)) { try TokenSecrets(current: Self.secret, previous: []) }
    }

    @Test("secrets have 256 bits, say what they are, and only their digest is looked up")
    func secrets() throws {
        let first = SecretToken(.apiKey, entropy: Entropy.system)
        let second = SecretToken(.apiKey, entropy: Entropy.system)
        #expect(first.text.hasPrefix("kai_"))
        #expect(first.text.utf8.count == 4 + 52)
        #expect(first.text != second.text)
        #expect(first.prefix.count == 10)
        #expect(SecretToken.digest(of: first.text, .apiKey) == first.digest)
        #expect(first.digest.rawValue.count == 64)
        #expect(SecretToken.digest(of: first.text, .refresh) == nil)
        for bad in [
            "", "kai_", String(first.text.dropLast()), first.text + "0", String(first.text.dropLast()) + "u", "kar_" + first.text.dropFirst(4),
        ] {
            #expect(SecretToken.digest(of: bad, .apiKey) == nil)
        }
    }

    @Test("all bits of the randomness are in the text")
    func digits() {
        let zeros = SecretToken(.link) { 0 }
        let ones = SecretToken(.link) { .max }
        #expect(zeros.text == "kal_" + String(repeating: "0", count: 52))
        // 51 full digits and one of a single bit.
        #expect(ones.text == "kal_" + String(repeating: "z", count: 51) + "g")
    }
}
