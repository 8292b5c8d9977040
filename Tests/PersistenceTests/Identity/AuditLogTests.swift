import Backends
import DocumentModel
import Foundation
import GRDB
import Persistence
import TestSupport
import Testing

@Suite("The audit log")
struct AuditLogTests {
    @Test("entries count from one, each bound to the one before, and the chain verifies", arguments: IdentityBackend.allCases)
    func chain(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            for number in 1...5 { try await store.append(Self.event(number)) }
            let entries = try await store.entries(after: 0, limit: 100, in: .installation)
            #expect(entries.map(\.sequence) == [1, 2, 3, 4, 5])
            #expect(entries.first?.previousHash == AuditEntry.firstPreviousHash)
            for (earlier, later) in zip(entries, entries.dropFirst()) { #expect(later.previousHash == earlier.hash) }
            #expect(entries.map(\.event) == (1...5).map(Self.event))
            #expect(try await store.verify() == AuditVerification(entryCount: 5, lastHash: entries[4].hash, firstBroken: nil))
        }
    }

    @Test("the empty log verifies", arguments: IdentityBackend.allCases)
    func emptyLog(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            let verification = try await store.verify()
            #expect(verification == AuditVerification(entryCount: 0, lastHash: AuditEntry.firstPreviousHash, firstBroken: nil))
        }
    }

    @Test("events that are appended at the same time make one chain", arguments: IdentityBackend.allCases)
    func concurrentAppends(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...40 { group.addTask { try await store.append(Self.event(number)) } }
            }
            let verification = try await store.verify()
            #expect(verification.entryCount == 40)
            #expect(verification.firstBroken == nil)
        }
    }

    @Test("lists are filtered, and a workspace sees its own entries only", arguments: IdentityBackend.allCases)
    func filters(backend: IdentityBackend) async throws {
        try await backend.withStore { store in
            try await store.append(Sample.event(.signIn, actor: .user(Sample.id("usr_ada")), workspace: Sample.id("ws_engines")))
            try await store.append(Sample.event(.signOut, actor: .user(Sample.id("usr_bob")), workspace: Sample.id("ws_looms")))
            try await store.append(Self.event(7))
            var query = AuditQuery()
            query.action = .signIn
            #expect(try await store.entries(query, in: .installation).items.map(\.sequence) == [3, 1])
            #expect(try await store.entries(query, in: .workspace(Sample.id("ws_looms"))).totalCount == 0)
            query = AuditQuery()
            query.actor = .user(Sample.id("usr_bob"))
            #expect(try await store.entries(query, in: .installation).items.map(\.sequence) == [2])
            query = AuditQuery()
            query.outcome = .failure
            #expect(try await store.entries(query, in: .installation).items.map(\.sequence) == [3])
            query = AuditQuery()
            query.from = Sample.at(7)
            #expect(try await store.entries(query, in: .installation).items.map(\.sequence) == [3])
            query.from = nil
            query.before = Sample.at(7)
            query.limit = 1
            let page = try await store.entries(query, in: .installation)
            #expect(page.items.map(\.sequence) == [2])
            #expect(page.totalCount == 2)
            #expect(try await store.entries(after: 0, limit: 9, in: .workspace(Sample.id("ws_engines"))).map(\.sequence) == [1])
        }
    }

    @Test("the canonical form escapes what JSON wants escaped and sorts by code points")
    func canonicalForm() throws {
        var event = Self.event(1)
        event.details = ["b": "\"\\\n\u{1}\u{7F}ü\u{1F600}", "a": "", "Z": "/"]
        let text = AuditEntry.canonicalJSON(sequence: 3, event: event)
        #expect(
            text == """
                {"action":"session.sign_in","actor":"usr_1","address":"192.0.2.1","at":1800000001000,"details":{"Z":"/","a":"",\
                "b":"\\"\\\\\\n\\u0001\u{7F}ü\u{1F600}"},"outcome":"failure","sequence":3,"target":null,"workspace":null}
                """)
        let entry = AuditEntry(sequence: 3, event: event, previousHash: "p", hash: "h")
        let line = try JSONSerialization.jsonObject(with: Data(entry.exportLine.utf8)) as? [String: Any]
        #expect(line?["previous_hash"] as? String == "p")
        #expect(line?["hash"] as? String == "h")
        #expect(line?["sequence"] as? Int == 3)
    }

    @Test(
        "whoever changes the file is found out at the entry they touched",
        arguments: [
            "UPDATE audit_entry SET outcome = 'success' WHERE sequence = 3", "UPDATE audit_entry SET outcome = 'other' WHERE sequence = 3",
            "UPDATE audit_entry SET at = at + 1 WHERE sequence = 3", "UPDATE audit_entry SET details = '{}' WHERE sequence = 3",
            "UPDATE audit_entry SET details = 'x' WHERE sequence = 3", "UPDATE audit_entry SET hash = 'x' WHERE sequence = 3",
            "DELETE FROM audit_entry WHERE sequence = 3", "UPDATE audit_entry SET sequence = 30 WHERE sequence = 3",
        ])
    func tampering(statement: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "mivaa.sqlite").path
        let store = SQLiteIdentityStore(database: try SQLiteDatabase(path: path))
        for number in 1...5 { try await store.append(Self.event(number)) }
        let intruder = try DatabaseQueue(path: path)
        await #expect(throws: DatabaseError.self) { try await intruder.write { try $0.execute(sql: statement) } }
        try await intruder.write { database in
            try database.execute(sql: "DROP TRIGGER audit_entry_is_not_changed; DROP TRIGGER audit_entry_is_not_removed")
            try database.execute(sql: statement)
        }
        let verification = try await store.verify()
        #expect(verification.firstBroken == 3)
        #expect(verification.entryCount == 2)
    }

    private static func event(_ number: Int) -> AuditEvent {
        AuditEvent(
            at: Sample.at(Double(number)), actor: AuditActor(rawValue: "usr_\(number)"), workspace: nil, action: .signIn,
            address: "192.0.2.1", outcome: .failure, details: ["number": "\(number)", "quote": "\"\n"])
    }
}
