import Backends
import DocumentModel
import Foundation
import Glibc
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

@Suite("Killed workers", .timeLimit(.minutes(15)))
struct KillTests {
    private static let kills = 50
    private static let pagesPerDocument = 24
    private static let documentsPerBatch = 30

    private static func mark(ofPage page: Int, of number: Int) -> String { "sheet \(page) of volume \(number)" }

    /// Different on every page: what repeats is taken for running heads.
    private static func lines(ofPage page: Int, of number: Int) -> [String] {
        let words = ["pumps", "valves", "water", "steel", "flow", "heat", "load", "wear"]
        let line = (0..<7).map { words[($0 * page + page / 3 + number) % words.count] }.joined(separator: " ")
        return [
            "It is \(line) that matter here,", "on \(mark(ofPage: page, of: number)), where \(words[page % words.count])", "and \(line) are told of.",
        ]
    }

    /// The data folder of a service, and what a service accepts into it.
    private struct House {
        let folder: TemporaryFolder
        let documents: SQLiteDocumentStore
        let contents: SQLiteContentStore
        let queue: SQLiteJobQueue
        let blobs: DiskBlobStore
        let webhooks: SQLiteWebhookStore
        let intake: DocumentIntake
        private let pool: ChildPool

        init() async throws {
            folder = try TemporaryFolder()
            let database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
            documents = SQLiteDocumentStore(database)
            contents = SQLiteContentStore(database)
            queue = SQLiteJobQueue(database)
            webhooks = SQLiteWebhookStore(database)
            blobs = try await DiskBlobStore(folder: folder.url.appending(path: "blobs").path)
            pool = ChildPool(size: 2, command: ChildCommand(executablePath: Project.binary, libraryPath: Project.pdfium))
            intake = DocumentIntake(
                documents: documents, contents: contents, blobs: blobs, bus: InMemoryProgressBus(firstID: 0),
                inspector: FileInspector(extractor: Extractor(room: .children(pool))), quota: { _ in WorkspaceQuota() }, signal: WorkSignal())
        }

        /// Documents whose every page says which it is.
        func accept(_ count: Int, firstNumber: Int, webhook: String) async throws -> [DocumentRecord] {
            let sources = try (firstNumber..<firstNumber + count).map { number -> DocumentSource in
                var pdf = SamplePDF(pages: (1...KillTests.pagesPerDocument).map { KillTests.lines(ofPage: $0, of: number) })
                pdf.illustratedPages = [2]
                let path = blobs.incomingPath()
                try Data(pdf.bytes).write(to: URL(fileURLWithPath: path))
                let digest = try SourceFile(path: path).digest()
                return .file(ReceivedFile(path: path, filename: "\(number).pdf", sizeBytes: digest.sizeBytes, sha256: digest.sha256))
            }
            let order = AcceptanceOrder(
                workspace: StationUnderTest.workspace, owner: StationUnderTest.owner, identifiers: IdentifierSource(clock: .system))
            var batch = BatchOrder()
            batch.webhookURL = webhook
            return try await intake.take(sources, as: batch, order).results.map { try $0.get().document }
        }

        func worker(_ arguments: String...) throws -> Process {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Project.binary)
            process.arguments = ["worker", "--data", folder.url.path] + arguments
            process.environment = ProcessInfo.processInfo.environment.merging([
                "MIVAA_OCR": "false", "MIVAA_URL_ALLOWED_HOSTS": "127.0.0.1", "PDFIUM_LIBRARY": Project.pdfium,
            ]) { $1 }
            process.standardError = FileHandle.nullDevice
            try process.run()
            return process
        }
    }

    @Test("fifty kills at random moments lose no document, double none, and leave no job in a wrong state")
    func kills() async throws {
        let house = try await House()
        let told = Mutex<[String: Set<String>]>([:])
        let server = try await ScriptedServer { call, writer in
            let body = try JSONSerialization.jsonObject(with: Data(call.body.utf8)) as? [String: Any]
            let batch = (body?["data"] as? [String: Any])?["batch_id"] as? String ?? ""
            told.withLock { _ = $0[batch, default: []].insert(call.header("x-mivaa-event") ?? "") }
            try await writer.answer()
        }
        let webhook = "http://127.0.0.1:\(server.port)/"
        var accepted = try await house.accept(Self.documentsPerBatch, firstNumber: 1, webhook: webhook)
        var killsDuringWork = 0
        while killsDuringWork < Self.kills {
            let depth = try await house.queue.depth(of: .installation)
            if depth.waiting + depth.running < 4 {
                accepted += try await house.accept(Self.documentsPerBatch, firstNumber: accepted.count + 1, webhook: webhook)
            }
            let worker = try house.worker()
            // From before it has opened the database to when it is in the middle of several documents.
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...600)))
            kill(worker.processIdentifier, SIGKILL)
            worker.waitUntilExit()
            killsDuringWork += 1
        }
        let last = try house.worker("--until-done")
        await Task.detached { last.waitUntilExit() }.value
        #expect(last.terminationStatus == 0)
        try await check(house, accepted)
        try await checkBatches(house, told.withLock { $0 }, webhook)
    }

    private func check(_ house: House, _ accepted: [DocumentRecord]) async throws {
        var all = DocumentQuery()
        all.limit = 10_000
        let stored = try await house.documents.documents(all, in: .installation).items
        #expect(Set(stored.map(\.id)) == Set(accepted.map(\.id)))
        #expect(stored.filter { $0.status != .completed }.map(\.filename) == [])
        for document in stored {
            let pages = try await house.contents.pages(of: document.id, in: .installation, numbers: nil, withContent: true)
            let number = document.filename.dropLast(4)
            #expect(pages.map(\.number) == Array(1...Self.pagesPerDocument))
            #expect(pages.allSatisfy { $0.status == .done && $0.text.contains(Self.mark(ofPage: $0.number, of: Int(number) ?? 0)) }, "\(number)")
            #expect(try await house.contents.savedLayouts(of: document.id, revision: 1).isEmpty)
            for output in DocumentOutput.allCases {
                #expect(try await house.blobs.size(of: output.blob(of: document, revision: 1, edition: 0)) ?? 0 > 0)
            }
            var images = ImageQuery()
            images.document = document.id
            #expect(try await house.contents.images(images, in: .installation).totalCount == 1)
        }
        let usage = try await house.documents.usage(of: .installation, since: Timestamp(milliseconds: 0))
        #expect(usage.recentPages == accepted.count * Self.pagesPerDocument, "each was published exactly once")
        var query = JobQuery()
        query.limit = 10_000
        let jobs = try await house.queue.jobs(query, in: .installation).items
        #expect(jobs.count == accepted.count)
        #expect(jobs.allSatisfy { $0.status == .completed && $0.progress.percentage == 100 && $0.failure == nil })
        let attempts = jobs.reduce(0) { $0 + $1.attempt }
        print("kills: \(Self.kills), documents: \(accepted.count), attempts: \(attempts)")
        #expect(attempts > jobs.count, "some jobs were interrupted")
    }

    /// The last events may still be under way when the worker has no more jobs: another one sends them.
    private func checkBatches(_ house: House, _ heard: [String: Set<String>], _ webhook: String) async throws {
        let batches = try await house.queue.batches(in: .installation, limit: 100, offset: 0).items
        for batch in batches {
            let counts = try #require(try await house.queue.batch(batch.id, in: .installation)?.1)
            #expect((counts.completed, counts.hasEnded) == (batch.totalCount, true))
            #expect(heard[batch.id.rawValue]?.count ?? 0 <= 1, "one event, however often it was sent")
        }
        let deliveries = try await house.webhooks.deliveries(in: .installation, limit: 100, offset: 0).items
        #expect(Set(deliveries.map(\.batch)).count == deliveries.count)
    }
}
