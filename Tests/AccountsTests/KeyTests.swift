@testable import Accounts
import Backends
import DocumentModel
import Persistence
import Testing

@Suite("API keys")
struct KeyTests {
    @Test("a key acts for its user in its workspace with its scopes and allowance")
    func key() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let issued = try await house.service.createKey(
            KeyWish(name: "robot", scopes: [.search, .readDocuments], requestsPerMinute: 30), try await house.caller(ada))
        #expect(issued.secret.hasPrefix(issued.key.prefix))
        guard case .principal(let principal, _) = try await house.caller(key: issued.secret) else { throw Missing() }
        #expect(principal.user == ada.profile.user.id)
        #expect(principal.workspace == ada.profile.workspace.id)
        #expect(principal.permissions == [.search, .readDocuments])
        #expect(principal.credential == .apiKey(issued.key.id.rawValue))
        #expect(principal.requestsPerMinute == 30)
        // Also as a bearer token, as many clients send it.
        #expect(try await house.principal(issued.secret) == principal)
    }

    @Test("a key does no more than its user does now")
    func keyFollowsUser() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .editor, by: ada)
        let issued = try await house.service.createKey(KeyWish(name: "robot"), try await house.caller(bob))
        #expect(issued.key.scopes == Role.editor.permissions)
        await #expect(throws: AccountError.self) {
            try await house.service.createKey(KeyWish(name: "more", scopes: [.manageWorkspace]), try await house.caller(bob))
        }
        let workspace = ada.profile.workspace.id
        try await house.service.changeRole(of: bob.profile.user.id, in: workspace, to: .viewer, try await house.caller(ada))
        #expect(try await house.principal(issued.secret).permissions == Role.viewer.permissions)
        _ = try await house.service.setDisabled(true, bob.profile.user.id, .commandLine)
        await #expect(throws: AuthenticationError.forbidden("Your account is disabled.")) { try await house.principal(issued.secret) }
        _ = try await house.service.setDisabled(false, bob.profile.user.id, .commandLine)
        try await house.service.removeMember(bob.profile.user.id, from: workspace, try await house.caller(ada))
        await #expect(throws: AuthenticationError.self) { try await house.principal(issued.secret) }
    }

    @Test("administration is given to a key only by name, and only by an administrator")
    func administratorKey() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let caller = try await house.caller(ada)
        let plain = try await house.service.createKey(KeyWish(name: "plain"), caller)
        #expect(!plain.key.scopes.contains(.administer))
        let full = try await house.service.createKey(KeyWish(name: "full", scopes: [.administer]), caller)
        _ = try await house.service.users(UserQuery(), try await house.caller(key: full.secret))
        await #expect(throws: AccountError.self) { try await house.service.users(UserQuery(), try await house.caller(key: plain.secret)) }
    }

    @Test("a key ends when it ends, and at once when it is revoked")
    func ends() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let caller = try await house.caller(ada)
        let short = try await house.service.createKey(KeyWish(name: "short", lifetimeDays: 1), caller)
        let long = try await house.service.createKey(KeyWish(name: "long"), caller)
        #expect(long.key.expiresAt == house.time.clock.now().adding(seconds: 90 * 86_400))
        house.time.pass(seconds: 86_399)
        _ = try await house.principal(short.secret)
        house.time.pass(seconds: 1)
        await #expect(throws: AuthenticationError.invalid("The API key has expired.")) { try await house.principal(short.secret) }
        _ = try await house.principal(long.secret)
        try await house.service.revokeKey(long.key.id, try await house.caller(try await house.signIn("ada")))
        await #expect(throws: AuthenticationError.invalid("The API key is not one of this service.")) { try await house.principal(long.secret) }
    }

    @Test("keys neither make nor revoke keys, nor do what belongs to a person")
    func keysAreNoPersons() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let issued = try await house.service.createKey(KeyWish(name: "robot", scopes: Set(Permission.allCases)), try await house.caller(ada))
        let robot = try await house.caller(key: issued.secret)
        await #expect(throws: AccountError.self) { try await house.service.createKey(KeyWish(name: "second"), robot) }
        await #expect(throws: AccountError.self) { try await house.service.revokeKey(issued.key.id, robot) }
        await #expect(throws: AccountError.self) { try await house.service.signOutEverywhere(robot) }
        await #expect(throws: AccountError.self) {
            try await house.service.changePassword(from: AccountHouse.password, to: "a new long phrase", robot)
        }
        await #expect(throws: AccountError.self) { try await house.service.switchWorkspace(to: ada.profile.workspace.id, robot) }
        await #expect(throws: AccountError.self) { try await house.service.createWorkspace(named: "x", robot) }
    }

    @Test("a key knows no other workspace of its user")
    func keyStaysHome() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .admin, by: ada)
        let own = try await house.service.createWorkspace(named: "Bob's", try await house.caller(bob)).workspace.id
        let issued = try await house.service.createKey(KeyWish(name: "robot"), try await house.caller(bob))
        let robot = try await house.caller(key: issued.secret)
        #expect(try await house.service.workspaces(robot).map(\.workspace.name) == ["Engines"])
        await #expect(throws: AccountError.notFound("workspace")) { try await house.service.members(of: own, limit: 1, offset: 0, robot) }
        await #expect(throws: AuthenticationError.forbidden("The API key is for another workspace.")) {
            try await house.principal(issued.secret, in: own)
        }
    }

    @Test("a key without the scope does not manage, though its user may")
    func scopeBindsManagement() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let issued = try await house.service.createKey(KeyWish(name: "reader", scopes: [.readDocuments]), try await house.caller(ada))
        let reader = try await house.caller(key: issued.secret)
        await #expect(throws: AccountError.self) { try await house.service.invite("x@y", to: ada.profile.workspace.id, as: .viewer, reader) }
        await #expect(throws: AccountError.self) {
            try await house.service.changeWorkspace(ada.profile.workspace.id, WorkspaceChange(name: "x"), reader)
        }
    }

    @Test("members see their own keys, managers all of the workspace")
    func lists() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .editor, by: ada)
        _ = try await house.service.createKey(KeyWish(name: "ada's"), try await house.caller(ada))
        let own = try await house.service.createKey(KeyWish(name: "bob's"), try await house.caller(bob))
        #expect(try await house.service.keys(limit: 10, offset: 0, try await house.caller(bob)).items.map(\.name) == ["bob's"])
        let all = try await house.service.keys(limit: 10, offset: 0, try await house.caller(ada))
        #expect(Set(all.items.map(\.name)) == ["ada's", "bob's"])
        let foreign = all.items.first { $0.name == "ada's" }!.id
        await #expect(throws: AccountError.notFound("key")) { try await house.service.revokeKey(foreign, try await house.caller(bob)) }
        try await house.service.revokeKey(own.key.id, try await house.caller(ada))
    }

    @Test("the last use is remembered, at most once a minute")
    func lastUse() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let issued = try await house.service.createKey(KeyWish(name: "robot"), try await house.caller(ada))
        func lastUsed() async throws -> Timestamp? {
            try await house.store.keys(of: nil, in: .installation, limit: 1, offset: 0).items.first?.lastUsedAt
        }
        #expect(try await lastUsed() == nil)
        let first = house.time.clock.now()
        _ = try await house.principal(issued.secret)
        house.time.pass(seconds: 59)
        _ = try await house.principal(issued.secret)
        #expect(try await lastUsed() == first)
        house.time.pass(seconds: 1)
        _ = try await house.principal(issued.secret)
        #expect(try await lastUsed() == first.adding(seconds: 60))
    }

    @Test(
        "wishes have limits",
        arguments: [
            KeyWish(name: ""), KeyWish(name: "x", scopes: []), KeyWish(name: "x", lifetimeDays: 0), KeyWish(name: "x", lifetimeDays: 3651),
            KeyWish(name: "x", requestsPerMinute: 0), KeyWish(name: "x", requestsPerMinute: 100_001),
        ])
    func limits(wish: KeyWish) async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        await #expect(throws: AccountError.self) { try await house.service.createKey(wish, try await house.caller(ada)) }
    }

    @Test("a member has so many keys")
    func keyCount() async throws {
        let house = try await AccountHouse { $0.limits.keysPerMember = 2 }
        let ada = try await house.bootstrapped()
        let caller = try await house.caller(ada)
        for name in ["a", "b"] { _ = try await house.service.createKey(KeyWish(name: name), caller) }
        await #expect(throws: AccountError.self) { try await house.service.createKey(KeyWish(name: "c"), caller) }
    }
}
