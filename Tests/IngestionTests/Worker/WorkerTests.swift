import Backends
import DocumentModel
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

/// Does what a test says.
private struct ScriptedHandler: JobHandler {
    var kind: JobKind { .documentProcessing }
    var script: @Sendable (JobRecord, ProgressMeter) async throws(JobProblem) -> JobOutcome

    func perform(_ job: JobRecord, meter: ProgressMeter) async throws(JobProblem) -> JobOutcome {
        try await script(job, meter)
    }

    /// Works until it is told to stop.
    static let endless = ScriptedHandler { _, meter throws(JobProblem) in
        var pages = 0
        meter.plan([(name: "read", weight: 1)])
        while !Task.isCancelled {
            pages += 1
            meter.pages(done: pages, of: 1000)
            try? await Task.sleep(for: .milliseconds(5))
        }
        throw .stopped
    }
}

@Suite("Workers", .timeLimit(.minutes(15)))
struct WorkerTests {
    private var quick: WorkerLoop.Settings {
        var settings = StationUnderTest.patient
        settings.heartbeatSeconds = 0.05
        settings.pollSeconds = 0.05
        settings.retry.firstDelaySeconds = 0.01
        return settings
    }

    /// Runs a worker until the body has returned.
    private func working(_ worker: WorkerLoop, _ body: () async throws -> Void) async throws {
        let task = Task { await worker.run() }
        do {
            try await body()
        } catch {
            task.cancel()
            await task.value
            throw error
        }
        task.cancel()
        await task.value
    }

    /// Waits for an event that says so of the job.
    private func wait(_ events: EventSubscription, for job: JobRecord, _ status: JobStatus) async {
        for await event in events.events
        where event.kind == .jobStatus && event.job == job.id && event.dataJSON.contains("\"status\":\"\(status.rawValue)\"") { return }
    }

    private func subscription(_ station: StationUnderTest) async -> EventSubscription {
        await station.bus.subscribe(EventFilter(scope: .workspace(StationUnderTest.workspace)), after: nil)
    }

    @Test("a document is processed, and everything on the way is told")
    func processes() async throws {
        let station = try await StationUnderTest()
        let events = await subscription(station)
        let job = try await station.accept(SamplePDF(pageCount: 3).bytes)
        try await working(station.worker()) { await wait(events, for: job, .completed) }
        let ended = try #require(try await station.queue.job(job.id, in: .installation))
        #expect((ended.status, ended.progress.percentage, ended.attempt) == (.completed, 100, 1))
        let told = await station.bus.subscribe(EventFilter(scope: .installation), after: 0)
        var kinds = Set<ServiceEvent.Kind>()
        for await event in told.events {
            kinds.insert(event.kind)
            if kinds.isSuperset(of: [.jobStatus, .jobProgress, .page, .document, .queue]) { break }
        }
    }

    @Test("what another process does on the same store is told here, each end once and in time")
    func foreignJobs() async throws {
        let station = try await StationUnderTest()
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes)
        let now = ServiceClock.system.now()
        let foreign = ForeignJobs(
            name: WorkerName(process: 1), queue: station.queue, documents: station.documents, bus: station.bus, clock: ServiceClock { now })
        let start = ForeignJobs.Sight(at: now)
        let claimed = try #require(
            try await station.queue.claim(for: "another", kinds: [.documentProcessing], leaseSeconds: 60, now: now))
        let during = try await foreign.tell(after: start)
        try await station.queue.end(job.id, worker: "another", attempt: claimed.attempt, as: .completed(resultJSON: "{}"), now: now)
        let ended = try await foreign.tell(after: during)
        _ = try await foreign.tell(after: ended)
        let told = await station.bus.subscribe(EventFilter(scope: .installation), after: 0)
        await station.bus.shutDown()
        var statuses: [String] = []
        for await event in told.events where event.kind == .jobStatus { statuses.append(event.dataJSON) }
        #expect(statuses.map { $0.contains("\"processing\"") } == [true, false])
        #expect(statuses.last?.contains("\"completed\"") == true)
    }

    @Test("what this process does itself is not told twice")
    func ownJobs() async throws {
        let station = try await StationUnderTest()
        let foreign = ForeignJobs(queue: station.queue, documents: station.documents, bus: station.bus, clock: .system)
        let start = ForeignJobs.Sight(at: ServiceClock.system.now())
        _ = try await station.accept(SamplePDF(pageCount: 1).bytes)
        _ = try await station.queue.claim(
            for: WorkerName.ofThisProcess.text, kinds: [.documentProcessing], leaseSeconds: 60, now: ServiceClock.system.now())
        #expect(try await foreign.tell(after: start).running.isEmpty)
    }

    @Test("a job in progress is cancelled and paused by its heartbeat", arguments: [JobAction.cancel, .pause])
    func controls(_ action: JobAction) async throws {
        let station = try await StationUnderTest()
        let events = await subscription(station)
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes)
        try await working(station.worker([ScriptedHandler.endless], settings: quick)) {
            await wait(events, for: job, .processing)
            _ = try await station.queue.control(job.id, in: .installation, action, now: ServiceClock.system.now())
            await wait(events, for: job, action == .cancel ? .cancelled : .paused)
        }
        #expect(try await station.document()?.status == (action == .cancel ? .failed : .processing))
    }

    @Test("a worker that stops hands its jobs on")
    func releases() async throws {
        let station = try await StationUnderTest()
        let events = await subscription(station)
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes)
        try await working(station.worker([ScriptedHandler.endless], settings: quick)) { await wait(events, for: job, .processing) }
        let released = try #require(try await station.queue.job(job.id, in: .installation))
        #expect((released.status, released.failureCount) == (.pending, 0))
    }

    @Test("what fails for now is tried again, what fails for good is not")
    func retries() async throws {
        let station = try await StationUnderTest()
        let events = await subscription(station)
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes)
        let failing = ScriptedHandler { job, _ throws(JobProblem) in
            if job.attempt == 1 { throw .forNow("PDF_STORAGE_ERROR", "the disk is full") }
            throw .forGood("PDF_FORMAT_ERROR", "no PDF")
        }
        try await working(station.worker([failing], settings: quick)) { await wait(events, for: job, .failed) }
        let ended = try #require(try await station.queue.job(job.id, in: .installation))
        #expect((ended.attempt, ended.failure?.code) == (2, "PDF_FORMAT_ERROR"))
        #expect(try await station.document()?.status == .failed)
    }

    @Test("a worker whose job was taken from it stops and changes nothing")
    func loses() async throws {
        let station = try await StationUnderTest()
        let events = await subscription(station)
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes)
        let stopped = WorkSignal()
        let handler = ScriptedHandler { job, meter throws(JobProblem) in
            defer { stopped.notify() }
            return try await ScriptedHandler.endless.perform(job, meter: meter)
        }
        let worker = station.worker([handler], settings: quick)
        try await working(worker) {
            await wait(events, for: job, .processing)
            try await station.queue.setPaused(true)
            try await station.queue.takeBackJobs(of: WorkerName.ofThisProcess.text, now: ServiceClock.system.now())
            await stopped.wait()
        }
        #expect(try await station.queue.job(job.id, in: .installation)?.status == .interrupted)
    }

    @Test("no more jobs run at a time than there are slots")
    func slots() async throws {
        let station = try await StationUnderTest()
        let counts = Mutex((now: 0, most: 0))
        let handler = ScriptedHandler { _, _ throws(JobProblem) in
            counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            // The first ones wait for each other.
            while counts.withLock({ $0.most < 3 }) { try? await Task.sleep(for: .milliseconds(1)) }
            counts.withLock { $0.now -= 1 }
            return .completed(resultJSON: "{}")
        }
        let events = await subscription(station)
        var jobs: [JobRecord] = []
        for number in 1...12 { jobs.append(try await station.accept(SamplePDF(pageCount: 1).bytes, name: "doc_\(number)")) }
        var settings = quick
        settings.slots = 3
        try await working(station.worker([handler], settings: settings)) {
            var open = Set(jobs.map(\.id))
            for await event in events.events where event.kind == .jobStatus && event.dataJSON.contains(#""status":"completed""#) {
                if let job = event.job { open.remove(job) }
                if open.isEmpty { break }
            }
        }
        #expect(counts.withLock(\.most) == 3)
    }

    @Test("a process that no longer runs is told from one that does, and from one elsewhere")
    func names() throws {
        let own = WorkerName.ofThisProcess
        #expect(!own.isDead)
        #expect(WorkerName(own.text) == own)
        let parts = own.text.split(separator: "/").map(String.init)
        #expect(try #require(WorkerName("\(parts[0])/\(parts[1])/\(parts[2])/1")).isDead, "another process had the number")
        #expect(try #require(WorkerName("\(parts[0])/\(parts[1])/4194304/5")).isDead)
        #expect(try !#require(WorkerName("\(parts[0])/other/4194304/5")).isDead)
        #expect(try !#require(WorkerName("other/\(parts[1])/4194304/5")).isDead)
        #expect(WorkerName("w1") == nil)
    }

    @Test("jobs of a dead process are taken over at once")
    func takesOver() async throws {
        let station = try await StationUnderTest()
        let job = try await station.accept(SamplePDF(pageCount: 1).bytes)
        let parts = WorkerName.ofThisProcess.text.split(separator: "/")
        _ = try await station.queue.claim(
            for: "\(parts[0])/\(parts[1])/4194304/5", kinds: [.documentProcessing], leaseSeconds: 3600, now: ServiceClock.system.now())
        let events = await subscription(station)
        try await working(station.worker()) { await wait(events, for: job, .completed) }
        #expect(try await station.queue.job(job.id, in: .installation)?.attempt == 2)
    }
}
