package import Backends
package import DocumentModel
import GRDB

extension SQLiteJobQueue {
    private static let secondsOfDay = 86_400.0
    /// What the service did last week says more of the next hour than what it did with an earlier version.
    private static let daysOfHistory = 7.0

    package func statistics(of scope: Scope, now: Timestamp) async throws(StoreError) -> JobStatistics {
        try await database.read { database in
            var statistics = JobStatistics()
            for row in try Self.counts(in: scope, database) {
                let count: Int = try row.get("count")
                statistics.byStatus[try row.get("status"), default: 0] += count
                statistics.byKind[try row.get("kind"), default: 0] += count
            }
            let yesterday = now.adding(seconds: -Self.secondsOfDay)
            statistics.recentCount =
                try SQLRequest<Int>(
                    literal: "SELECT count(*) FROM job WHERE \(scope.condition) AND created_at >= \(yesterday)", cached: true
                ).fetchOne(database) ?? 0
            statistics.pace = try Self.pace(in: scope, now: now, database)
            statistics.oldestWaitingSeconds = try SQLRequest<Timestamp?>(
                literal: """
                    SELECT min(created_at) FROM job WHERE \(JobRows.isWaiting) AND run_after <= \(now) AND \(scope.condition)
                    """, cached: true
            ).fetchOne(database)?.map { now.seconds(since: $0) }
            statistics.isPaused = try JobRows.isQueuePaused(database)
            return statistics
        }
    }

    package func pace(of scope: Scope, now: Timestamp) async throws(StoreError) -> JobPace {
        try await database.read { try Self.pace(in: scope, now: now, $0) }
    }

    package func depth(of scope: Scope) async throws(StoreError) -> QueueDepth {
        try await database.read { database in
            func count(_ condition: SQL) throws -> Int {
                try SQLRequest<Int>(literal: "SELECT count(*) FROM job WHERE \(scope.condition) AND \(condition)", cached: true)
                    .fetchOne(database) ?? 0
            }
            return QueueDepth(
                waiting: try count(JobRows.isWaiting), running: try count("status = 'processing'"), paused: try count("status = 'paused'"))
        }
    }

    package func position(of id: JobID, in scope: Scope) async throws(StoreError) -> Int? {
        try await database.read { database in
            guard let job = try JobRows.job(id, in: scope, database), [.pending, .retrying, .interrupted].contains(job.status) else { return nil }
            return try SQLRequest<Int>(
                literal: """
                    SELECT count(*) FROM job WHERE \(JobRows.isWaiting) AND (
                        priority > \(job.priority)
                        OR (priority = \(job.priority) AND (created_at < \(job.createdAt) OR (created_at = \(job.createdAt) AND id < \(id)))))
                    """, cached: true
            ).fetchOne(database)
        }
    }

    private static func counts(in scope: Scope, _ database: Database) throws -> [Row] {
        try SQLRequest<Row>(
            literal: "SELECT status, kind, count(*) AS count FROM job WHERE \(scope.condition) GROUP BY status, kind", cached: true
        ).fetchAll(database)
    }

    private static func pace(in scope: Scope, now: Timestamp, _ database: Database) throws -> JobPace {
        let since = now.adding(seconds: -daysOfHistory * secondsOfDay)
        let row = try SQLRequest<Row>(
            literal: """
                SELECT count(*) AS jobs, sum(ended_at - started_at) AS time, sum(page_count) AS pages FROM job
                WHERE ended_at >= \(since) AND status = \(JobStatus.completed) AND started_at IS NOT NULL AND \(scope.condition)
                """, cached: true
        ).fetchOne(database)
        guard let row, let time: Double = try row.optional("time") else { return JobPace() }
        let (jobs, pages): (Int, Int) = (try row.get("jobs"), try row.get("pages"))
        return JobPace(meanSeconds: time / 1000 / Double(max(1, jobs)), secondsPerPage: pages > 0 ? time / 1000 / Double(pages) : nil)
    }
}
