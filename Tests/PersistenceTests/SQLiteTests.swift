import Backends
import DocumentModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Persistence

@Suite("SQLite")
struct SQLiteTests {
    private let folder: TemporaryFolder
    private let database: SQLiteDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
    }

    private func accept(_ name: String, title: String) async throws -> DocumentRecord {
        let document = StoresUnderTest.document(name, title: title)
        let job = StoresUnderTest.job("job_\(name)", document: document.id)
        try await SQLiteDocumentStore(database).accept([DocumentAcceptance(document: document, job: job)], batch: nil)
        return document
    }

    @Test(
        "maps in columns are read whatever stands in them",
        arguments: [
            [:], ["a": "b"], ["": ""], ["a": "b", "c": "d"], ["quote \"": "back \\ slash"], ["a,b": "c:d"], ["{": "}"], ["new\nline": "Ω 🧱"],
            ["a": ":", "b": ","],
        ])
    func maps(_ map: [String: String]) throws {
        #expect(try JSONColumn.map(JSONColumn.text(map)) == map)
    }

    @Test("maps in columns may have spaces, and nothing but text in them", arguments: [(#"{ "a" : "b" }"#, ["a": "b"]), ("{ }", [:])])
    func spacedMaps(_ text: String, _ map: [String: String]) throws {
        #expect(try JSONColumn.map(text) == map)
    }

    @Test("a map in a column that is none is an error", arguments: [#"{"a":1}"#, #"{"a"}"#, "[]", "", #"{"a":"b""c":"d"}"#])
    func brokenMaps(_ text: String) {
        #expect(throws: (any Error).self) { try JSONColumn.map(text) }
    }

    @Test("the index of words agrees with what is stored after every kind of change")
    func wordIndexStaysSound() async throws {
        let (documents, contents) = (SQLiteDocumentStore(database), SQLiteContentStore(database))
        for name in ["doc_1", "doc_2", "doc_3"] {
            let document = try await accept(name, title: "Title of \(name)")
            for revision in 1...2 {
                let pages = (1...3).map { StoresUnderTest.page($0, "words of page \($0) in revision \(revision)", status: .done) }
                let published = DocumentContents(
                    status: .completed, facts: DocumentFacts(), title: "Found \(revision)", pages: pages, tables: [], images: [])
                #expect(try await contents.publish(published, of: document.id, revision: revision, at: StoresUnderTest.start))
                var next = document
                next.revision = revision + 1
                let job = StoresUnderTest.job("job_\(name)_\(revision)", document: document.id)
                try await documents.acceptAgain(DocumentAcceptance(document: next, job: job))
                try await contents.savePage(StoresUnderTest.page(1, "draft"), layout: [1], of: document.id, revision: revision + 1)
            }
        }
        _ = try await documents.change(
            StoresUnderTest.identifier("doc_1"), in: .installation, DocumentChange(title: "Other", tags: ["x"]), at: StoresUnderTest.start)
        _ = try await documents.remove(StoresUnderTest.identifier("doc_2"), in: .installation)
        try await database.write { try $0.execute(sql: "INSERT INTO document_words (document_words, rank) VALUES ('integrity-check', 1)") }
    }

    @Test("a full database says so and keeps what it had")
    func full() async throws {
        _ = try await accept("doc_1", title: "small")
        try await database.write { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let error = await #expect(throws: StoreError.self) {
            _ = try await accept("doc_2", title: String(repeating: "large ", count: 1 << 20))
        }
        #expect(error == .full("the disk of the database"))
        #expect(try await SQLiteDocumentStore(database).documents(DocumentQuery(), in: .installation).totalCount == 1)
    }

    @Test("a locked database, a damaged one and one of a newer version are told apart")
    func errors() async throws {
        #expect(StoreError(DatabaseError(resultCode: .SQLITE_BUSY)) == .busy)
        #expect(StoreError(DatabaseError(resultCode: .SQLITE_CORRUPT, message: "page 3")) == .corrupt("page 3"))
        let garbage = try folder.write(
            Array("this is no database, whatever its name says".utf8) + [UInt8](repeating: 7, count: 8192), to: "bad.sqlite")
        let error = #expect(throws: StoreError.self) { _ = try SQLiteDatabase(path: garbage) }
        #expect(error.map { if case .corrupt = $0 { true } else { false } } == true)
        let path = folder.url.appending(path: "mivaa.sqlite").path
        try await database.write { try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')") }
        let newer = #expect(throws: StoreError.self) { _ = try SQLiteDatabase(path: path) }
        #expect(newer == .corrupt("\(path) was written by a newer version of mivaa"))
    }

    @Test("the database is readable by its owner alone")
    func rights() async throws {
        let path = folder.url.appending(path: "mivaa.sqlite").path
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    @Test("a write goes on when the task that asked for it is cancelled")
    func cancelledWrite() async throws {
        let queue = SQLiteJobQueue(database)
        let job = StoresUnderTest.job("job_1")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await queue.enqueue(job)
        }
        try await task.value
        #expect(try await queue.job(job.id, in: .installation)?.id == job.id)
    }

    @Test("what people ask for most often is answered from indexes")
    func plans() async throws {
        let statements = [
            "SELECT count(*) FROM document WHERE workspace = 'a'",
            "SELECT * FROM document WHERE workspace = 'a' ORDER BY created_at DESC, number DESC LIMIT 50",
            "SELECT count(*), sum(size_bytes), sum(page_count) FROM document WHERE workspace = 'a'",
            "SELECT status, kind, count(*) FROM job WHERE workspace = 'a' GROUP BY status, kind",
            "SELECT min(run_after) FROM job WHERE status IN ('pending', 'retrying', 'interrupted') AND kind IN ('x')",
            "SELECT sum(ended_at - started_at) FROM job WHERE ended_at >= 5 AND status = 'completed' AND started_at IS NOT NULL AND workspace = 'a'",
        ]
        let plans = try await database.read { database in
            try statements.map { try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \($0)").map { $0["detail"] as String }.joined(separator: "; ") }
        }
        for (statement, plan) in zip(statements, plans) {
            #expect(plan.contains("INDEX"), "\(statement): \(plan)")
            #expect(!plan.contains("TEMP B-TREE"), "\(statement): \(plan)")
        }
    }
}
