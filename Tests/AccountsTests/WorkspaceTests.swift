@testable import Accounts
import Backends
import DocumentModel
import Persistence
import Testing

@Suite("Workspaces, members and keys")
struct WorkspaceTests {
    @Test("an invitation makes a member with its role, once, and seven days long")
    func invitation() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let caller = try await house.caller(ada)
        let workspace = ada.profile.workspace.id
        let link = try await house.service.invite("Bob@Example.org", to: workspace, as: .editor, caller)
        #expect(try await house.service.invitations(to: workspace, caller).map(\.invitation?.email) == ["bob@example.org"])
        func accept(_ token: String) async throws -> SignedIn {
            try await house.service.acceptInvitation(token, password: AccountHouse.password, displayName: "Bob", address: "")
        }
        let bob = try await accept(link.token)
        #expect(bob.profile.role == .editor)
        #expect(bob.profile.user.displayName == "Bob")
        #expect(!bob.profile.user.isPlatformAdmin)
        await #expect(throws: AccountError.linkIsDead) { try await accept(link.token) }
        let late = try await house.service.invite("cleo@example.org", to: workspace, as: .viewer, caller)
        house.time.pass(seconds: 7 * 86_400)
        await #expect(throws: AccountError.linkIsDead) { try await accept(late.token) }
        #expect(try await house.service.invitations(to: workspace, try await house.caller(try await house.signIn("ada"))).isEmpty)
    }

    @Test("a withdrawn invitation is dead")
    func withdrawn() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let caller = try await house.caller(ada)
        let link = try await house.service.invite("bob@example.org", to: ada.profile.workspace.id, as: .viewer, caller)
        try await house.service.withdrawInvitation(link.link.id, from: ada.profile.workspace.id, caller)
        await #expect(throws: AccountError.linkIsDead) {
            try await house.service.acceptInvitation(link.token, password: AccountHouse.password, displayName: nil, address: "")
        }
        await #expect(throws: AccountError.notFound("invitation")) {
            try await house.service.withdrawInvitation(link.link.id, from: ada.profile.workspace.id, caller)
        }
    }

    @Test("whoever has an account joins with its password: an invitation never opens or changes somebody's account")
    func invitationOfKnownUser() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        let looms = try await house.service.createWorkspace(named: "Looms", try await house.caller(ada))
        let inLooms = try await house.caller(ada, in: looms.workspace.id)
        let link = try await house.service.invite("bob@example.org", to: looms.workspace.id, as: .editor, inLooms)
        await #expect(throws: AccountError.signInRefused) {
            try await house.service.acceptInvitation(link.token, password: "chosen by the inviter", displayName: nil, address: "")
        }
        let joined = try await house.service.acceptInvitation(
            link.token, password: AccountHouse.password, displayName: "Other name", address: "")
        #expect(joined.profile.user.id == bob.profile.user.id)
        #expect(joined.profile.user.displayName == "bob")
        #expect(joined.profile.workspace.id == looms.workspace.id)
        #expect(joined.profile.workspaces.count == 2)
        let again = try await house.service.invite("bob@example.org", to: looms.workspace.id, as: .editor, inLooms)
        await #expect(throws: AccountError.conflict("this user is a member already")) {
            try await house.service.acceptInvitation(again.token, password: AccountHouse.password, displayName: nil, address: "")
        }
    }

    @Test("nobody gives more than they have", arguments: [(Role.viewer, Role.viewer), (.editor, .viewer), (.admin, .owner)])
    func roleCeiling(own: Role, given: Role) async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let workspace = ada.profile.workspace.id
        let bob = try await house.joined("bob", as: own, by: ada)
        let cleo = try await house.joined("cleo", as: .viewer, by: ada)
        let caller = try await house.caller(bob)
        await #expect(throws: AccountError.self) { try await house.service.invite("dan@example.org", to: workspace, as: given, caller) }
        await #expect(throws: AccountError.self) {
            try await house.service.changeRole(of: cleo.profile.user.id, in: workspace, to: given, caller)
        }
        await #expect(throws: AccountError.self) {
            try await house.service.changeRole(of: ada.profile.user.id, in: workspace, to: .viewer, caller)
        }
        await #expect(throws: AccountError.self) { try await house.service.removeMember(ada.profile.user.id, from: workspace, caller) }
    }

    @Test("a new role counts with the next request, whatever the token says")
    func roleCountsAtOnce() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let workspace = ada.profile.workspace.id
        let bob = try await house.joined("bob", as: .admin, by: ada)
        #expect(try await house.principal(bob.accessToken).permissions.contains(.manageWorkspace))
        try await house.service.changeRole(of: bob.profile.user.id, in: workspace, to: .viewer, try await house.caller(ada))
        let principal = try await house.principal(bob.accessToken)
        #expect(principal.role == .viewer)
        #expect(!principal.permissions.contains(.writeDocuments))
        try await house.service.removeMember(bob.profile.user.id, from: workspace, try await house.caller(ada))
        await #expect(throws: AuthenticationError.forbidden("You are not a member of that workspace.")) {
            try await house.principal(bob.accessToken)
        }
        await #expect(throws: AccountError.notPermitted("you are a member of no workspace")) { try await house.signIn("bob") }
    }

    @Test("the last owner neither leaves nor steps down; members leave when they like")
    func lastOwner() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let workspace = ada.profile.workspace.id
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        let caller = try await house.caller(ada)
        let conflict = AccountError.conflict("the workspace would be left without an owner")
        await #expect(throws: conflict) { try await house.service.removeMember(ada.profile.user.id, from: workspace, caller) }
        await #expect(throws: conflict) { try await house.service.changeRole(of: ada.profile.user.id, in: workspace, to: .admin, caller) }
        try await house.service.removeMember(bob.profile.user.id, from: workspace, try await house.caller(bob))
        #expect(try await house.service.members(of: workspace, limit: 10, offset: 0, caller).items.map(\.user.email) == ["ada@example.org"])
    }

    @Test("a workspace of others is not there, not even for its name")
    func foreignWorkspace() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        let looms = try await house.service.createWorkspace(named: "Looms", try await house.caller(ada)).workspace.id
        let caller = try await house.caller(bob)
        let absent = AccountError.notFound("workspace")
        await #expect(throws: absent) { try await house.service.members(of: looms, limit: 1, offset: 0, caller) }
        await #expect(throws: absent) { try await house.service.changeWorkspace(looms, WorkspaceChange(name: "x"), caller) }
        await #expect(throws: absent) { try await house.service.removeWorkspace(looms, caller) }
        await #expect(throws: absent) { try await house.service.invite("x@y", to: looms, as: .viewer, caller) }
        await #expect(throws: absent) { try await house.service.invitations(to: looms, caller) }
        await #expect(throws: absent) { try await house.service.changeRole(of: ada.profile.user.id, in: looms, to: .viewer, caller) }
        await #expect(throws: absent) { try await house.service.removeMember(ada.profile.user.id, from: looms, caller) }
        await #expect(throws: AuthenticationError.forbidden("You are not a member of that workspace.")) {
            try await house.principal(bob.accessToken, in: looms)
        }
        await #expect(throws: AccountError.notPermitted("you are not a member of that workspace")) {
            try await house.service.switchWorkspace(to: looms, caller)
        }
        #expect(try await house.service.workspaces(caller).map(\.workspace.name) == ["Engines"])
    }

    @Test("switching gives a token for the other workspace, and the session goes on there")
    func switching() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let looms = try await house.service.createWorkspace(named: "Looms", try await house.caller(ada)).workspace.id
        #expect(try await house.principal(ada.accessToken, in: looms).workspace == looms)
        let switched = try await house.service.switchWorkspace(to: looms, try await house.caller(ada))
        #expect(switched.refreshToken == nil)
        #expect(try await house.principal(switched.accessToken).workspace == looms)
        #expect(try await house.service.refresh(ada.refreshToken!, address: "").profile.workspace.id == looms)
    }

    @Test("a session whose workspace is lost goes on in another of the user's")
    func lostWorkspace() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        let own = try await house.service.createWorkspace(named: "Bob's", try await house.caller(bob)).workspace.id
        try await house.service.removeMember(bob.profile.user.id, from: ada.profile.workspace.id, try await house.caller(ada))
        let fresh = try await house.service.refresh(bob.refreshToken!, address: "")
        #expect(fresh.profile.workspace.id == own)
        #expect(fresh.profile.role == .owner)
        _ = try await house.principal(fresh.accessToken)
    }

    @Test("users own so many workspaces, administrators any number")
    func workspaceLimit() async throws {
        let house = try await AccountHouse { $0.limits.ownedWorkspacesPerUser = 2 }
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        let caller = try await house.caller(bob)
        for number in 1...2 { _ = try await house.service.createWorkspace(named: "W\(number)", caller) }
        await #expect(throws: AccountError.conflict("you own as many workspaces as one user may")) {
            try await house.service.createWorkspace(named: "W3", caller)
        }
        for number in 1...3 { _ = try await house.service.createWorkspace(named: "A\(number)", try await house.caller(ada)) }
    }

    @Test("owners remove their workspace; only administrators set its quota")
    func ownWorkspace() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .admin, by: ada)
        let caller = try await house.caller(bob)
        let id = try await house.service.createWorkspace(named: "Bob's", caller).workspace.id
        let quota = WorkspaceChange(quota: WorkspaceQuota(documents: 1_000_000))
        await #expect(throws: AccountError.self) { try await house.service.changeWorkspace(id, quota, caller) }
        #expect(try await house.service.changeWorkspace(id, quota, try await house.caller(ada)).quota.documents == 1_000_000)
        #expect(try await house.service.changeWorkspace(id, WorkspaceChange(name: " Mills "), caller).name == "Mills")
        await #expect(throws: AccountError.notPermitted("this needs the role owner in the workspace")) {
            try await house.service.removeWorkspace(ada.profile.workspace.id, caller)
        }
        try await house.service.removeWorkspace(id, caller)
        #expect(try await house.service.workspaces(caller).map(\.workspace.name) == ["Engines"])
    }
}

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

@Suite("Administration of users")
struct AdministrationTests {
    @Test("only administrators see and change users and the log")
    func administratorsOnly() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .owner, by: ada)
        let caller = try await house.caller(bob)
        let id = ada.profile.user.id
        await #expect(throws: AccountError.self) { try await house.service.users(UserQuery(), caller) }
        await #expect(throws: AccountError.self) { try await house.service.setDisabled(true, id, caller) }
        await #expect(throws: AccountError.self) { try await house.service.setPlatformAdmin(true, bob.profile.user.id, caller) }
        await #expect(throws: AccountError.self) { try await house.service.issuePasswordLink(for: id, caller) }
        await #expect(throws: AccountError.self) { try await house.service.auditEntries(AuditQuery(), caller) }
        await #expect(throws: AccountError.self) { try await house.service.exportAudit(after: 0, limit: 1, caller) }
        await #expect(throws: AccountError.self) { try await house.service.verifyAudit(caller) }
    }

    @Test("a promotion counts at once; the last administrator stays")
    func promotion() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let bob = try await house.joined("bob", as: .viewer, by: ada)
        let caller = try await house.caller(ada)
        await #expect(throws: AccountError.self) { try await house.service.setPlatformAdmin(false, ada.profile.user.id, caller) }
        await #expect(throws: AccountError.self) { try await house.service.setDisabled(true, ada.profile.user.id, caller) }
        _ = try await house.service.setPlatformAdmin(true, bob.profile.user.id, caller)
        #expect(try await house.principal(bob.accessToken).permissions.contains(.administer))
        _ = try await house.service.setPlatformAdmin(false, ada.profile.user.id, try await house.caller(bob))
        #expect(try await !house.principal(ada.accessToken).permissions.contains(.administer))
    }

    @Test("the command line makes users with a link to set their password")
    func addUser() async throws {
        let house = try await AccountHouse()
        let link = try await house.service.addUser(
            "ada@example.org", displayName: nil, place: .new(name: "Engines"), isPlatformAdmin: true, .commandLine)
        await #expect(throws: AccountError.signInRefused) { try await house.signIn("ada", "") }
        let ada = try await house.service.resetPassword(link.token, to: AccountHouse.password, address: "")
        #expect(ada.profile.role == .owner)
        _ = try await house.service.addUser(
            "bob@example.org", displayName: "Bob", place: .existing(ada.profile.workspace.id, .viewer), isPlatformAdmin: false, .commandLine)
        await #expect(throws: AccountError.conflict("there is a user with this e-mail already")) {
            try await house.service.addUser(
                "BOB@example.org", displayName: nil, place: .new(name: "x"), isPlatformAdmin: false, .commandLine)
        }
        #expect(try await house.service.issueBootstrapLink() == nil)
        #expect(try await house.audit().filter { $0.action == .userCreated }.map(\.actor) == [.commandLine, .commandLine])
    }

    @Test("the log is exported whole, and the export is in the log")
    func export() async throws {
        let house = try await AccountHouse()
        let ada = try await house.bootstrapped()
        let caller = try await house.caller(ada)
        let first = try await house.service.exportAudit(after: 0, limit: 2, caller)
        let rest = try await house.service.exportAudit(after: 2, limit: 1000, caller)
        #expect((first + rest).map(\.sequence) == Array(1...Int64(first.count + rest.count)))
        #expect(rest.filter { $0.event.action == .auditExported }.count == 1)
    }
}
