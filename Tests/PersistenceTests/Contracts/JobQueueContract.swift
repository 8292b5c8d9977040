import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Job queues: giving out work")
struct JobQueueContract {
    /// The next job for a worker, by name.
    private func claim(_ stores: Stores, _ worker: String = "w1", at seconds: Double = 0, kinds: Set<JobKind> = [.documentProcessing]) async throws
        -> JobRecord?
    {
        try await stores.queue.claim(for: worker, kinds: kinds, leaseSeconds: 30, now: Stores.start.adding(seconds: seconds))
    }

    private func names(_ stores: Stores, _ count: Int) async throws -> [String?] {
        var names: [String?] = []
        for _ in 0..<count { names.append(try await claim(stores, at: 100)?.id.rawValue) }
        return names
    }

    @Test("the highest priority comes first, then the oldest", arguments: StoreKind.allCases)
    func order(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.queue.enqueue(Stores.job("job_old", after: 1))
        try await stores.queue.enqueue(Stores.job("job_older"))
        try await stores.queue.enqueue(Stores.job("job_urgent", priority: .urgent, after: 9))
        try await stores.queue.enqueue(Stores.job("job_low", priority: .low))
        #expect(try await names(stores, 5) == ["job_urgent", "job_older", "job_old", "job_low", nil])
    }

    @Test("a workspace with many jobs does not keep another's waiting", arguments: StoreKind.allCases)
    func fairShare(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for number in 1...4 { try await stores.queue.enqueue(Stores.job("job_many\(number)", after: Double(number))) }
        for number in 1...2 {
            try await stores.queue.enqueue(Stores.job("job_few\(number)", in: Stores.workspace("ws_two"), after: Double(10 + number)))
        }
        #expect(try await names(stores, 6) == ["job_many1", "job_few1", "job_many2", "job_few2", "job_many3", "job_many4"])
    }

    @Test("a claimed job is started, held by one worker, and not given out again", arguments: StoreKind.allCases)
    func holds(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.queue.enqueue(Stores.job("job_1"))
        let job = try await claim(stores, at: 3)
        #expect((job?.status, job?.attempt, job?.startedAt) == (.processing, 1, Stores.start.adding(seconds: 3)))
        #expect(try await claim(stores, "w2", at: 4) == nil)
        #expect(try await stores.queue.workersWithJobs() == ["w1"])
    }

    @Test("many workers at once get every job exactly once", arguments: StoreKind.allCases)
    func races(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for number in 1...40 { try await stores.queue.enqueue(Stores.job("job_\(number)")) }
        let queue = stores.queue
        let claimed = try await withThrowingTaskGroup(of: [JobID].self) { group in
            for worker in 1...8 {
                group.addTask {
                    var mine: [JobID] = []
                    while let job = try await queue.claim(
                        for: "w\(worker)", kinds: [.documentProcessing], leaseSeconds: 30, now: Stores.start)
                    { mine.append(job.id) }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 40)
        #expect(Set(claimed).count == 40)
    }

    @Test("jobs of other kinds and jobs whose time has not come are left alone", arguments: StoreKind.allCases)
    func kindsAndTimes(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        var later = Stores.job("job_later")
        later.runAfter = Stores.start.adding(seconds: 60)
        try await stores.queue.enqueue(later)
        #expect(try await claim(stores, at: 59, kinds: [.documentProcessing]) == nil)
        #expect(try await stores.queue.nextDue(kinds: [.documentProcessing]) == later.runAfter)
        #expect(try await claim(stores, at: 60, kinds: [.cleanup]) == nil)
        #expect(try await stores.queue.nextDue(kinds: [.cleanup]) == nil)
        #expect(try await claim(stores, at: 60)?.id == later.id)
        #expect(try await stores.queue.nextDue(kinds: [.documentProcessing]) == Stores.start.adding(seconds: 90), "the end of its lease")
    }

    @Test("no more of a batch run at a time than it allows", arguments: StoreKind.allCases)
    func batchLimit(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let batch = BatchRecord(
            id: Stores.identifier("batch_1"), workspace: Stores.workspace(), owner: Stores.identifier("usr_one"), totalCount: 3,
            maximumConcurrent: 2, createdAt: Stores.start)
        let acceptances = (1...3).map { number in
            DocumentAcceptance(
                document: Stores.document("doc_\(number)"),
                job: Stores.job("job_\(number)", batch: batch.id, document: Stores.identifier("doc_\(number)"), after: Double(number)))
        }
        try await stores.documents.accept(acceptances, batch: batch)
        try await stores.queue.enqueue(Stores.job("job_alone", after: 50))
        #expect(try await names(stores, 4) == ["job_1", "job_2", "job_alone", nil])
        _ = try await stores.queue.end(
            Stores.identifier("job_1"), worker: "w1", attempt: 1, as: .completed(resultJSON: "{}"), now: Stores.start)
        #expect(try await names(stores, 1) == ["job_3"])
        let counts = try #require(try await stores.queue.batch(batch.id, in: .workspace(Stores.workspace()))?.1)
        #expect((counts.completed, counts.processing, counts.pending, counts.total, counts.hasEnded) == (1, 2, 0, 3, false))
    }

    @Test("a paused queue gives out nothing until it goes on", arguments: StoreKind.allCases)
    func pausedQueue(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.queue.enqueue(Stores.job("job_1"))
        try await stores.queue.setPaused(true)
        #expect(try await claim(stores) == nil)
        #expect(try await stores.queue.nextDue(kinds: [.documentProcessing]) == nil)
        #expect(try await stores.queue.statistics(of: .installation, now: Stores.start).isPaused)
        try await stores.queue.setPaused(false)
        #expect(try await claim(stores) != nil)
    }

    @Test("position counts those before, in the whole queue", arguments: StoreKind.allCases)
    func position(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for (name, priority) in [("job_1", JobPriority.normal), ("job_2", .high), ("job_3", .normal)] {
            try await stores.queue.enqueue(Stores.job(name, priority: priority))
        }
        let scope = Scope.workspace(Stores.workspace())
        #expect(try await stores.queue.position(of: Stores.identifier("job_2"), in: scope) == 0)
        #expect(try await stores.queue.position(of: Stores.identifier("job_3"), in: scope) == 2)
        #expect(try await stores.queue.position(of: Stores.identifier("job_3"), in: .workspace(Stores.workspace("ws_two"))) == nil)
        _ = try await claim(stores)
        #expect(try await stores.queue.position(of: Stores.identifier("job_2"), in: scope) == nil)
    }

    @Test("statistics and depth count by state and kind, and measure speed on what completed", arguments: StoreKind.allCases)
    func statistics(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for number in 1...3 { try await stores.queue.enqueue(Stores.job("job_\(number)", after: Double(number))) }
        var progress = JobProgress()
        (progress.pagesDone, progress.pageCount) = (4, 4)
        let job = try #require(try await claim(stores, at: 10))
        _ = try await stores.queue.renew(job.id, worker: "w1", attempt: 1, progress: progress, leaseSeconds: 30, now: Stores.start)
        try await stores.queue.end(
            job.id, worker: "w1", attempt: 1, as: .completed(resultJSON: "{}"), now: Stores.start.adding(seconds: 12))
        _ = try await stores.queue.control(Stores.identifier("job_3"), in: .installation, .pause, now: Stores.start)
        let scope = Scope.workspace(Stores.workspace())
        let statistics = try await stores.queue.statistics(of: scope, now: Stores.start.adding(seconds: 20))
        #expect(statistics.byStatus == [.completed: 1, .pending: 1, .paused: 1])
        #expect(statistics.byKind == [.documentProcessing: 3])
        #expect((statistics.recentCount, statistics.pace) == (3, JobPace(meanSeconds: 2, secondsPerPage: 0.5)))
        #expect(try await stores.queue.pace(of: scope, now: Stores.start.adding(seconds: 20)) == statistics.pace)
        #expect(statistics.oldestWaitingSeconds == 18)
        #expect(try await stores.queue.depth(of: scope) == QueueDepth(waiting: 1, running: 0, paused: 1))
        #expect(try await stores.queue.depth(of: .workspace(Stores.workspace("ws_two"))) == QueueDepth())
        let nothing = try await stores.queue.statistics(of: .workspace(Stores.workspace("ws_two")), now: Stores.start)
        #expect((nothing.byStatus, nothing.pace, nothing.oldestWaitingSeconds) == ([:], JobPace(), nil))
    }

    @Test("jobs that ended long ago are removed, after a rehearsal", arguments: StoreKind.allCases)
    func cleanup(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for number in 1...2 {
            try await stores.queue.enqueue(Stores.job("job_\(number)"))
            _ = try await stores.queue.control(
                Stores.identifier("job_\(number)"), in: .installation, .cancel, now: Stores.start.adding(seconds: Double(number)))
        }
        try await stores.queue.enqueue(Stores.job("job_3"))
        let limit = Stores.start.adding(seconds: 2)
        #expect(try await stores.queue.removeEnded(before: limit, isDryRun: true) == 1)
        #expect(try await stores.queue.jobs(JobQuery(), in: .installation).totalCount == 3)
        #expect(try await stores.queue.removeEnded(before: limit, isDryRun: false) == 1)
        #expect(try await stores.queue.jobs(JobQuery(), in: .installation).items.map(\.id.rawValue) == ["job_3", "job_2"])
    }
}
