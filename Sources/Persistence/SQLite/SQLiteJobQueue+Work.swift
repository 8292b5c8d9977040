package import Backends
package import DocumentModel
import GRDB

// What workers ask of the queue.

extension SQLiteJobQueue {
    package func claim(
        for worker: String, kinds: Set<JobKind>, leaseSeconds: Double, now: Timestamp
    ) async throws(StoreError) -> JobRecord? {
        // Looked up without the writer's lock first: idle workers must not hold up those that write.
        guard let due = try await nextDue(kinds: kinds), due <= now else { return nil }
        return try await database.write { database in
            guard try !JobRows.isQueuePaused(database) else { return nil }
            try Takeover.takeBackExpired(now: now, database)
            guard let id = try Self.next(kinds: kinds, now: now, database) else { return nil }
            try database.cachedStatement(
                literal: """
                    UPDATE job SET status = 'processing', worker = \(worker), lease_until = \(now.adding(seconds: leaseSeconds)),
                        attempt = attempt + 1, pages_at_claim = pages_done,
                        saved_at_claim = \(Takeover.savedPages), started_at = \(now), updated_at = \(now), wish = NULL,
                        failure_code = NULL, failure_message = NULL
                    WHERE id = \(id)
                    """
            ).execute()
            return try JobRows.job(id, in: .installation, database)
        }
    }

    /// The highest priority, then the workspace with the fewest running jobs, then the oldest; none of a batch that has as many running
    /// as it may have.
    private static func next(kinds: Set<JobKind>, now: Timestamp, _ database: Database) throws -> JobID? {
        try SQLRequest<JobID>(
            literal: """
                WITH share AS (SELECT workspace, count(*) AS running FROM job WHERE status = 'processing' GROUP BY workspace),
                full_batch AS (
                    SELECT job.batch FROM job JOIN batch ON batch.id = job.batch
                    WHERE job.status = 'processing' AND maximum_concurrent IS NOT NULL
                    GROUP BY job.batch HAVING count(*) >= max(1, maximum_concurrent)
                )
                SELECT id FROM job LEFT JOIN share ON share.workspace = job.workspace
                WHERE \(JobRows.isWaiting) AND run_after <= \(now) AND kind IN \(kinds)
                    AND (batch IS NULL OR batch NOT IN full_batch)
                ORDER BY priority DESC, coalesce(running, 0), created_at, job.rowid LIMIT 1
                """, cached: true
        ).fetchOne(database)
    }

    package func nextDue(kinds: Set<JobKind>) async throws(StoreError) -> Timestamp? {
        try await database.read { database in
            guard try !JobRows.isQueuePaused(database) else { return nil }
            return try SQLRequest<Timestamp?>(
                literal: """
                    SELECT min(at) FROM (
                        SELECT min(run_after) AS at FROM job WHERE \(JobRows.isWaiting) AND kind IN \(kinds)
                        UNION ALL SELECT min(lease_until) FROM job WHERE status = 'processing'
                    )
                    """, cached: true
            ).fetchOne(database) ?? nil
        }
    }

    package func renew(
        _ id: JobID, worker: String, attempt: Int, progress: JobProgress?, leaseSeconds: Double, now: Timestamp
    ) async throws(StoreError) -> JobDirective {
        try await database.write { database in
            let assignments: SQL = if let progress { try Self.assignments(progress) } else { "" }
            let row = try SQLRequest<Row>(
                literal: """
                    UPDATE job SET lease_until = \(now.adding(seconds: leaseSeconds))\(assignments)
                    WHERE id = \(id) AND worker = \(worker) AND attempt = \(attempt) AND status = 'processing'
                    RETURNING wish
                    """, cached: true
            ).fetchOne(database)
            guard let row else { return .lost }
            switch try row.optional("wish") as String? {
            case "cancel": return .cancel
            case "pause": return .pause
            default: return .goOn
            }
        }
    }

    /// Progress of a later attempt does not fall behind that of an earlier one.
    private static func assignments(_ progress: JobProgress) throws -> SQL {
        """
        , percentage = max(percentage, \(min(max(progress.percentage, 0), 99))), pages_done = max(pages_done, \(progress.pagesDone)),
        page_count = \(progress.pageCount), steps = \(try JSONColumn.text(progress.steps))
        """
    }

    @discardableResult
    package func end(
        _ id: JobID, worker: String, attempt: Int, as ending: JobEnding, now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await database.write { database in
            let row = try SQLRequest<Row>(
                literal: """
                    SELECT * FROM job WHERE id = \(id) AND worker = \(worker) AND attempt = \(attempt) AND status = 'processing'
                    """, cached: true
            ).fetchOne(database)
            guard let row else { return false }
            try Self.end(try JobRecord(row: row), as: ending, now: now, database)
            return true
        }
    }

    private static func end(_ job: JobRecord, as ending: JobEnding, now: Timestamp, _ database: Database) throws {
        switch ending {
        case .completed(let result): try JobRows.end(job, as: .completed, result: result, now: now, database)
        case .partial(let result): try JobRows.end(job, as: .partial, result: result, now: now, database)
        case .failed(let failure): try JobRows.end(job, as: .failed, failure: failure, now: now, database)
        case .failedForNow(let failure, _) where job.failureCount + 1 >= job.maximumAttempts:
            try JobRows.end(job, as: .failed, failure: failure, now: now, database)
        case .failedForNow(let failure, let runAfter):
            try letGo(job, as: .retrying, failureCount: job.failureCount + 1, failure: failure, runAfter: runAfter, now: now, database)
        case .cancelled: try JobRows.end(job, as: .cancelled, now: now, database)
        case .paused: try letGo(job, as: .paused, failureCount: job.failureCount, runAfter: now, now: now, database)
        case .released: try letGo(job, as: .pending, failureCount: job.failureCount, runAfter: now, now: now, database)
        }
    }

    /// The job waits again.
    fileprivate static func letGo(
        _ job: JobRecord, as status: JobStatus, failureCount: Int, failure: JobFailure? = nil, runAfter: Timestamp, now: Timestamp,
        _ database: Database
    ) throws {
        try database.cachedStatement(
            literal: """
                UPDATE job SET status = \(status), failure_count = \(failureCount), failure_code = \(failure?.code),
                    failure_message = \(failure?.message), run_after = \(runAfter), updated_at = \(now), worker = NULL, lease_until = NULL,
                    wish = NULL
                WHERE id = \(job.id)
                """
        ).execute()
    }
}

// MARK: Dead workers

extension SQLiteJobQueue {
    package func workersWithJobs() async throws(StoreError) -> Set<String> {
        try await database.read { database in
            try SQLRequest<String>(literal: "SELECT DISTINCT worker FROM job WHERE status = 'processing' AND worker IS NOT NULL")
                .fetchSet(database)
        }
    }

    @discardableResult
    package func takeBackJobs(of worker: String, now: Timestamp) async throws(StoreError) -> Int {
        try await database.write { database in
            try Takeover.takeBack(jobsWhere: "worker = \(worker)", now: now, database)
        }
    }
}

/// What becomes of jobs whose worker died.
enum Takeover {
    /// Workers that may die with a job before it is given up. Several: a process that is killed again and again says nothing of the
    /// documents it had. With the times below, it takes eight minutes of being killed to give a sound document up.
    private static let mostInterruptions = 10
    /// Seconds until an interrupted job is tried again, doubled with each time it brought no worker any further: when one document takes
    /// its worker down every time, others must get their turn in between.
    private static let secondsBetweenAttempts = 2.0
    private static let mostSecondsBetweenAttempts = 300.0

    /// Pages of the job's document that an attempt stored for the next one.
    static let savedPages: SQL = "(SELECT count(*) FROM page WHERE page.document = job.document AND layout IS NOT NULL)"

    static func takeBackExpired(now: Timestamp, _ database: Database) throws {
        try takeBack(jobsWhere: "lease_until <= \(now)", now: now, database)
    }

    @discardableResult
    static func takeBack(jobsWhere condition: SQL, now: Timestamp, _ database: Database) throws -> Int {
        let rows = try SQLRequest<Row>(
            literal: "SELECT *, \(savedPages) AS saved FROM job WHERE status = 'processing' AND \(condition)", cached: true
        )
        .fetchAll(database)
        for row in rows { try takeBack(row, now: now, database) }
        return rows.count
    }

    private static func takeBack(_ row: Row, now: Timestamp, _ database: Database) throws {
        let job = try JobRecord(row: row)
        switch try row.optional("wish") as String? {
        case "cancel": return try JobRows.end(job, as: .cancelled, now: now, database)
        case "pause": return try SQLiteJobQueue.letGo(job, as: .paused, failureCount: job.failureCount, runAfter: now, now: now, database)
        default: break
        }
        let (saved, savedAtClaim): (Int, Int) = (try row.get("saved"), try row.get("saved_at_claim"))
        let broughtFurther = job.progress.pagesDone > (try row.get("pages_at_claim") as Int) || saved > savedAtClaim
        let count = broughtFurther ? 0 : (try row.get("interruptions") as Int) + 1
        guard count < mostInterruptions else {
            let poison = JobFailure(code: "JOB_POISONED", message: "\(count) processes that worked on it ended without getting any further")
            return try JobRows.end(job, as: .failed, failure: poison, now: now, database)
        }
        let failure = JobFailure(code: "JOB_INTERRUPTED", message: "the process that worked on it ended")
        let delay = count < 2 ? 0 : min(mostSecondsBetweenAttempts, secondsBetweenAttempts * Double(1 << min(count - 2, 16)))
        try SQLiteJobQueue.letGo(
            job, as: .interrupted, failureCount: job.failureCount, failure: failure, runAfter: now.adding(seconds: delay), now: now, database)
        try database.cachedStatement(literal: "UPDATE job SET interruptions = \(count) WHERE id = \(job.id)").execute()
    }
}
