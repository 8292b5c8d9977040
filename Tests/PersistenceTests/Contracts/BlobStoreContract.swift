import Backends
import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Persistence

/// The implementations that the contract of blob stores is tested with.
enum BlobStoreKind: String, CaseIterable, Sendable {
    case disk

    func make(in folder: TemporaryFolder) async throws -> any BlobStore {
        switch self {
        case .disk: try await DiskBlobStore(folder: folder.url.appending(path: "blobs").path)
        }
    }
}

@Suite("Blob stores")
struct BlobStoreContract {
    private func name(_ text: String) throws -> BlobName { try #require(BlobName(text)) }

    @Test("bytes come back whole or in part, and are replaced as a whole", arguments: BlobStoreKind.allCases)
    func putsAndGets(_ kind: BlobStoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(in: folder)
        let name = try name("documents/ws_1/doc_1/original.pdf")
        #expect(try await store.bytes(of: name, range: nil) == nil)
        #expect(try await store.size(of: name) == nil)
        try await store.put([1, 2, 3, 4, 5], at: name)
        #expect(try await store.bytes(of: name, range: nil) == [1, 2, 3, 4, 5])
        #expect(try await store.bytes(of: name, range: 1..<3) == [2, 3])
        #expect(try await store.bytes(of: name, range: 4..<99) == [5])
        #expect(try await store.bytes(of: name, range: 7..<9) == [])
        try await store.put([], at: name)
        #expect(try await store.size(of: name) == 0)
        #expect(try await store.bytes(of: name, range: nil) == [])
    }

    @Test("a file is taken over: it is no longer where it was", arguments: BlobStoreKind.allCases)
    func takesFile(_ kind: BlobStoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(in: folder)
        let path = try folder.write([7, 8, 9], to: "upload")
        let name = try name("a/b")
        try await store.put(fileAt: path, at: name)
        #expect(!FileManager.default.fileExists(atPath: path))
        let bytes = try await store.withFile(of: name) { path in [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
        #expect(bytes == [7, 8, 9])
        await #expect(throws: StoreError.self) { try await store.put(fileAt: path, at: name) }
        await #expect(throws: StoreError.self) { try await store.withFile(of: BlobName("none") ?? name) { _ in } }
    }

    @Test("names are listed in order, in pieces, below one prefix only", arguments: BlobStoreKind.allCases)
    func lists(_ kind: BlobStoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(in: folder)
        // A dot and a hyphen come before the slash, a digit behind it.
        let texts = ["a/b-c", "a/b.d", "a/b/x", "a/b/y/z", "a/b0", "a/c"]
        for text in texts.shuffled() + ["ab/c", "b/a"] { try await store.put([1], at: try name(text)) }
        #expect(try await store.names(below: try name("a"), after: nil, limit: 100).map(\.text) == texts)
        for (index, text) in texts.enumerated() {
            let rest = try await store.names(below: try name("a"), after: try name(text), limit: 2).map(\.text)
            #expect(rest == Array(texts[(index + 1)...].prefix(2)))
        }
        #expect(try await store.names(below: try name("none"), after: nil, limit: 9) == [])
    }

    @Test("all below a name is removed and counted, and nothing beside it", arguments: BlobStoreKind.allCases)
    func removes(_ kind: BlobStoreKind) async throws {
        let folder = try TemporaryFolder()
        let store = try await kind.make(in: folder)
        for text in ["a/b/1", "a/b/c/2", "a/bc/3", "a/file"] { try await store.put([1], at: try name(text)) }
        #expect(try await store.removeAll(below: try name("a/b")) == 2)
        #expect(try await store.removeAll(below: try name("a/file")) == 1)
        #expect(try await store.removeAll(below: try name("a/none")) == 0)
        #expect(try await store.names(below: try name("a"), after: nil, limit: 9).map(\.text) == ["a/bc/3"])
    }

    @Test("names that lead elsewhere are no names", arguments: ["", "/a", "a/", "a//b", "../a", "a/../b", ".a", "a/.b", "a b", "ä", "a\u{0}"])
    func refusesNames(_ text: String) {
        #expect(BlobName(text) == nil)
    }
}

@Suite("Blobs on a disk")
struct DiskBlobStoreTests {
    @Test("what was left unfinished is cleared away at the start when it is old, and is never listed")
    func clearsIncoming() async throws {
        let folder = try TemporaryFolder()
        let root = folder.url.appending(path: "blobs").path
        let store = try await DiskBlobStore(folder: root)
        let unfinished = store.incomingPath()
        try Data([1]).write(to: URL(fileURLWithPath: unfinished))
        _ = try await DiskBlobStore(folder: root)
        #expect(FileManager.default.fileExists(atPath: unfinished))
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: unfinished)
        _ = try await DiskBlobStore(folder: root)
        #expect(!FileManager.default.fileExists(atPath: unfinished))
    }

    @Test("a place that cannot be written to is told so")
    func unusable() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1], to: "file")
        await #expect(throws: StoreError.self) { _ = try await DiskBlobStore(folder: file + "/blobs") }
        let store = try await DiskBlobStore(folder: folder.url.appending(path: "blobs").path)
        try await store.check()
        try FileManager.default.removeItem(atPath: store.folder)
        await #expect(throws: StoreError.self) { try await store.check() }
    }

    @Test("what cannot be written leaves what was there")
    func failedWrite() async throws {
        let folder = try TemporaryFolder()
        let store = try await DiskBlobStore(folder: folder.url.appending(path: "blobs").path)
        let name = try #require(BlobName("a"))
        try await store.put([1], at: name)
        try FileManager.default.removeItem(atPath: store.folder + "/.incoming")
        await #expect(throws: StoreError.self) { try await store.put([2], at: name) }
        #expect(try await store.bytes(of: name, range: nil) == [1])
    }

    @Test(
        "a full disk, a damaged disk and a missing file are told apart",
        arguments: [
            (ENOSPC, StoreError.full("the disk of /x")), (EDQUOT, .full("the disk of /x")), (ENOENT, .notFound("/x")),
            (EIO, .corrupt("/x: Input/output error")), (EACCES, .unavailable("/x: Permission denied")),
        ])
    func errors(_ code: Int32, _ error: StoreError) {
        #expect(DurableFile.error("/x", code: code) == error)
    }
}
