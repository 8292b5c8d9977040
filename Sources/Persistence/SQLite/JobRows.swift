import Backends
import DocumentModel
import GRDB

/// Steps that several calls of the queue share. All run inside the caller's transaction.
enum JobRows {
    /// States from which a job may be claimed, as the partial index has it.
    static let isWaiting: SQL = "status IN ('pending', 'retrying', 'interrupted')"

    static func job(_ id: JobID, in scope: Scope, _ database: Database) throws -> JobRecord? {
        try SQLRequest<Row>(literal: "SELECT * FROM job WHERE id = \(id) AND \(scope.condition)", cached: true)
            .first(database, JobRecord.init(row:))
    }

    static func isQueuePaused(_ database: Database) throws -> Bool {
        try SQLRequest<String>(literal: "SELECT value FROM queue_state WHERE name = 'paused'", cached: true).fetchOne(database) == "yes"
    }

    static func counts(of batch: BatchID, _ database: Database) throws -> BatchCounts {
        let rows = try SQLRequest<Row>(
            literal: "SELECT status, count(*) AS count FROM job WHERE batch = \(batch) GROUP BY status", cached: true
        ).fetchAll(database)
        return BatchCounts(Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("status"), try $0.get("count")) }))
    }

    /// Ends a job for good, and does what follows from that for its document and its batch.
    static func end(
        _ job: JobRecord, as status: JobStatus, failure: JobFailure? = nil, result: String? = nil, now: Timestamp, _ database: Database
    ) throws {
        try database.cachedStatement(
            literal: """
                UPDATE job SET status = \(status), ended_at = \(now), updated_at = \(now), lease_until = NULL, wish = NULL,
                    failure_code = \(failure?.code), failure_message = \(failure?.message), result = \(result)
                WHERE id = \(job.id)
                """
        ).execute()
        switch status {
        case .completed, .partial: try complete(job, database)
        case .failed:
            try letDocumentGo(job, now: now, database)
            try failBatch(of: job, now: now, database)
        default: try letDocumentGo(job, now: now, database)
        }
    }

    /// 100 is for what is stored. A password has done its work; whoever processes the document again must give it again.
    private static func complete(_ job: JobRecord, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                UPDATE job SET percentage = 100,
                    payload = CASE WHEN json_valid(payload) THEN json_remove(payload, '$.options.password') ELSE payload END
                WHERE id = \(job.id)
                """
        ).execute()
    }

    /// The document goes back to what was last published of it.
    private static func letDocumentGo(_ job: JobRecord, now: Timestamp, _ database: Database) throws {
        guard job.kind == .documentProcessing, let document = job.document else { return }
        try database.cachedStatement(
            literal: """
                UPDATE document SET status = coalesce(published_status, \(DocumentStatus.failed)), updated_at = \(now)
                WHERE id = \(document) AND status = \(DocumentStatus.processing)
                """
        ).execute()
    }

    /// The document is being worked on again.
    static func takeDocumentUp(_ job: JobRecord, now: Timestamp, _ database: Database) throws {
        guard job.kind == .documentProcessing, let document = job.document else { return }
        try database.cachedStatement(
            literal: "UPDATE document SET status = \(DocumentStatus.processing), updated_at = \(now) WHERE id = \(document)"
        ).execute()
    }

    /// In a batch that fails fast, the first failure cancels all that has not ended.
    private static func failBatch(of job: JobRecord, now: Timestamp, _ database: Database) throws {
        guard let batch = job.batch,
            try SQLRequest<Bool>(literal: "SELECT fails_fast FROM batch WHERE id = \(batch)", cached: true).fetchOne(database) == true
        else { return }
        let failure = JobFailure(code: "BATCH_FAILED", message: "another document of the batch failed, and the batch is to end then")
        let others = try SQLRequest<Row>(
            literal: "SELECT * FROM job WHERE batch = \(batch) AND (\(isWaiting) OR status = 'paused')", cached: true
        ).all(database, JobRecord.init(row:))
        for other in others { try end(other, as: .cancelled, failure: failure, now: now, database) }
        try database.cachedStatement(literal: "UPDATE job SET wish = 'cancel' WHERE batch = \(batch) AND status = 'processing'").execute()
    }
}
