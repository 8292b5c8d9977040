import Backends
import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Persistence

@Suite("Restoring in place", .timeLimit(.minutes(10)))
struct RestorationTests {
    private let folder: TemporaryFolder
    private let now = StoresUnderTest.start

    init() throws {
        folder = try TemporaryFolder()
        for part in ["secrets", "backups"] {
            try FileManager.default.createDirectory(atPath: folder.url.appending(path: part).path, withIntermediateDirectories: true)
        }
        try Data("secret".utf8).write(to: folder.url.appending(path: "secrets/access-tokens"))
    }

    private var root: String { folder.url.path }
    private var shelf: BackupShelf { BackupShelf(folder: root + "/backups") }
    private var way: Restoration { Restoration(root: root, shelf: shelf) }
    private let actor = AuditActor(rawValue: "usr_ada")

    private func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    /// Does something with the stores as a service would, and closes them.
    private func open<Outcome>(_ work: (SQLiteDatabase, DiskBlobStore) async throws -> Outcome) async throws -> Outcome {
        let database = try SQLiteDatabase(path: root + "/mivaa.sqlite")
        let outcome = try await work(database, try await DiskBlobStore(folder: root + "/blobs"))
        try database.close()
        return outcome
    }

    private func accept(_ number: Int) async throws {
        try await open { database, blobs in
            let document = StoresUnderTest.document("doc_\(number)")
            try await blobs.put([UInt8](repeating: 7, count: number), at: .document(document.id, in: document.workspace, file: "original.pdf"))
            let job = StoresUnderTest.job("job_\(number)", document: document.id)
            try await SQLiteDocumentStore(database).accept([DocumentAcceptance(document: document, job: job)], batch: nil)
        }
    }

    private func documents() async throws -> Set<String> {
        try await open { database, _ in
            Set(try await SQLiteDocumentStore(database).documents(DocumentQuery(), in: .installation).items.map(\.id.rawValue))
        }
    }

    private func log() async throws -> [AuditEntry] {
        try await open { database, _ in
            try await SQLiteIdentityStore(database: database).entries(after: 0, limit: 100, in: .installation)
        }
    }

    private func backUp(_ name: String) async throws {
        try await open { database, blobs in
            let writer = BackupWriter(database: database, blobs: blobs, secretsFolder: root + "/secrets")
            _ = try await shelf.note(try await writer.write(to: try shelf.path(of: name), now: now), of: name, verifiedAt: nil)
        }
    }

    @Test("the next start has the backup's data, a safety backup has what was there, and the log says both")
    func roundTrip() async throws {
        try await accept(1)
        try await backUp("first")
        try await accept(2)
        try Data("newer".utf8).write(to: folder.url.appending(path: "secrets/access-tokens"))
        try await way.prepare("first", requestedBy: actor, now: now)
        #expect(try await documents() == ["doc_1", "doc_2"], "nothing changes before the start")
        try await accept(3)
        let result = try #require(try await way.carryOut(now: now))
        #expect(result.outcome == .restored && result.backup == "first")
        #expect(try await documents() == ["doc_1"])
        #expect(has("blobs/documents/ws_one/doc_1/original.pdf") && !has("blobs/documents/ws_one/doc_2"))
        #expect(try String(contentsOfFile: root + "/secrets/access-tokens", encoding: .utf8) == "secret")
        let entry = try #require(try await log().last)
        #expect(entry.event.action == .restored && entry.event.details["requested_by"] == "usr_ada")
        #expect(!has("restoring") && !has("replaced") && !has("restore-order.json"))
        #expect(await way.result() == result)
        // What was acknowledged until the end can be had back.
        let safety = try #require(result.safetyBackup)
        #expect(try await shelf.item(safety).note?.verifiedAt != nil)
        try await way.prepare(safety, requestedBy: actor, now: now)
        _ = try await way.carryOut(now: now)
        #expect(try await documents() == ["doc_1", "doc_2", "doc_3"])
    }

    @Test("a start without an order changes nothing")
    func noOrder() async throws {
        try await accept(1)
        #expect(try await way.carryOut(now: now) == nil)
        #expect(try await documents() == ["doc_1"])
        #expect(await way.result() == nil)
    }

    @Test("a damaged backup is refused before anything happens")
    func damaged() async throws {
        try await accept(1)
        try await backUp("first")
        let path = try shelf.path(of: "first")
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        bytes[700] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        await #expect(throws: StoreError.self) { try await way.prepare("first", requestedBy: actor, now: now) }
        await #expect(throws: StoreError.self) { try await shelf.verify("first", now: now) }
        #expect(!has("restoring") && !has("restore-order.json"))
        #expect(try await way.carryOut(now: now) == nil)
        await #expect(throws: StoreError.notFound("the backup none")) { try await way.prepare("none", requestedBy: actor, now: now) }
        await #expect(throws: StoreError.self) { try await shelf.item("../mivaa") }
    }

    @Test("while another process has the database open, the data stay as they are, and the result says why")
    func inUse() async throws {
        try await accept(1)
        try await backUp("first")
        try await accept(2)
        try await way.prepare("first", requestedBy: actor, now: now)
        let other = try SQLiteDatabase(path: root + "/mivaa.sqlite")
        _ = try await SQLiteDocumentStore(other).documents(DocumentQuery(), in: .installation)
        let result = try #require(try await way.carryOut(now: now))
        #expect(result.outcome == .failed && result.reason?.contains("mivaa worker") == true)
        try other.close()
        #expect(try await documents() == ["doc_1", "doc_2"])
        #expect(!has("restoring") && !has("restore-order.json"))
        #expect(try await way.carryOut(now: now) == nil)
    }

    @Test("a start that died between two changes of names is gone over by the next", arguments: ["mivaa.sqlite", "blobs", "secrets"])
    func interrupted(_ part: String) async throws {
        try await accept(1)
        try await backUp("first")
        try await accept(2)
        try await way.prepare("first", requestedBy: actor, now: now)
        // As a process leaves it that died behind the first of the part's two changes of name.
        let files = FileManager.default
        for done in ["mivaa.sqlite", "blobs", "secrets"] {
            try files.createDirectory(atPath: root + "/replaced", withIntermediateDirectories: true)
            for name in done == "mivaa.sqlite" ? [done, done + "-wal", done + "-shm"] : [done] where has(name) {
                try files.moveItem(atPath: "\(root)/\(name)", toPath: "\(root)/replaced/\(name)")
            }
            if done == part { break }
            try files.moveItem(atPath: "\(root)/restoring/\(done)", toPath: "\(root)/\(done)")
        }
        try Data(#"{"backup": "first", "requestedBy": "usr_ada", "safetyBackup": "before"}"#.utf8)
            .write(to: URL(fileURLWithPath: root + "/restore-order.json"))
        let result = try #require(try await way.carryOut(now: now))
        #expect(result.outcome == .restored && result.safetyBackup == "before")
        #expect(try await documents() == ["doc_1"])
        #expect(has("blobs/documents/ws_one/doc_1/original.pdf") && has("secrets/access-tokens"))
        #expect(!has("restoring") && !has("replaced"))
    }

    @Test("backups are listed, the newest first; what is known of other bytes is not taken for these")
    func list() async throws {
        try await accept(1)
        try await backUp("first")
        try await backUp("second")
        try Data("no archive".utf8).write(to: folder.url.appending(path: "backups/other file.tar"))
        let items = try await shelf.items()
        #expect(Set(items.map(\.id)) == ["first", "second"])
        let known = try #require(items.first { $0.id == "first" })
        #expect(known.note?.documents == 1 && known.note?.verifiedAt == nil && known.note?.sha256.count == 64)
        #expect(try await shelf.verify("first", now: now).note?.verifiedAt == now.iso8601)
        try Data("shorter".utf8).write(to: URL(fileURLWithPath: try shelf.path(of: "first")))
        #expect(try await shelf.item("first").note == nil)
        try await shelf.remove("first")
        #expect(try await shelf.items().map(\.id) == ["second"])
        #expect(!has("backups/first.json"))
    }
}
