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
