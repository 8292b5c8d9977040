import Backends
import DocumentModel
import Foundation
import Persistence
import TestSupport

@testable import Ingestion

/// All that documents are processed with, on a folder that is removed with this value: real stores, real children.
final class StationUnderTest: Sendable {
    let documents: any DocumentStore
    let contents: any ContentStore
    let queue: any JobQueue
    let blobs: any BlobStore
    let corrections: any CorrectionStore
    let search: any SearchIndex & SearchIndexUpkeep
    let entities: any EntityStore
    let bus = InMemoryProgressBus(firstID: 0)
    let signal = WorkSignal()
    let services: ProcessingServices
    private let pool: ChildPool
    private let folder: Folder

    /// Safe because the folder's only use is to be removed when the last owner goes.
    private final class Folder: @unchecked Sendable {
        let folder: TemporaryFolder
        init() throws { folder = try TemporaryFolder() }
    }

    static let workspace: WorkspaceID = identifier("ws_one")
    static let owner: UserID = identifier("usr_one")

    static func identifier<Subject>(_ text: String) -> Identifier<Subject> {
        Identifier(rawValue: text) ?? Identifier(prefix: "bad", milliseconds: 0, entropy: (0, 0))
    }

    init(children: Int = 1, recognizer: Recognizer? = nil) async throws {
        folder = try Folder()
        let database = try SQLiteDatabase(path: folder.folder.url.appending(path: "mivaa.sqlite").path)
        documents = SQLiteDocumentStore(database)
        contents = SQLiteContentStore(database)
        queue = SQLiteJobQueue(database)
        corrections = SQLiteCorrectionStore(database)
        search = SQLiteSearchIndex(database)
        entities = SQLiteEntityStore(database)
        blobs = try await DiskBlobStore(folder: folder.folder.url.appending(path: "blobs").path)
        pool = ChildPool(size: children, command: ChildCommand(executablePath: Project.binary, libraryPath: Project.pdfium))
        services = ProcessingServices(
            documents: documents, contents: contents, blobs: blobs, corrections: corrections, bus: bus,
            extractor: Extractor(room: .children(pool), recognizer: recognizer))
    }

    /// Stores a file as if it had been uploaded. The job that waits for it.
    func accept(
        _ bytes: [UInt8], name: String = "doc_1", options: ProcessingOptions = ProcessingOptions(), batch: BatchRecord? = nil
    ) async throws -> JobRecord {
        let path = try folder.folder.write(bytes, to: "upload")
        let digest = try SourceFile(path: path).digest()
        let now = ServiceClock.system.now()
        let document = DocumentRecord(
            id: Self.identifier(name), workspace: Self.workspace, uploadedBy: Self.owner, title: name, filename: "\(name).pdf",
            sizeBytes: digest.sizeBytes, sha256: digest.sha256, createdAt: now)
        try await blobs.put(bytes, at: .original(of: document))
        let payload = try JSONEncoder().encode(ProcessingOrder(revision: 1, options: options))
        let job = JobRecord(
            id: Self.identifier("job_\(name)"), kind: .documentProcessing, workspace: Self.workspace, owner: Self.owner,
            document: document.id, batch: batch?.id, payloadJSON: String(decoding: payload, as: UTF8.self), createdAt: now)
        try await documents.accept([DocumentAcceptance(document: document, job: job)], batch: batch)
        signal.notify()
        return job
    }

    /// A job that processes a stored document once more, with other options.
    func acceptAgain(_ name: String = "doc_1", options: ProcessingOptions = ProcessingOptions()) async throws -> JobRecord {
        let id: DocumentID = Self.identifier(name)
        guard var document = try await documents.document(id, in: .installation) else { throw StoreError.notFound(name) }
        document.revision += 1
        document.status = .processing
        let payload = try JSONEncoder().encode(ProcessingOrder(revision: document.revision, options: options))
        let job = JobRecord(
            id: Self.identifier("job_\(name)_\(document.revision)"), kind: .documentProcessing, workspace: Self.workspace, owner: Self.owner,
            document: id, batch: nil, payloadJSON: String(decoding: payload, as: UTF8.self), createdAt: ServiceClock.system.now())
        try await documents.acceptAgain(DocumentAcceptance(document: document, job: job))
        return job
    }

    /// Processes a document at once, without a worker.
    func process(_ job: JobRecord, meter: ProgressMeter = ProgressMeter(clock: .system)) async throws -> JobOutcome {
        try await ProcessingPipeline(services).perform(job, meter: meter)
    }

    func document(_ name: String = "doc_1") async throws -> DocumentRecord? {
        try await documents.document(Self.identifier(name), in: .installation)
    }

    func pages(_ name: String = "doc_1") async throws -> [PageRecord] {
        try await contents.pages(of: Self.identifier(name), in: .installation, numbers: nil, withContent: true)
    }

    /// Leases that outlast a machine that is busy with other tests: it may give the worker no time for half a minute.
    static var patient: WorkerLoop.Settings {
        var settings = WorkerLoop.Settings()
        settings.leaseSeconds = 600
        return settings
    }

    func worker(_ handlers: [any JobHandler]? = nil, settings: WorkerLoop.Settings = patient) -> WorkerLoop {
        WorkerLoop(
            queue: queue, documents: documents, bus: bus, handlers: handlers ?? [ProcessingPipeline(services)], signal: signal,
            settings: settings)
    }
}
