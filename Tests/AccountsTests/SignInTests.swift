@testable import Accounts
import Backends
import DocumentModel
import Persistence
import Testing

@Suite("Signing in")
struct SignInTests {
    @Test("the bootstrap link makes the first user once, and never again")
    func bootstrap() async throws {
        let house = try await AccountHouse()
        let link = try unwrapped(try await house.service.issueBootstrapLink())
        let ada = Newcomer(email: "Ada@Example.org", password: AccountHouse.password, displayName: "Ada")
        let signedIn = try await house.service.bootstrap(link.token, ada, workspaceName: "Engines", address: AccountHouse.address)
        #expect(signedIn.profile.user.email == "ada@example.org")
        #expect(signedIn.profile.user.isPlatformAdmin)
        #expect(signedIn.profile.role == .owner)
        #expect(signedIn.profile.permissions.contains(.administer))
        #expect(signedIn.profile.workspaces.map(\.workspace.name) == ["Engines"])
        let eve = Newcomer(email: "eve@example.org", password: AccountHouse.password, displayName: nil)
        await #expect(throws: AccountError.linkIsDead) {
            try await house.service.bootstrap(link.token, eve, workspaceName: "Mine", address: AccountHouse.address)
        }
        #expect(try await house.service.issueBootstrapLink() == nil)
    }

    @Test("a bootstrap link dies after a day, and when a newer one is printed")
    func bootstrapLinkDies() async throws {
        let house = try await AccountHouse()
        let first = try unwrapped(try await house.service.issueBootstrapLink())
        let second = try unwrapped(try await house.service.issueBootstrapLink())
        let ada = Newcomer(email: "ada@example.org", password: AccountHouse.password, displayName: nil)
        func tryLink(_ link: IssuedLink) async throws {
            _ = try await house.service.bootstrap(link.token, ada, workspaceName: "Engines", address: AccountHouse.address)
        }
        await #expect(throws: AccountError.linkIsDead) { try await tryLink(first) }
        house.time.pass(seconds: 86_400)
        await #expect(throws: AccountError.linkIsDead) { try await tryLink(second) }
    }

    @Test("a refused password does not use the bootstrap link up")
    func bootstrapAgainAfterBadPassword() async throws {
        let house = try await AccountHouse()
        let link = try unwrapped(try await house.service.issueBootstrapLink())
        let weak = Newcomer(email: "ada@example.org", password: "password1234", displayName: nil)
        await #expect(throws: AccountError.self) {
            try await house.service.bootstrap(link.token, weak, workspaceName: "Engines", address: AccountHouse.address)
        }
        let good = Newcomer(email: "ada@example.org", password: AccountHouse.password, displayName: nil)
        _ = try await house.service.bootstrap(link.token, good, workspaceName: "Engines", address: AccountHouse.address)
    }

    @Test("somebody who signs in is who they are, in their workspace, with the rights of their role")
    func signIn() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let signedIn = try await house.signIn("ada")
        let principal = try await house.principal(signedIn.accessToken)
        #expect(principal.user == ada.profile.user.id)
        #expect(principal.workspace == ada.profile.workspace.id)
        #expect(principal.role == .owner)
        #expect(principal.session != nil)
        #expect(signedIn.accessSeconds == 1800)
        #expect(signedIn.refreshSeconds == 7 * 86_400)
    }

    @Test("wrong password and unknown e-mail are refused alike, and audited without what was typed")
    func wrongPassword() async throws {
        let house = try await AccountHouse()
        _ = try await house.bootstrapped()
        await #expect(throws: AccountError.signInRefused) { try await house.signIn("ada", "not the password") }
        await #expect(throws: AccountError.signInRefused) { try await house.signIn("my password by mistake") }
        await #expect(throws: AccountError.signInRefused) {
            try await house.service.signIn(
                SignInCredentials(email: "no e-mail at all", password: "x"), workspace: nil, address: AccountHouse.address)
        }
        let failures = try await house.audit().filter { $0.action == .signIn && $0.outcome == .failure }
        #expect(failures.count == 3)
        #expect(failures[0].target?.hasPrefix("usr_") == true)
        #expect(failures[1].target == nil)
        #expect(failures.allSatisfy { $0.details.isEmpty && $0.address == AccountHouse.address })
    }

    @Test("guessing is slowed down; the time said is enough; a success begins anew")
    func bruteForce() async throws {
        let house = try await AccountHouse()
        _ = try await house.bootstrapped()
        for _ in 0..<10 { await #expect(throws: AccountError.signInRefused) { try await house.signIn("ada", "guess") } }
        // The right password does not help any more.
        await #expect(throws: AccountError.tooManyAttempts(retrySeconds: 60)) { try await house.signIn("ada") }
        // Somebody at another address is not locked out by it.
        _ = try await house.signIn("ada", from: "198.51.100.7")
        house.time.pass(seconds: 60)
        _ = try await house.signIn("ada")
        for _ in 0..<10 { await #expect(throws: AccountError.signInRefused) { try await house.signIn("ada", "guess") } }
        let throttled = try await house.audit().filter { $0.action == .signInThrottled }
        #expect(throttled.count == 1)
        #expect(throttled.first?.outcome == .denied)
    }

    @Test("one password on many e-mails from one network comes to an end")
    func spraying() async throws {
        let house = try await AccountHouse()
        _ = try await house.bootstrapped()
        for number in 0..<60 {
            await #expect(throws: AccountError.signInRefused) { try await house.signIn("user\(number)", from: "2001:db8:0:1::\(number)") }
        }
        await #expect(throws: AccountError.tooManyAttempts(retrySeconds: 10)) { try await house.signIn("another", from: "2001:db8:0:1::ffff") }
    }

    @Test("guesses at one e-mail from many addresses stay under a hundred in an hour")
    func distributedGuessing() async throws {
        let house = try await AccountHouse()
        _ = try await house.bootstrapped()
        var tried = 0
        for number in 0..<360 {
            do {
                _ = try await house.signIn("ada", "guess", from: "198.51.\(number % 100).\(number % 250)")
            } catch AccountError.signInRefused {
                tried += 1
            } catch {}
            house.time.pass(seconds: 10)
        }
        #expect((50...100).contains(tried))
    }

    @Test("a disabled user is told so only after the right password")
    func disabled() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .editor, by: ada)
        _ = try await house.service.setDisabled(true, bob.profile.user.id, try await house.caller(ada))
        await #expect(throws: AccountError.signInRefused) { try await house.signIn("bob", "wrong") }
        await #expect(throws: AccountError.notPermitted("your account is disabled")) { try await house.signIn("bob") }
        await #expect(throws: AuthenticationError.forbidden("Your account is disabled.")) { try await house.principal(bob.accessToken) }
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(bob.refreshToken!, address: "") }
        _ = try await house.service.setDisabled(false, bob.profile.user.id, try await house.caller(ada))
        _ = try await house.signIn("bob")
    }

    @Test("a password under old costs is hashed anew at the next sign-in")
    func rehash() async throws {
        let house = try await AccountHouse()
        _ = try await house.bootstrapped()
        let dearer = try await house.otherProcess { $0.passwordCost = PasswordCost(memoryKiB: 16, passes: 1, lanes: 1) }
        _ = try await dearer.signIn(
            SignInCredentials(email: "ada@example.org", password: AccountHouse.password), workspace: nil, address: "")
        #expect(try await house.store.account(email: "ada@example.org")?.passwordHash?.contains("m=16,") == true)
        _ = try await house.signIn("ada")
    }

    @Test("an access token ends after half an hour; a refresh token gives a new one for seven days")
    func refreshing() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        house.time.pass(seconds: 1800)
        await #expect(throws: AuthenticationError.expired) { try await house.principal(ada.accessToken) }
        let second = try await house.service.refresh(ada.refreshToken!, address: "")
        _ = try await house.principal(second.accessToken)
        house.time.pass(seconds: 7 * 86_400)
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(second.refreshToken!, address: "") }
    }

    @Test("a session that is kept alive ends all the same after ninety days")
    func sessionEnd() async throws {
        let house = try await AccountHouse()
        var current = try await house.bootstrapped()
        for _ in 0..<14 {
            house.time.pass(seconds: 6 * 86_400)
            current = try await house.service.refresh(current.refreshToken!, address: "")
        }
        house.time.pass(seconds: 6 * 86_400)
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(current.refreshToken!, address: "") }
        #expect(try await house.store.removeEnded(before: house.time.clock.now()) == 1)
    }

    @Test("a refresh token that is used twice closes the session for both, and the log tells")
    func reuse() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let second = try await house.service.refresh(ada.refreshToken!, address: "")
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(ada.refreshToken!, address: "203.0.113.5") }
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(second.refreshToken!, address: "") }
        for token in [ada.accessToken, second.accessToken] {
            await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
        }
        let event = try await house.audit().last { $0.action == .refreshTokenReused }
        #expect(event?.address == "203.0.113.5")
        #expect(event?.details["user"] == ada.profile.user.id.rawValue)
    }

    @Test("what is no refresh token is refused", arguments: ["", "kar_", "kar_" + String(repeating: "0", count: 52), "x"])
    func noRefreshToken(text: String) async throws {
        let house = try await AccountHouse()
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(text, address: "") }
    }

    @Test("signing out ends this session's tokens at once and no other's")
    func signOut() async throws {
        let house = try await AccountHouse()
        let first = try await house.bootstrapped()
        let second = try await house.signIn("ada")
        try await house.service.signOut(try await house.caller(first), refreshToken: nil)
        await #expect(throws: AuthenticationError.self) { try await house.principal(first.accessToken) }
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(first.refreshToken!, address: "") }
        _ = try await house.principal(second.accessToken)
    }

    @Test("one's own session may be ended by its refresh token, another's may not")
    func signOutByRefreshToken() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let other = try await house.signIn("ada")
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        await #expect(throws: AccountError.refreshRefused) {
            try await house.service.signOut(try await house.caller(ada), refreshToken: bob.refreshToken)
        }
        try await house.service.signOut(try await house.caller(ada), refreshToken: other.refreshToken)
        await #expect(throws: AuthenticationError.self) { try await house.principal(other.accessToken) }
        _ = try await house.principal(ada.accessToken)
        _ = try await house.principal(bob.accessToken)
    }

    @Test("signing out everywhere ends every session at once here, and within five seconds in other processes")
    func signOutEverywhere() async throws {
        let house = try await AccountHouse()
        let first = try await house.bootstrapped()
        let second = try await house.signIn("ada")
        let neighbour = try await house.otherProcess()
        _ = try await house.principal(second.accessToken, of: neighbour)
        try await house.service.signOutEverywhere(try await house.caller(first))
        for token in [first.accessToken, second.accessToken] {
            await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
        }
        house.time.pass(seconds: 4.9)
        _ = try await house.principal(second.accessToken, of: neighbour)
        house.time.pass(seconds: 0.1)
        await #expect(throws: AuthenticationError.self) { try await house.principal(second.accessToken, of: neighbour) }
        await #expect(throws: AccountError.refreshRefused) { try await house.service.refresh(second.refreshToken!, address: "") }
        _ = try await house.signIn("ada")
    }

    @Test("changing the password ends every session, and the answer begins a new one")
    func changePassword() async throws {
        let house = try await AccountHouse()
        let first = try await house.bootstrapped()
        let second = try await house.signIn("ada")
        let caller = try await house.caller(first)
        await #expect(throws: AccountError.signInRefused) {
            try await house.service.changePassword(from: "wrong", to: "a wholly new phrase", caller)
        }
        await #expect(throws: AccountError.self) {
            try await house.service.changePassword(from: AccountHouse.password, to: "password1234", caller)
        }
        let fresh = try await house.service.changePassword(from: AccountHouse.password, to: "a wholly new phrase", caller)
        for token in [first.accessToken, second.accessToken] {
            await #expect(throws: AuthenticationError.self) { try await house.principal(token) }
        }
        _ = try await house.principal(fresh.accessToken)
        await #expect(throws: AccountError.signInRefused) { try await house.signIn("ada") }
        _ = try await house.signIn("ada", "a wholly new phrase")
    }

    @Test("a password link sets a password once, within a day, and ends all sessions")
    func resetPassword() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        let link = try await house.service.issuePasswordLink(for: bob.profile.user.id, .commandLine)
        let fresh = try await house.service.resetPassword(link.token, to: "a wholly new phrase", address: AccountHouse.address)
        #expect(fresh.profile.user.id == bob.profile.user.id)
        await #expect(throws: AuthenticationError.self) { try await house.principal(bob.accessToken) }
        await #expect(throws: AccountError.linkIsDead) {
            try await house.service.resetPassword(link.token, to: "yet another phrase", address: AccountHouse.address)
        }
        let late = try await house.service.issuePasswordLink(for: bob.profile.user.id, .commandLine)
        house.time.pass(seconds: 86_400)
        await #expect(throws: AccountError.linkIsDead) {
            try await house.service.resetPassword(late.token, to: "yet another phrase", address: AccountHouse.address)
        }
    }

    @Test("no secret ever stands in the audit log or in the database")
    func noSecretsStored() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let caller = try await house.caller(ada)
        let key = try await house.service.createKey(KeyWish(name: "robot"), caller)
        let link = try await house.service.invite("bob@example.org", to: ada.profile.workspace.id, as: .viewer, caller)
        for event in try await house.audit() {
            for value in event.details.values { #expect(!value.contains(AccountHouse.password)) }
        }
        let bytes = try house.databaseBytes()
        for secret in [AccountHouse.password, key.secret, link.token, ada.refreshToken!, ada.accessToken] {
            #expect(bytes.firstRange(of: Array(secret.utf8)) == nil)
        }
        #expect(bytes.firstRange(of: Array("ada@example.org".utf8)) != nil)
    }

    @Test("the log of all this verifies")
    func auditChain() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        _ = try await house.joined("bob", as: .viewer, by: ada)
        _ = try? await house.signIn("ada", "wrong")
        let verification = try await house.service.verifyAudit(try await house.caller(ada))
        #expect(verification.firstBroken == nil)
        #expect(try await verification.entryCount == house.audit().count)
    }
}
