import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

/// One document with its job, and a worker that holds it.
private struct Work {
    let stores: Stores
    let document: DocumentRecord
    let job: JobID = Stores.identifier("job_1")

    init(_ kind: StoreKind) async throws {
        stores = try await Stores(kind)
        document = Stores.document("doc_1")
        try await stores.accept(document, job: "job_1")
    }

    var queue: any JobQueue { stores.queue }

    func at(_ seconds: Double) -> Timestamp { Stores.start.adding(seconds: seconds) }

    @discardableResult
    func claim(_ worker: String = "w1", at seconds: Double) async throws -> JobRecord? {
        try await queue.claim(for: worker, kinds: [.documentProcessing], leaseSeconds: 30, now: at(seconds))
    }

    func renew(_ worker: String = "w1", attempt: Int = 1, percentage: Int = 0, pages: Int = 0, at seconds: Double) async throws -> JobDirective {
        var progress = JobProgress()
        progress.percentage = percentage
        progress.pagesDone = pages
        progress.steps = [JobStep(name: "read", status: .processing)]
        return try await queue.renew(job, worker: worker, attempt: attempt, progress: progress, leaseSeconds: 30, now: at(seconds))
    }

    func end(_ ending: JobEnding, attempt: Int = 1, at seconds: Double) async throws -> Bool {
        try await queue.end(job, worker: "w1", attempt: attempt, as: ending, now: at(seconds))
    }

    var now: JobRecord {
        get async throws { try #require(try await queue.job(job, in: .workspace(document.workspace))) }
    }

    var documentStatus: DocumentStatus? {
        get async throws { try await stores.documents.document(document.id, in: .installation)?.status }
    }
}

@Suite("Job queues: the life of a job")
struct JobLifeContract {
    private let failure = JobFailure(code: "PDF_FORMAT_ERROR", message: "the file is not a PDF")

    @Test("a job that is done has its result, 100 % and no password any more", arguments: StoreKind.allCases)
    func completes(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        var secret = Stores.job("job_secret")
        secret.payloadJSON = #"{"revision":1,"options":{"password":"hunter2","quality":"fast"}}"#
        try await work.queue.enqueue(secret)
        try await work.claim(at: 0)
        let second = try #require(try await work.claim(at: 0))
        #expect(second.payloadJSON.contains("hunter2"))
        #expect(try await work.end(.completed(resultJSON: #"{"pages":3}"#), at: 5))
        let job = try await work.now
        #expect((job.status, job.progress.percentage, job.resultJSON, job.endedAt) == (.completed, 100, #"{"pages":3}"#, work.at(5)))
        try await work.queue.end(secret.id, worker: "w1", attempt: 1, as: .partial(resultJSON: "{}"), now: work.at(6))
        let ended = try #require(try await work.queue.job(secret.id, in: .installation))
        #expect(!ended.payloadJSON.contains("hunter2"))
        #expect(ended.payloadJSON.contains("fast"))
    }

    @Test("progress is stored with the lease, never falls, and is not 100 before the end", arguments: StoreKind.allCases)
    func progress(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.claim(at: 0)
        #expect(try await work.renew(percentage: 40, pages: 4, at: 1) == .goOn)
        #expect(try await work.renew(percentage: 30, pages: 3, at: 2) == .goOn)
        #expect(try await work.now.progress.percentage == 40)
        #expect(try await work.now.progress.pagesDone == 4)
        #expect(try await work.now.progress.steps == [JobStep(name: "read", status: .processing)])
        #expect(try await work.renew(percentage: 100, at: 3) == .goOn)
        #expect(try await work.now.progress.percentage == 99)
    }

    @Test("a failure for good ends the job and the document", arguments: StoreKind.allCases)
    func fails(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.claim(at: 0)
        #expect(try await work.end(.failed(failure), at: 1))
        #expect(try await work.now.failure == failure)
        #expect(try await work.now.status == .failed)
        #expect(try await work.documentStatus == .failed)
        #expect(try await work.claim(at: 999) == nil)
    }

    @Test("a passing failure is tried again when its time has come, until attempts are used up", arguments: StoreKind.allCases)
    func retries(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        for attempt in 1...3 {
            let start = Double(attempt) * 100
            #expect(try await work.claim(at: start)?.attempt == attempt)
            #expect(try await work.end(.failedForNow(failure, runAfter: work.at(start + 50)), attempt: attempt, at: start + 1))
            if attempt < 3 {
                #expect(try await work.now.status == .retrying)
                #expect(try await work.documentStatus == .processing)
                #expect(try await work.claim(at: start + 49) == nil)
            }
        }
        #expect(try await work.now.status == .failed)
        #expect(try await work.documentStatus == .failed)
    }

    @Test("a worker that stops hands its job on without a mark against it", arguments: StoreKind.allCases)
    func releases(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        for attempt in 1...5 {
            try await work.claim(at: Double(attempt))
            #expect(try await work.end(.released, attempt: attempt, at: Double(attempt)))
        }
        #expect(try await work.now.status == .pending)
        #expect(try await work.now.failureCount == 0)
    }

    @Test("a job whose worker fell silent is taken over; the silent one can neither renew nor end it", arguments: StoreKind.allCases)
    func takeover(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.claim(at: 0)
        #expect(try await work.renew(at: 20) == .goOn)
        #expect(try await work.claim("w2", at: 49) == nil, "the lease was prolonged")
        #expect(try await work.claim("w2", at: 51)?.attempt == 2)
        #expect(try await work.renew(at: 52) == .lost)
        #expect(try await !work.end(.completed(resultJSON: "{}"), at: 52))
        #expect(try await work.renew("w2", attempt: 2, at: 52) == .goOn)
    }

    @Test("a lease that ran out is still good while nobody took the job", arguments: StoreKind.allCases)
    func lateHeartbeat(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.claim(at: 0)
        #expect(try await work.renew(at: 500) == .goOn)
        #expect(try await work.claim("w2", at: 501) == nil)
    }

    @Test("a job that takes every worker down is given up", arguments: StoreKind.allCases)
    func poison(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        for attempt in 1...10 {
            let start = Double(attempt) * 1000
            // From the third time on, others get their turn before it.
            if try await work.claim("w\(attempt)", at: start) == nil { try await work.claim("w\(attempt)", at: start + 300) }
            #expect(try await work.now.attempt == attempt)
        }
        #expect(try await work.claim("w11", at: 11_000) == nil)
        #expect(try await work.now.status == .failed)
        #expect(try await work.now.failure?.code == "JOB_POISONED")
        #expect(try await work.documentStatus == .failed)
    }

    @Test("an interruption after which more pages were done than before does not count", arguments: StoreKind.allCases)
    func interruptedWithProgress(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        for attempt in 1...20 {
            #expect(try await work.claim(at: Double(attempt) * 1000)?.attempt == attempt)
            _ = try await work.renew(attempt: attempt, pages: attempt, at: Double(attempt) * 1000 + 1)
        }
        #expect(try await work.now.status == .processing)
    }

    @Test("an interruption after which more pages were stored than before does not count either", arguments: StoreKind.allCases)
    func interruptedWithPages(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        for attempt in 1...20 {
            #expect(try await work.claim(at: Double(attempt) * 1000)?.attempt == attempt)
            try await work.stores.contents.savePage(
                Stores.page(attempt, "page"), layout: [1], of: work.document.id, revision: 1)
        }
        #expect(try await work.now.status == .processing)
    }

    @Test("after repeated interruptions others get their turn first", arguments: StoreKind.allCases)
    func interruptedWaits(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.stores.accept(Stores.document("doc_2", after: 500), job: "job_2")
        try await work.claim(at: 0)
        #expect(try await work.claim("w2", at: 1000)?.id == work.job, "the first time at once")
        #expect(try await work.claim("w3", at: 2000)?.id.rawValue == "job_2")
        #expect(try await work.now.status == .interrupted)
        #expect(try await work.now.runAfter == work.at(2002))
    }

    @Test("jobs of a worker known to be dead are taken back before their leases end", arguments: StoreKind.allCases)
    func deadWorker(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.claim(at: 0)
        #expect(try await work.queue.takeBackJobs(of: "w9", now: work.at(1)) == 0)
        #expect(try await work.queue.takeBackJobs(of: "w1", now: work.at(1)) == 1)
        #expect(try await work.now.status == .interrupted)
        #expect(try await work.claim("w2", at: 1)?.attempt == 2)
    }

    @Test("waiting jobs are cancelled, paused and resumed at once", arguments: StoreKind.allCases)
    func controlsWaiting(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        func control(_ action: JobAction) async throws -> [JobStatus?] {
            let transition = try await work.queue.control(work.job, in: .workspace(work.document.workspace), action, now: work.at(1))
            return [transition?.previousStatus, transition?.job.status]
        }
        #expect(try await control(.pause) == [.pending, .paused])
        #expect(try await work.claim(at: 2) == nil)
        await #expect(throws: StoreError.self) { try await control(.pause) }
        #expect(try await control(.resume) == [.paused, .pending])
        await #expect(throws: StoreError.self) { try await control(.resume) }
        await #expect(throws: StoreError.self) { try await control(.retry) }
        #expect(try await control(.cancel) == [.pending, .cancelled])
        #expect(try await work.documentStatus == .failed)
        await #expect(throws: StoreError.self) { try await control(.cancel) }
        #expect(try await control(.retry) == [.cancelled, .pending])
        #expect(try await work.documentStatus == .processing)
        #expect(try await work.claim(at: 3) != nil)
    }

    @Test("a running job is told by its next heartbeat", arguments: StoreKind.allCases)
    func controlsRunning(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.claim(at: 0)
        let transition = try await work.queue.control(work.job, in: .installation, .pause, now: work.at(1))
        #expect(transition?.job.status == .processing)
        #expect(try await work.renew(at: 2) == .pause)
        _ = try await work.queue.control(work.job, in: .installation, .resume, now: work.at(3))
        #expect(try await work.renew(at: 4) == .goOn)
        _ = try await work.queue.control(work.job, in: .installation, .cancel, now: work.at(5))
        #expect(try await work.renew(at: 6) == .cancel)
        #expect(try await work.end(.cancelled, at: 7))
        #expect(try await work.now.status == .cancelled)
    }

    @Test("what was asked of a worker that died is done at takeover", arguments: StoreKind.allCases)
    func controlsDead(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        try await work.claim(at: 0)
        _ = try await work.queue.control(work.job, in: .installation, .cancel, now: work.at(1))
        #expect(try await work.claim("w2", at: 100) == nil)
        #expect(try await work.now.status == .cancelled)
    }

    @Test("another workspace's jobs and batches cannot be seen or touched", arguments: StoreKind.allCases)
    func isolation(_ kind: StoreKind) async throws {
        let work = try await Work(kind)
        let other = Scope.workspace(Stores.workspace("ws_two"))
        #expect(try await work.queue.job(work.job, in: other) == nil)
        #expect(try await work.queue.jobs(JobQuery(), in: other).totalCount == 0)
        for action in JobAction.allCases { #expect(try await work.queue.control(work.job, in: other, action, now: work.at(1)) == nil) }
        #expect(try await work.now.status == .pending)
        #expect(try await work.queue.batches(in: other, limit: 10, offset: 0).totalCount == 0)
    }

    @Test("the first failure of a batch that fails fast cancels what has not ended", arguments: StoreKind.allCases)
    func failsFast(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let batch = BatchRecord(
            id: Stores.identifier("batch_1"), workspace: Stores.workspace(), owner: Stores.identifier("usr_one"), name: "spring", totalCount: 4,
            failsFast: true, createdAt: Stores.start)
        let acceptances = (1...4).map { number in
            DocumentAcceptance(
                document: Stores.document("doc_\(number)"),
                job: Stores.job("job_\(number)", batch: batch.id, document: Stores.identifier("doc_\(number)"), after: Double(number)))
        }
        try await stores.documents.accept(acceptances, batch: batch)
        for _ in 1...2 {
            _ = try await stores.queue.claim(for: "w1", kinds: [.documentProcessing], leaseSeconds: 30, now: Stores.start.adding(seconds: 9))
        }
        _ = try await stores.queue.control(Stores.identifier("job_4"), in: .installation, .pause, now: Stores.start)
        try await stores.queue.end(Stores.identifier("job_1"), worker: "w1", attempt: 1, as: .failed(failure), now: Stores.start)
        let directive = try await stores.queue.renew(
            Stores.identifier("job_2"), worker: "w1", attempt: 1, progress: nil, leaseSeconds: 30, now: Stores.start)
        #expect(directive == .cancel)
        let found = try #require(try await stores.queue.batch(batch.id, in: .installation))
        #expect(found.0 == batch)
        #expect((found.1.failed, found.1.cancelled, found.1.processing) == (1, 2, 1))
        #expect(try await stores.documents.document(Stores.identifier("doc_4"), in: .installation)?.status == .failed)
        #expect(try await stores.queue.batches(in: .workspace(batch.workspace), limit: 1, offset: 0).items == [batch])
    }
}
