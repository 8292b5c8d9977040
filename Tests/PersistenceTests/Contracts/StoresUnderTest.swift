import Backends
import DocumentModel
import Foundation
import Persistence
import TestSupport

/// The implementations that each contract is tested with.
enum StoreKind: String, CaseIterable, Sendable {
    case sqlite
}

/// Empty stores, and records to put into them.
struct StoresUnderTest {
    let documents: any DocumentStore
    let contents: any ContentStore
    let queue: any JobQueue
    let images: any ImageIndex
    let entities: any EntityStore
    let answers: any IdempotencyStore
    let usage: any UsageStore
    let search: any SearchIndex & SearchVocabulary & SearchIndexUpkeep
    let notebook: any SearchNotebook
    let conversations: any ConversationStore
    private let kind: StoreKind
    private let folder: TemporaryFolder

    init(_ kind: StoreKind) async throws {
        try await self.init(kind, in: TemporaryFolder())
    }

    /// The same stores as another process sees them.
    func another() async throws -> StoresUnderTest { try await StoresUnderTest(kind, in: folder) }

    private init(_ kind: StoreKind, in folder: TemporaryFolder) async throws {
        self.kind = kind
        self.folder = folder
        switch kind {
        case .sqlite:
            let database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
            documents = SQLiteDocumentStore(database)
            contents = SQLiteContentStore(database)
            queue = SQLiteJobQueue(database)
            images = SQLiteImageIndex(database)
            entities = SQLiteEntityStore(database)
            answers = SQLiteIdempotencyStore(database)
            usage = SQLiteUsageStore(database)
            conversations = SQLiteConversationStore(database)
            search = SQLiteSearchIndex(database)
            notebook = SQLiteSearchNotebook(database)
        }
    }

    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    static func workspace(_ name: String = "ws_one") -> WorkspaceID { identifier(name) }

    static func identifier<Subject>(_ text: String) -> Identifier<Subject> {
        Identifier(rawValue: text) ?? Identifier(prefix: "bad", milliseconds: 0, entropy: (0, 0))
    }

    static func document(
        _ name: String, in workspace: WorkspaceID = workspace(), title: String? = nil, after seconds: Double = 0
    ) -> DocumentRecord {
        DocumentRecord(
            id: identifier(name), workspace: workspace, uploadedBy: identifier("usr_one"), title: title ?? name, filename: "\(name).pdf",
            sizeBytes: 1000, sha256: String(repeating: "a", count: 64), createdAt: start.adding(seconds: seconds))
    }

    static func job(
        _ name: String, in workspace: WorkspaceID = workspace(), priority: JobPriority = .normal, batch: BatchID? = nil,
        document: DocumentID? = nil, after seconds: Double = 0
    ) -> JobRecord {
        JobRecord(
            id: identifier(name), kind: .documentProcessing, workspace: workspace, owner: identifier("usr_one"), document: document,
            batch: batch, priority: priority, createdAt: start.adding(seconds: seconds))
    }

    static func page(_ number: Int, _ text: String, status: PageRecord.Status = .provisional) -> PageRecord {
        PageRecord(number: number, width: 595, height: 842, status: status, markdown: "# \(text)", text: text, blocksJSON: "[]")
    }

    static func image(_ name: String, of document: DocumentID?, in workspace: WorkspaceID = workspace(), tags: [String] = []) -> ImageRecord {
        ImageRecord(
            id: identifier(name), workspace: workspace, document: document, page: 1, rectangle: nil, filename: "\(name).png", format: "png",
            width: 10, height: 20, sizeBytes: 300, sha256: String(repeating: "b", count: 64), tags: tags, createdAt: start)
    }

    /// Stores a document with its job.
    func accept(_ document: DocumentRecord, job: String? = nil) async throws {
        let job = Self.job(
            job ?? "job_\(document.id)", in: document.workspace, document: document.id, after: document.createdAt.seconds(since: Self.start))
        try await documents.accept([DocumentAcceptance(document: document, job: job)], batch: nil)
    }

    func publish(
        _ texts: [String], of document: DocumentRecord, revision: Int = 1, status: DocumentStatus = .completed, images: [ImageRecord] = [],
        chunks: [Chunk] = [], language: String? = nil, title: String? = "Found title"
    ) async throws -> Bool {
        var facts = DocumentFacts()
        facts.language = language
        facts.pageCount = texts.count
        facts.preview = texts.first ?? ""
        facts.fileFields = ["author": "A. N. Other"]
        let pages = texts.enumerated().map { Self.page($0 + 1, $1, status: .done) }
        let table = TableRecord(
            id: "table_1", page: 1, rectangle: Rectangle(left: 0, top: 0, right: 10, bottom: 10), caption: nil, headers: ["a"], rows: [["1"]],
            confidence: 1)
        let contents = DocumentContents(status: status, facts: facts, title: title, pages: pages, tables: [table], images: images, chunks: chunks)
        return try await self.contents.publish(contents, of: document.id, revision: revision, at: Self.start.adding(seconds: 100))
    }
}
