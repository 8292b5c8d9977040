import Backends
import DocumentModel
import Foundation
import GRDB
import Persistence
import TestSupport
import Testing

@testable import Ingestion

@Suite("Keeping the index of chunks")
struct PassageIndexerTests {
    @Test("every chunk gets its vector, headings included, and the document says so")
    func embeds() async throws {
        let desk = try await IndexDesk()
        try await desk.publish(["red", "green", "blue"])
        #expect(try await desk.doAll() == nil)
        #expect(desk.models.embedded == ["Colours\nred", "Colours\ngreen", "Colours\nblue"])
        let space = try #require(try await desk.index.activeSpace())
        #expect(space.model == "standard")
        #expect(try await desk.index.statistics(in: .installation).vectorCounts == [space: 3])
        #expect(try await desk.documents.document(desk.document, in: .installation)?.facts.hasEmbeddings == true)
    }

    @Test("only chunks that have changed are embedded again when a document is processed again")
    func reuse() async throws {
        let desk = try await IndexDesk()
        try await desk.publish(["red", "green", "blue"])
        _ = try await desk.doAll()
        desk.models.forget()
        try await desk.publish(["green", "violet", "red"])
        _ = try await desk.doAll()
        #expect(desk.models.embedded == ["Colours\nviolet"])
    }

    @Test("without a model documents are found by words, and why not by meaning is said")
    func withoutModel() async throws {
        let desk = try await IndexDesk()
        let problem = RecognitionError.missing(what: "the model", install: "mivaa models install")
        desk.models.fail(with: problem)
        #expect(try await desk.doAll() == nil)
        try await desk.publish(["red"])
        #expect(try await desk.doAll() == problem)
        let found = try await desk.index.lexical(LexicalQuery(words: ["red"]), SearchFilters(), scope: .installation, limit: 1)
        #expect(found.count == 1)
        desk.models.fail(with: nil)
        #expect(try await desk.doAll() == nil)
        #expect(try await desk.index.statistics(in: .installation).vectorCounts.values.map { $0 } == [1])
    }

    @Test("another model takes over when all chunks have its vectors, and the old ones go")
    func change() async throws {
        let desk = try await IndexDesk()
        try await desk.publish((0..<70).map { "chunk \($0)" })
        _ = try await desk.doAll()
        try await desk.index.want(model: "other")
        guard case .done(64) = try await desk.indexer.doSome() else { return #expect(Bool(false), "64 chunks at once") }
        #expect(try await desk.index.activeSpace()?.model == "standard")
        #expect(try await desk.doAll() == nil)
        let space = try #require(try await desk.index.activeSpace())
        #expect(space.model == "other")
        #expect(try await desk.index.statistics(in: .installation).vectorCounts == [space: 70])
        #expect(try await desk.documents.document(desk.document, in: .installation)?.facts.hasEmbeddings == true)
    }

    @Test("documents from before there was an index come into it with the chunks that were stored of them")
    func before() async throws {
        let desk = try await IndexDesk()
        try await desk.publish(["forgotten"])
        try await desk.storeChunks(["red", "green"])
        try await desk.database.write { try $0.execute(sql: "DELETE FROM search_document") }
        #expect(try await desk.index.statistics(in: .installation).chunkCount == 0)
        #expect(try await desk.doAll() == nil)
        #expect(try await desk.index.chunks(of: desk.document, 0..<9, in: .installation).map(\.chunk.text) == ["red", "green"])
        #expect(try await desk.index.statistics(in: .installation).vectorCounts.values.map { $0 } == [2])
    }

    @Test("a document of which no chunks were stored is taken in once, and not looked at again")
    func nothingStored() async throws {
        let desk = try await IndexDesk()
        try await desk.publish(["forgotten"])
        try await desk.database.write { try $0.execute(sql: "DELETE FROM search_document") }
        #expect(try await desk.doAll() == nil)
        #expect(try await desk.index.unindexed(limit: 9) == [])
        #expect(desk.models.embedded == [])
    }
}

/// An index with one document, and models that are told what to say.
private struct IndexDesk {
    let database: SQLiteDatabase
    let documents: SQLiteDocumentStore
    let contents: SQLiteContentStore
    let index: SQLiteSearchIndex
    let blobs: DiskBlobStore
    let models = FakeEmbedders()
    let document: DocumentID = StationUnderTest.identifier("doc_1")
    private let folder: TemporaryFolder

    var indexer: PassageIndexer { PassageIndexer(index: index, blobs: blobs, embedders: models) }

    init() async throws {
        folder = try TemporaryFolder()
        database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
        documents = SQLiteDocumentStore(database)
        contents = SQLiteContentStore(database)
        index = SQLiteSearchIndex(database)
        blobs = try await DiskBlobStore(folder: folder.url.appending(path: "blobs").path)
        let now = Timestamp(milliseconds: 1_790_000_000_000)
        let record = DocumentRecord(
            id: document, workspace: StationUnderTest.workspace, uploadedBy: StationUnderTest.owner, title: "One", filename: "one.pdf",
            sizeBytes: 1, sha256: nil, createdAt: now)
        let job = JobRecord(
            id: StationUnderTest.identifier("job_1"), kind: .documentProcessing, workspace: StationUnderTest.workspace,
            owner: StationUnderTest.owner, document: document, batch: nil, createdAt: now)
        try await documents.accept([DocumentAcceptance(document: record, job: job)], batch: nil)
    }

    private func chunks(_ texts: [String]) -> [Chunk] {
        let region = Region(page: 1, rectangle: Rectangle(left: 0, top: 0, right: 9, bottom: 9))
        return texts.enumerated().map {
            Chunk(index: $0, kind: .text, text: $1, headings: ["Colours"], regions: [region], blocks: [$0], tokenCount: 1)
        }
    }

    func publish(_ texts: [String]) async throws {
        let contents = DocumentContents(
            status: .completed, facts: DocumentFacts(), title: nil, pages: [], tables: [], images: [], chunks: chunks(texts))
        #expect(try await self.contents.publish(contents, of: document, revision: 1, at: Timestamp(milliseconds: 1_790_000_000_000)))
    }

    func storeChunks(_ texts: [String]) async throws {
        let record = try #require(try await documents.document(document, in: .installation))
        let blob = try #require(DocumentOutput.chunks.blob(of: record))
        try await blobs.put([UInt8](try JSONEncoder().encode(chunks(texts))), at: blob)
    }

    /// Until there is nothing left to do, or nothing that can be done: why.
    func doAll() async throws -> RecognitionError? {
        while true {
            switch try await indexer.doSome() {
            case .done(0): return nil
            case .done: continue
            case .cannot(let problem): return problem
            }
        }
    }
}
