@testable import Accounts
import Backends
import DocumentModel
import Persistence
import Testing

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
