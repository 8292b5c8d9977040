package import Backends
package import DocumentModel
import GRDB

// What people ask of the queue.

extension SQLiteJobQueue {
    package func control(
        _ id: JobID, in scope: Scope, _ action: JobAction, now: Timestamp
    ) async throws(StoreError) -> JobTransition? {
        try await database.write { database in
            guard let job = try JobRows.job(id, in: scope, database) else { return nil }
            switch action {
            case .cancel: try Self.cancel(job, now: now, database)
            case .pause: try Self.pause(job, now: now, database)
            case .resume: try Self.resume(job, now: now, database)
            case .retry: try Self.retry(job, now: now, database)
            }
            return try JobRows.job(id, in: scope, database).map { JobTransition(job: $0, previousStatus: job.status) }
        }
    }

    /// A running job is asked to stop; its worker obeys at its next heartbeat or page.
    private static func cancel(_ job: JobRecord, now: Timestamp, _ database: Database) throws {
        guard !job.status.hasEnded else { throw refusal(job) }
        if job.status == .processing { return try wish("cancel", for: job, now: now, database) }
        try JobRows.end(job, as: .cancelled, now: now, database)
    }

    private static func pause(_ job: JobRecord, now: Timestamp, _ database: Database) throws {
        guard !job.status.hasEnded, job.status != .paused else { throw refusal(job) }
        if job.status == .processing { return try wish("pause", for: job, now: now, database) }
        try database.cachedStatement(literal: "UPDATE job SET status = 'paused', updated_at = \(now) WHERE id = \(job.id)").execute()
    }

    private static func resume(_ job: JobRecord, now: Timestamp, _ database: Database) throws {
        switch job.status {
        case .paused:
            try database.cachedStatement(
                literal: "UPDATE job SET status = 'pending', run_after = \(now), updated_at = \(now) WHERE id = \(job.id)"
            ).execute()
        case .processing:
            // Asked to pause a moment ago; asked to be cancelled stays so.
            try database.cachedStatement(
                literal: "UPDATE job SET wish = NULL, updated_at = \(now) WHERE id = \(job.id) AND wish = 'pause'"
            ).execute()
            guard database.changesCount == 1 else { throw refusal(job) }
        default: throw refusal(job)
        }
    }

    /// Anew, with all its attempts. A partial one is not: what it has is published, and a new processing is another job.
    private static func retry(_ job: JobRecord, now: Timestamp, _ database: Database) throws {
        guard [.failed, .cancelled, .interrupted, .retrying].contains(job.status) else { throw refusal(job) }
        try database.cachedStatement(
            literal: """
                UPDATE job SET status = 'pending', failure_count = 0, interruptions = 0, percentage = 0, pages_done = 0, steps = '[]', failure_code = NULL,
                    failure_message = NULL, result = NULL, ended_at = NULL, run_after = \(now), updated_at = \(now)
                WHERE id = \(job.id)
                """
        ).execute()
        try JobRows.takeDocumentUp(job, now: now, database)
        if let batch = job.batch {
            try database.cachedStatement(literal: "UPDATE batch SET announced_at = NULL WHERE id = \(batch)").execute()
        }
    }

    private static func wish(_ wish: String, for job: JobRecord, now: Timestamp, _ database: Database) throws {
        try database.cachedStatement(literal: "UPDATE job SET wish = \(wish), updated_at = \(now) WHERE id = \(job.id)").execute()
    }

    private static func refusal(_ job: JobRecord) -> StoreError {
        .conflict("job \(job.id) is \(job.status.rawValue)")
    }
}
