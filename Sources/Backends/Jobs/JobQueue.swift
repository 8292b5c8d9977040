package import DocumentModel

/// Work to be done: who does it now, how far it is, what came of it. A job's row is the truth about it.
///
/// A document follows the job that processes it: when that fails or is cancelled, the document goes back to the status of its last
/// published processing, or to `failed` when there is none; when it is started again, the document is `processing`.
package protocol JobQueue: Sendable {
    func enqueue(_ job: JobRecord) async throws(StoreError)

    /// The next job for a worker, which holds it until the lease ends; `nil` when there is none that may run now.
    ///
    /// The highest priority first; among equals the workspace with the fewest running jobs, then the oldest. Jobs whose lease has run
    /// out are taken over as the next attempt; one that brought down worker after worker without getting any further fails instead
    /// ("poison").
    func claim(for worker: String, kinds: Set<JobKind>, leaseSeconds: Double, now: Timestamp) async throws(StoreError) -> JobRecord?

    /// When the next job may be claimed that now waits, sleeps until its `runAfter`, or is held under a lease that may run out; in the
    /// past when one may be claimed now, `nil` when there is none or the queue is paused.
    func nextDue(kinds: Set<JobKind>) async throws(StoreError) -> Timestamp?

    /// Prolongs the lease and stores progress. What the worker is to do now.
    func renew(
        _ id: JobID, worker: String, attempt: Int, progress: JobProgress?, leaseSeconds: Double, now: Timestamp
    ) async throws(StoreError) -> JobDirective

    /// Ends an attempt. False when the worker had lost the job: nothing was changed then.
    @discardableResult
    func end(_ id: JobID, worker: String, attempt: Int, as ending: JobEnding, now: Timestamp) async throws(StoreError) -> Bool

    /// Names of all workers that hold jobs.
    func workersWithJobs() async throws(StoreError) -> Set<String>

    /// Takes all jobs from a worker that is known to be dead, as if their leases had run out. How many there were.
    @discardableResult
    func takeBackJobs(of worker: String, now: Timestamp) async throws(StoreError) -> Int

    /// Does to a job what a person asked for; `nil` when the scope has no such job. Throws `conflict` when its state does not allow it.
    func control(_ id: JobID, in scope: Scope, _ action: JobAction, now: Timestamp) async throws(StoreError) -> JobTransition?

    /// `nil` when the scope has no such job.
    func job(_ id: JobID, in scope: Scope) async throws(StoreError) -> JobRecord?

    func jobs(_ query: JobQuery, in scope: Scope) async throws(StoreError) -> Listing<JobRecord>

    /// The batch and its counts; `nil` when the scope has no such batch.
    func batch(_ id: BatchID, in scope: Scope) async throws(StoreError) -> (BatchRecord, BatchCounts)?

    func batches(in scope: Scope, limit: Int, offset: Int) async throws(StoreError) -> Listing<BatchRecord>

    /// How many wait, run and are paused.
    func depth(of scope: Scope) async throws(StoreError) -> QueueDepth

    func statistics(of scope: Scope, now: Timestamp) async throws(StoreError) -> JobStatistics

    /// The part of the statistics that estimates are made of; the others count all jobs.
    func pace(of scope: Scope, now: Timestamp) async throws(StoreError) -> JobPace

    /// Waiting jobs of higher priority, and older ones of the same: those that would be taken before this one if all workspaces had as
    /// many running. `nil` when it does not wait.
    func position(of id: JobID, in scope: Scope) async throws(StoreError) -> Int?

    /// Stops and starts giving out jobs, for all workers; survives a restart.
    func setPaused(_ isPaused: Bool) async throws(StoreError)

    /// Removes jobs that ended before; how many there are, or were.
    func removeEnded(before: Timestamp, isDryRun: Bool) async throws(StoreError) -> Int
}

/// What a worker is to do with the job it has.
package enum JobDirective: Hashable, Sendable {
    case goOn
    /// Somebody asked for it: stop and end as cancelled.
    case cancel
    /// Somebody asked for it: stop, keep what is done, and end as paused.
    case pause
    /// The lease had run out and another worker has the job, or the job is gone: stop and touch nothing.
    case lost
}

/// How an attempt at a job ended.
package enum JobEnding: Hashable, Sendable {
    case completed(resultJSON: String)
    case partial(resultJSON: String)
    /// For good.
    case failed(JobFailure)
    /// For a passing reason: once more, not before `runAfter`; for good when attempts are used up.
    case failedForNow(JobFailure, runAfter: Timestamp)
    case cancelled
    case paused
    /// The worker stops; the next one goes on at once, and the attempt does not count.
    case released
}

/// What a person can ask of a job.
package enum JobAction: String, Hashable, Sendable, CaseIterable {
    case cancel, pause, resume, retry
}

/// A job after somebody did something to it.
package struct JobTransition: Hashable, Sendable {
    package var job: JobRecord
    package var previousStatus: JobStatus

    package init(job: JobRecord, previousStatus: JobStatus) {
        self.job = job
        self.previousStatus = previousStatus
    }
}

/// Which jobs to list; empty sets for all.
package struct JobQuery: Hashable, Sendable {
    package var statuses: Set<JobStatus> = []
    package var kinds: Set<JobKind> = []
    package var document: DocumentID?
    package var batch: BatchID?
    /// `nil` for all, ended or not.
    package var endedSince: Timestamp?
    /// Jobs that some worker holds, or held when they ended, but not this one; `nil` for all.
    package var otherThan: String?
    package var isAscending = false
    package var limit = 50
    package var offset = 0

    package init() {}
}

/// What a queue holds at one moment.
package struct QueueDepth: Hashable, Sendable, Codable {
    package var waiting: Int
    package var running: Int
    package var paused: Int

    package init(waiting: Int = 0, running: Int = 0, paused: Int = 0) {
        self.waiting = waiting
        self.running = running
        self.paused = paused
    }
}

/// How long jobs took that completed in the last 7 days.
package struct JobPace: Hashable, Sendable {
    /// Seconds from start to end; `nil` when there are none.
    package var meanSeconds: Double?
    /// Seconds per page of the document; `nil` when there are none.
    package var secondsPerPage: Double?

    package init(meanSeconds: Double? = nil, secondsPerPage: Double? = nil) {
        self.meanSeconds = meanSeconds
        self.secondsPerPage = secondsPerPage
    }
}

/// Figures about the jobs of a scope.
package struct JobStatistics: Hashable, Sendable {
    package var byStatus: [JobStatus: Int] = [:]
    package var byKind: [JobKind: Int] = [:]
    /// Created in the last 24 hours.
    package var recentCount = 0
    package var pace = JobPace()
    /// Age in seconds of the oldest that waits and may run; `nil` when none waits.
    package var oldestWaitingSeconds: Double?
    package var isPaused = false

    package init() {}
}
