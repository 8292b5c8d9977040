@testable import Accounts
import Backends
import Crypto
import CryptoExtras
import DocumentModel
import Foundation
import Synchronization
import Persistence
import Testing

@Suite("Tokens of an outside identity provider")
struct ProviderTests {
    @Test("RS256 and ES256 tokens of the provider are accepted for a user with the verified e-mail", arguments: ["RS256", "ES256"])
    func accepted(algorithm: String) async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        let ada = try await house.bootstrapped()
        let token = try provider.token(algorithm, at: house.time.clock.now())
        let principal = try await house.principal(token)
        #expect(principal.user == ada.profile.user.id)
        #expect(principal.workspace == ada.profile.workspace.id)
        #expect(principal.session == nil)
        #expect(principal.credential == .accessToken)
    }

    @Test("at first sight the account is the provider's: its password, sessions and keys no longer open it")
    func linking() async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        let ada = try await house.bootstrapped()
        let key = try await house.service.createKey(KeyWish(name: "robot"), try await house.caller(ada))
        _ = try await house.principal(try provider.token("ES256", at: house.time.clock.now()))
        house.time.pass(seconds: 5)
        await #expect(throws: AccountError.signInRefused) { try await house.signIn("ada") }
        await #expect(throws: AuthenticationError.self) { try await house.principal(ada.accessToken) }
        await #expect(throws: AuthenticationError.self) { try await house.principal(key.secret) }
        #expect(try await house.audit().contains { $0.action == .identityLinked && $0.target == ada.profile.user.id.rawValue })
        // From now on the subject counts: a changed e-mail is the same user, and somebody else with the old one is not.
        let renamed = try provider.token("ES256", at: house.time.clock.now()) { $0["email"] = "lovelace@example.org" }
        #expect(try await house.principal(renamed).user == ada.profile.user.id)
        let usurper = try provider.token("ES256", at: house.time.clock.now()) { $0["sub"] = "someone-else" }
        await #expect(throws: AuthenticationError.self) { try await house.principal(usurper) }
    }

    @Test(
        "whatever is wrong with a token is found",
        arguments: [
            "iss", "aud", "exp", "nbf", "iat", "sub", "email_verified", "email", "signature", "key", "none", "symmetric", "other algorithm",
        ])
    func refused(flaw: String) async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        _ = try await house.bootstrapped()
        let now = house.time.clock.now()
        let seconds = Double(now.milliseconds / 1000)
        let token: String
        switch flaw {
        case "iss": token = try provider.token("RS256", at: now) { $0["iss"] = "https://evil.example.org" }
        case "aud": token = try provider.token("RS256", at: now) { $0["aud"] = ["another-service"] }
        case "exp": token = try provider.token("RS256", at: now) { $0["exp"] = seconds - 60 }
        case "nbf": token = try provider.token("RS256", at: now) { $0["nbf"] = seconds + 61 }
        case "iat": token = try provider.token("RS256", at: now) { $0["iat"] = seconds + 61 }
        case "sub": token = try provider.token("RS256", at: now) { $0["sub"] = nil }
        case "email_verified": token = try provider.token("RS256", at: now) { $0["email_verified"] = false }
        case "email": token = try provider.token("RS256", at: now) { $0["email"] = "nobody@example.org" }
        case "signature": token = try provider.token("RS256", at: now) + "AA"
        case "key": token = try FakeProvider().token("RS256", at: now)
        case "none": token = try provider.unsigned("none", at: now) + "."
        case "symmetric": token = try provider.signedWithPublicKey(at: now)
        default: token = try provider.token("RS256", at: now, claimedAlgorithm: "ES256")
        }
        await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
    }

    @Test("a symmetric key in the set signs nothing")
    func symmetricKeyInSet() async throws {
        let secret = Array("known to everybody who reads the set".utf8)
        let provider = try FakeProvider(extraKeys: [
            ["kty": "oct", "kid": "shared", "alg": "HS256", "k": Base64URL.text(of: Data(secret))],
            ["kty": "RSA", "kid": "shared", "alg": "HS256", "n": "AQAB", "e": "AQAB"],
        ])
        let house = try await AccountHouse(provider.configure)
        _ = try await house.bootstrapped()
        let text = try provider.unsigned("HS256", kid: "shared", at: house.time.clock.now())
        let signature = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret))
        let token = text + "." + Base64URL.text(of: Data(signature))
        await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
    }

    @Test("an unknown key's name asks the provider again, but not more often than every thirty seconds")
    func rotation() async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        _ = try await house.bootstrapped()
        _ = try await house.principal(try provider.token("ES256", at: house.time.clock.now()))
        #expect(provider.fetchCount == 1)
        try provider.rotate()
        for _ in 0..<5 {
            await #expect(throws: AuthenticationError.self) { try await house.principal(try provider.token("ES256", at: house.time.clock.now())) }
        }
        #expect(provider.fetchCount == 1)
        house.time.pass(seconds: 30)
        _ = try await house.principal(try provider.token("ES256", at: house.time.clock.now()))
        #expect(provider.fetchCount == 2)
    }

    @Test("a key that the provider took back is forgotten within the hour")
    func retiredKey() async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        _ = try await house.bootstrapped()
        let old = try provider.token("ES256", at: house.time.clock.now()) { $0["exp"] = 4_000_000_000.0 }
        _ = try await house.principal(old)
        try provider.rotate()
        house.time.pass(seconds: 3599)
        _ = try await house.principal(old)
        house.time.pass(seconds: 1)
        await #expect(throws: AuthenticationError.self) { try await house.principal(old) }
    }

    @Test("when the provider does not answer, known keys serve for a day and unknown ones are not available")
    func outage() async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        _ = try await house.bootstrapped()
        let token = try provider.token("ES256", at: house.time.clock.now()) { $0["exp"] = 4_000_000_000.0 }
        provider.isDown = true
        await #expect(throws: AuthenticationError.unavailable("the identity provider's keys cannot be had")) { try await house.principal(token) }
        provider.isDown = false
        house.time.pass(seconds: 30)
        _ = try await house.principal(token)
        provider.isDown = true
        house.time.pass(seconds: 86_399)
        _ = try await house.principal(token)
        house.time.pass(seconds: 1)
        await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
    }

    @Test("many requests at once ask the provider once")
    func oneFetch() async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        _ = try await house.bootstrapped()
        let token = try provider.token("ES256", at: house.time.clock.now())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await house.principal(token) } }
            try await group.waitForAll()
        }
        #expect(provider.fetchCount == 1)
    }

    @Test("strangers become members only when the setting says so, in the workspace that the token names")
    func provisioning() async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse {
            provider.configure(&$0)
            $0.identityProvider?.provisioning = .everybody(role: .viewer, workspace: nil)
        }
        let ada = try await house.bootstrapped()
        let workspace = ada.profile.workspace.id
        func token(_ change: (inout [String: Any]) -> Void) throws -> String {
            try provider.token("ES256", at: house.time.clock.now()) {
                $0["email"] = "bob@example.org"
                $0["sub"] = "bob"
                $0["name"] = "Bob\u{202E}"
                change(&$0)
            }
        }
        await #expect(throws: AuthenticationError.forbidden("The access token names no workspace.")) {
            try await house.principal(try token { _ in })
        }
        await #expect(throws: AuthenticationError.forbidden("The workspace that the access token names is not here.")) {
            try await house.principal(try token { $0["workspace_id"] = "ws_elsewhere" })
        }
        let principal = try await house.principal(try token { $0["workspace_id"] = workspace.rawValue })
        #expect(principal.role == .viewer)
        let account = try await house.store.account(principal.user)
        #expect(account?.user.displayName == "bob")
        #expect(account?.passwordHash == nil)
        #expect(account?.user.isPlatformAdmin == false)
        await #expect(throws: AuthenticationError.forbidden("The identity provider does not vouch for your e-mail address.")) {
            try await house.principal(
                try token {
                    $0["sub"] = "carl"
                    $0["email_verified"] = nil
                    $0["workspace_id"] = workspace.rawValue
                })
        }
    }

    @Test("signing out everywhere and disabling cut off the provider's tokens too")
    func revocation() async throws {
        let provider = try FakeProvider()
        let house = try await AccountHouse(provider.configure)
        _ = try await house.bootstrapped()
        let token = try provider.token("ES256", at: house.time.clock.now())
        let principal = try await house.principal(token)
        house.time.pass(seconds: 10)
        try await house.service.signOutEverywhere(.principal(principal, address: ""))
        await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
        house.time.pass(seconds: 1)
        _ = try await house.principal(try provider.token("ES256", at: house.time.clock.now()))
    }

    @Test("without a provider its tokens are nothing")
    func noProvider() async throws {
        let house = try await AccountHouse()
        _ = try await house.bootstrapped()
        let token = try FakeProvider().token("RS256", at: house.time.clock.now())
        await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
    }

    @Test(
        "what is no key set is not taken for one",
        arguments: ["", "[]", "{}", "{\"keys\":3}", String(repeating: " ", count: 300_000) + "{\"keys\":[]}"])
    func noKeySet(json: String) async {
        #expect(await KeySet(json: Array(json.utf8)) == nil)
    }
}

/// An identity provider with keys of its own.
final class FakeProvider: Sendable {
    private struct State {
        var rsa: _RSA.Signing.PrivateKey
        var ec = P256.Signing.PrivateKey()
        var generation = 0
        var fetchCount = 0
        var isDown = false
    }

    private let state: Mutex<State>
    private let extraKeys: [[String: String]]

    init(extraKeys: [[String: String]] = []) throws {
        state = Mutex(State(rsa: try _RSA.Signing.PrivateKey(keySize: .bits2048)))
        self.extraKeys = extraKeys
    }

    var fetchCount: Int { state.withLock { $0.fetchCount } }

    var isDown: Bool {
        get { state.withLock { $0.isDown } }
        set { state.withLock { $0.isDown = newValue } }
    }

    func configure(_ settings: inout AccountSettings) {
        settings.identityProvider = IdentityProvider(issuer: "https://id.example.org", audience: "mivaa") { [self] in
            state.withLock { $0.fetchCount += 1 }
            if isDown { throw Missing() }
            return try keySet()
        }
    }

    func rotate() throws {
        state.withLock { state in
            state.ec = P256.Signing.PrivateKey()
            state.generation += 1
        }
    }

    private func keySet() throws -> [UInt8] {
        let (rsa, ec, generation) = state.withLock { ($0.rsa, $0.ec, $0.generation) }
        let numbers = try rsa.publicKey.getKeyPrimitives()
        let point = ec.publicKey.rawRepresentation
        let keys: [[String: String]] = [
            [
                "kty": "RSA", "kid": "RS256-\(generation)", "use": "sig", "n": Base64URL.text(of: numbers.modulus),
                "e": Base64URL.text(of: numbers.publicExponent),
            ],
            [
                "kty": "EC", "kid": "ES256-\(generation)", "crv": "P-256", "x": Base64URL.text(of: Data(point.prefix(32))),
                "y": Base64URL.text(of: Data(point.suffix(32))),
            ],
            ["kty": "EC", "kid": "unusable", "crv": "P-256", "x": "AA", "y": "AA"], ["kty": "OKP", "kid": "ed", "crv": "Ed25519", "x": "AA"],
        ]
        return Array(try JSONSerialization.data(withJSONObject: ["keys": keys + extraKeys]))
    }

    func unsigned(
        _ algorithm: String, kid: String? = nil, at now: Timestamp, _ change: (inout [String: Any]) -> Void = { _ in }
    ) throws -> String {
        let seconds = Double(now.milliseconds / 1000)
        var claims: [String: Any] = [
            "iss": "https://id.example.org", "aud": ["mivaa", "others"], "sub": "ada-at-the-provider", "iat": seconds, "exp": seconds + 300,
            "email": "Ada@example.org", "email_verified": true, "name": "Ada",
        ]
        change(&claims)
        let name = kid ?? "\(algorithm)-\(state.withLock { $0.generation })"
        let header = try JSONSerialization.data(withJSONObject: ["alg": algorithm, "kid": name, "typ": "JWT"])
        return Base64URL.text(of: header) + "." + Base64URL.text(of: try JSONSerialization.data(withJSONObject: claims))
    }

    func token(
        _ algorithm: String, at now: Timestamp, claimedAlgorithm: String? = nil, _ change: (inout [String: Any]) -> Void = { _ in }
    ) throws -> String {
        let name = "\(algorithm)-\(state.withLock { $0.generation })"
        let text = try unsigned(claimedAlgorithm ?? algorithm, kid: name, at: now, change)
        let (rsa, ec) = state.withLock { ($0.rsa, $0.ec) }
        let signature =
            algorithm == "RS256"
            ? try rsa.signature(for: SHA256.hash(data: Array(text.utf8)), padding: .insecurePKCS1v1_5).rawRepresentation
            : try ec.signature(for: Array(text.utf8)).rawRepresentation
        return text + "." + Base64URL.text(of: signature)
    }

    /// The old trick: the public key as the secret of HS256.
    func signedWithPublicKey(at now: Timestamp) throws -> String {
        let pem = state.withLock { $0.rsa.publicKey.pemRepresentation }
        let text = try unsigned("HS256", kid: "RS256-0", at: now)
        let signature = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array(pem.utf8)))
        return text + "." + Base64URL.text(of: Data(signature))
    }
}
