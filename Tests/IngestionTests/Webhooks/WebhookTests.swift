import Backends
import DocumentModel
import Foundation
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

@Suite("Webhooks", .timeLimit(.minutes(15)))
struct WebhookTests {
    private static let start = Timestamp(milliseconds: 1_790_000_000_000)

    /// A time that tests move.
    private final class Clock: Sendable {
        private let now = Mutex(WebhookTests.start)
        var clock: ServiceClock { ServiceClock { self.now.withLock { $0 } } }
        func advance(_ seconds: Double) { now.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    private let folder: TemporaryFolder
    private let store: SQLiteWebhookStore
    private let queue: SQLiteJobQueue
    private let documents: SQLiteDocumentStore
    private let time = Clock()
    private let signer = WebhookSigner(master: [UInt8](repeating: 7, count: 32))

    init() throws {
        folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.url.appending(path: "mivaa.sqlite").path)
        store = SQLiteWebhookStore(database)
        queue = SQLiteJobQueue(database)
        documents = SQLiteDocumentStore(database)
    }

    private func sender(_ settings: WebhookSender.Settings = .init()) -> WebhookSender {
        var settings = settings
        settings.jitter = { 1 }
        let connection = GuardedConnection(
            policy: AddressPolicy(allowedHosts: ["hooks.test"]), resolver: HostResolver { _ in [IPAddress("127.0.0.1")].compactMap { $0 } })
        return WebhookSender(store: store, signer: signer, connection: connection, settings: settings, clock: time.clock)
    }

    /// A batch of one document whose job waits.
    private func batch(_ url: String) async throws -> JobID {
        let document = DocumentRecord(
            id: StationUnderTest.identifier("doc_1"), workspace: StationUnderTest.workspace, uploadedBy: StationUnderTest.owner, title: "",
            filename: "a.pdf", sizeBytes: 1, sha256: nil, createdAt: Self.start)
        let batch = BatchRecord(
            id: StationUnderTest.identifier("batch_1"), workspace: document.workspace, owner: document.uploadedBy, name: "spring",
            totalCount: 1, webhookURL: url, createdAt: Self.start)
        let job = JobRecord(
            id: StationUnderTest.identifier("job_1"), kind: .documentProcessing, workspace: document.workspace, owner: document.uploadedBy,
            document: document.id, batch: batch.id, createdAt: Self.start)
        try await documents.accept([DocumentAcceptance(document: document, job: job)], batch: batch)
        return job.id
    }

    private func finish(_ job: JobID) async throws {
        let claimed = try #require(
            try await queue.claim(for: "w", kinds: [.documentProcessing], leaseSeconds: 9, now: time.clock.now()))
        try await queue.end(job, worker: "w", attempt: claimed.attempt, as: .completed(resultJSON: "{}"), now: time.clock.now())
    }

    private var deliveries: [WebhookDelivery] {
        get async throws { try await store.deliveries(in: .workspace(StationUnderTest.workspace), limit: 10, offset: 0).items }
    }

    @Test("the end of a batch is told once, signed so that the receiver can tell who says it")
    func tells() async throws {
        let server = try await ScriptedServer { _, writer in try await writer.answer("204 No Content") }
        let job = try await batch("http://hooks.test:\(server.port)/hook")
        #expect(try await sender().sendDue() == 0, "the batch has not ended")
        try await finish(job)
        #expect(try await sender().sendDue() == 1)
        #expect(try await sender().sendDue() == 0)
        let call = try #require(server.calls.first)
        #expect((call.text.hasPrefix("POST /hook "), call.header("content-type")) == (true, "application/json"))
        let body = try #require(try JSONSerialization.jsonObject(with: Data(call.body.utf8)) as? [String: Any])
        #expect(body["type"] as? String == "batch.ended")
        #expect(body["id"] as? String == call.header("x-mivaa-event"))
        let data = try #require(body["data"] as? [String: Any])
        #expect((data["batch_id"] as? String, data["status"] as? String, data["completed"] as? Int) == ("batch_1", "completed", 1))
        #expect(call.header("x-mivaa-signature") == signer.signature(of: call.body, for: StationUnderTest.workspace, at: time.clock.now()))
        #expect(try await deliveries.map(\.status) == [.delivered])
    }

    @Test("a signature is what a receiver computes from the header, the body and its secret")
    func signature() {
        let value = signer.signature(of: #"{"a":1}"#, for: StationUnderTest.workspace, at: Self.start)
        // By Python's hmac module.
        #expect(value == "t=1790000000,v1=7024352998859cbd1cebbbe14f0bf62700623826e9477347c9e370b87e3c6f2a")
        #expect(signer.secret(of: StationUnderTest.workspace) != signer.secret(of: StationUnderTest.identifier("ws_two")))
        #expect(value != signer.signature(of: #"{"a":2}"#, for: StationUnderTest.workspace, at: Self.start))
        #expect(value != signer.signature(of: #"{"a":1}"#, for: StationUnderTest.identifier("ws_two"), at: Self.start))
    }

    @Test("what is not heard is told again under the same name, later each time, until it is given up")
    func retries() async throws {
        let server = try await ScriptedServer { _, writer in try await writer.answer("500 Trouble") }
        var settings = WebhookSender.Settings()
        settings.maximumAttempts = 3
        let sender = sender(settings)
        try await finish(try await batch("http://hooks.test:\(server.port)/"))
        #expect(try await sender.sendDue() == 1)
        #expect(try await sender.sendDue() == 0, "not at once")
        time.advance(10)
        #expect(try await sender.sendDue() == 1)
        time.advance(19)
        #expect(try await sender.sendDue() == 0)
        time.advance(1)
        #expect(try await sender.sendDue() == 1)
        time.advance(1_000_000)
        #expect(try await sender.sendDue() == 0)
        #expect(server.calls.map { $0.header("x-mivaa-attempt") } == ["1", "2", "3"])
        #expect(Set(server.calls.map { $0.header("x-mivaa-event") }).count == 1)
        let delivery = try #require(try await deliveries.first)
        #expect((delivery.status, delivery.attempt, delivery.failure) == (.failed, 3, "the server answered with status 500"))
    }

    @Test("a delivery whose sender was killed is sent by the next one")
    func killed() async throws {
        let server = try await ScriptedServer { _, writer in try await writer.answer() }
        try await finish(try await batch("http://hooks.test:\(server.port)/"))
        let now = time.clock.now()
        _ = try await store.collectEndedBatches(identifiers: IdentifierSource(clock: time.clock), now: now) { _, _, _ in "{}" }
        #expect(try await store.claimDue(now: now, leaseSeconds: 60, limit: 9).count == 1)
        #expect(try await sender().sendDue() == 0)
        time.advance(60)
        #expect(try await sender().sendDue() == 1)
        #expect(server.calls.first?.header("x-mivaa-attempt") == "2")
        try await store.end(try #require(try await deliveries.first).id, attempt: 1, as: .failed("late"), now: now)
        #expect(try await deliveries.first?.status == .delivered, "the attempt that was overtaken changes nothing")
    }

    @Test("addresses inside are not told anything, and redirections not followed")
    func guards() async throws {
        let server = try await ScriptedServer { _, writer in
            try await writer.answer("302 Found", headers: ["Location: http://169.254.169.254/"])
        }
        let job = try await batch("http://127.0.0.1:\(server.port)/")
        try await finish(job)
        #expect(try await sender().sendDue() == 1)
        #expect(try await deliveries.map(\.status) == [.failed])
        #expect(server.calls.isEmpty)
    }

    @Test("a batch that was taken up again is told again when it ends, as something new")
    func again() async throws {
        let server = try await ScriptedServer { _, writer in try await writer.answer() }
        let job = try await batch("http://hooks.test:\(server.port)/")
        _ = try await queue.control(job, in: .installation, .cancel, now: time.clock.now())
        #expect(try await sender().sendDue() == 1)
        _ = try await queue.control(job, in: .installation, .retry, now: time.clock.now())
        #expect(try await sender().sendDue() == 0)
        try await finish(job)
        #expect(try await sender().sendDue() == 1)
        #expect(Set(server.calls.map { $0.header("x-mivaa-event") }).count == 2)
        #expect(server.calls.map { $0.body.contains(#""status":"cancelled""#) } == [true, false])
        #expect(try await store.removeEnded(before: time.clock.now().adding(seconds: 1)) == 2)
    }
}
