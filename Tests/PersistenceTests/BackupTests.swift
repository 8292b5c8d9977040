import Backends
import DocumentModel
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Persistence

@Suite("Backups", .timeLimit(.minutes(15)))
struct BackupTests {
    private let folder: TemporaryFolder
    private let database: SQLiteDatabase
    private let documents: SQLiteDocumentStore
    private let blobs: DiskBlobStore
    private let now = StoresUnderTest.start

    init() async throws {
        folder = try TemporaryFolder()
        let data = folder.url.appending(path: "data").path
        try FileManager.default.createDirectory(atPath: data + "/secrets", withIntermediateDirectories: true)
        database = try SQLiteDatabase(path: data + "/mivaa.sqlite")
        documents = SQLiteDocumentStore(database)
        blobs = try await DiskBlobStore(folder: data + "/blobs")
        try Data("secret".utf8).write(to: URL(fileURLWithPath: data + "/secrets/access-tokens"))
    }

    private var archive: String { folder.url.appending(path: "backup.tar").path }
    private var restored: String { folder.url.appending(path: "restored").path }

    private var writer: BackupWriter {
        BackupWriter(database: database, blobs: blobs, secretsFolder: folder.url.appending(path: "data/secrets").path)
    }

    /// A document whose file is as long as its number.
    private func accept(_ number: Int) async throws -> DocumentRecord {
        var document = StoresUnderTest.document("doc_\(number)")
        document.sizeBytes = Int64(number)
        let file = [UInt8](repeating: UInt8(number % 251), count: number)
        try await blobs.put(file, at: .document(document.id, in: document.workspace, file: "original.pdf"))
        let job = StoresUnderTest.job("job_\(number)", document: document.id)
        try await documents.accept([DocumentAcceptance(document: document, job: job)], batch: nil)
        return document
    }

    /// What the restored folder has.
    private func restore() async throws -> (summary: BackupSummary, documents: [DocumentRecord], blobs: DiskBlobStore) {
        let summary = try await BackupReader().restore(archive, to: restored)
        let store = SQLiteDocumentStore(try SQLiteDatabase(path: restored + "/mivaa.sqlite"))
        var query = DocumentQuery()
        query.limit = 10_000
        return (summary, try await store.documents(query, in: .installation).items, try await DiskBlobStore(folder: restored + "/blobs"))
    }

    @Test("what was backed up is restored, file by file, and other programs can read the archive")
    func roundTrip() async throws {
        for number in [1, 511, 512, 513, 3_000_000] { _ = try await accept(number) }
        let longName = try #require(BlobName("documents/ws_one/doc_1/" + String(repeating: "long-", count: 40) + "ä".utf8.map { _ in "x" }.joined()))
        try await blobs.put([1, 2, 3], at: longName)
        let written = try await writer.write(to: archive, now: now)
        #expect((written.documents, written.jobs, written.files) == (5, 5, 8))
        let (summary, found, restoredBlobs) = try await restore()
        #expect(summary == written)
        #expect(Set(found.map(\.sizeBytes)) == [1, 511, 512, 513, 3_000_000])
        for document in found {
            let name = BlobName.document(document.id, in: document.workspace, file: "original.pdf")
            #expect(try await restoredBlobs.bytes(of: name, range: nil) == (try await blobs.bytes(of: name, range: nil)))
        }
        #expect(try await restoredBlobs.bytes(of: longName, range: nil) == [1, 2, 3])
        #expect(try String(contentsOfFile: restored + "/secrets/access-tokens", encoding: .utf8) == "secret")
        #expect(try FileManager.default.attributesOfItem(atPath: archive)[.posixPermissions] as? Int == 0o600)
        #expect(try names(by: "/usr/bin/tar").contains(BackupPath.blobs + longName.text))
    }

    private func names(by program: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-tf", archive]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text.split(separator: "\n").map(String.init)
    }

    @Test("while documents come and go, the backup has all of those that were there and no record without its file")
    func consistent() async throws {
        for number in 1...40 { _ = try await accept(number) }
        let isDone = Mutex(false)
        let traffic = Task {
            var number = 1000
            while !isDone.withLock({ $0 }) {
                let document = try await accept(number)
                if number.isMultiple(of: 2) {
                    _ = try await documents.remove(document.id, in: .installation)
                    try await blobs.removeAll(below: .folder(of: document.id, in: document.workspace))
                }
                number += 1
            }
            return number - 1000
        }
        for round in 1...5 {
            _ = try await writer.write(to: archive, now: now)
            let (_, found, restoredBlobs) = try await restore()
            #expect(Set(found.map(\.sizeBytes)).isSuperset(of: Set((1...40).map(Int64.init))), "\(round)")
            for document in found {
                let name = BlobName.document(document.id, in: document.workspace, file: "original.pdf")
                #expect(try await restoredBlobs.size(of: name) == document.sizeBytes)
            }
            try FileManager.default.removeItem(atPath: archive)
            try FileManager.default.removeItem(atPath: restored)
        }
        isDone.withLock { $0 = true }
        #expect(try await traffic.value > 0)
    }

    @Test("a file that is there is not overwritten, a folder that is not empty not restored into")
    func inTheWay() async throws {
        _ = try await accept(3)
        _ = try await writer.write(to: archive, now: now)
        await #expect(throws: StoreError.conflict("the file \(archive)")) { try await writer.write(to: archive, now: now) }
        _ = try folder.write([1], to: "restored/something")
        await #expect(throws: StoreError.self) { try await BackupReader().restore(archive, to: restored) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: restored) == ["something"])
    }

    @Test(
        "an archive that is damaged, cut short or was added to is refused, and nothing of it stays",
        arguments: [
            "byte", "cut", "end", "escape", "extra", "twice", "manifest", "garbage",
        ])
    func damaged(_ kind: String) async throws {
        for number in [2000, 5000] { _ = try await accept(number) }
        _ = try await writer.write(to: archive, now: now)
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: archive)))
        func entry(_ name: String, _ content: [UInt8]) -> [UInt8] {
            TarHeader(name: name, sizeBytes: Int64(content.count)).blocks + content + TarHeader.padding(after: Int64(content.count))
        }
        switch kind {
        case "byte": bytes[700] ^= 1
        case "cut": bytes.removeLast(bytes.count / 2)
        case "end": bytes.removeLast(2 * TarHeader.blockBytes)
        case "escape": bytes = entry("../escaped", [1]) + bytes
        case "extra": bytes = entry("blobs/documents/extra", [1]) + bytes
        case "twice": bytes = entry("blobs/documents/ws_one/doc_2000/original.pdf", [1]) + bytes
        case "manifest": bytes = entry("manifest.json", Array(#"{"format":2}"#.utf8)) + bytes
        default: bytes = [UInt8](repeating: 0x41, count: 4096)
        }
        try Data(bytes).write(to: URL(fileURLWithPath: archive))
        let error = await #expect(throws: StoreError.self) { try await BackupReader().restore(archive, to: restored) }
        guard case .corrupt = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: restored) == [])
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "escaped").path))
    }

    @Test("a record whose file is gone fails the backup, and no half of one is left")
    func missingBlob() async throws {
        let document = try await accept(3)
        try await blobs.removeAll(below: .folder(of: document.id, in: document.workspace))
        let error = await #expect(throws: StoreError.self) { try await writer.write(to: archive, now: now) }
        guard case .corrupt = error else { return #expect(Bool(false)) }
        #expect(!FileManager.default.fileExists(atPath: archive))
        #expect(!FileManager.default.fileExists(atPath: archive + ".snapshot"))
    }

    @Test("a database tells which steps it lacks")
    func pending() async throws {
        let path = folder.url.appending(path: "data/mivaa.sqlite").path
        #expect(try SQLiteDatabase.pendingMigrations(path: path) == [])
        try await database.write { try $0.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '3 webhooks'") }
        #expect(try SQLiteDatabase.pendingMigrations(path: path) == ["3 webhooks"])
        #expect(try SQLiteDatabase.pendingMigrations(path: path + ".none").first == "1 documents and jobs")
    }
}
