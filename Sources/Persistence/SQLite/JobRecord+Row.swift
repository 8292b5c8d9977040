import DocumentModel
import GRDB

extension JobRecord {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"), kind: try row.get("kind"), workspace: try row.get("workspace"), owner: try row.get("owner"),
            document: try row.optional("document"), batch: try row.optional("batch"), priority: try row.get("priority"),
            payloadJSON: try row.get("payload"), maximumAttempts: try row.get("maximum_attempts"), createdAt: try row.get("created_at"))
        status = try row.get("status")
        attempt = try row.get("attempt")
        failureCount = try row.get("failure_count")
        progress.percentage = try row.get("percentage")
        progress.pagesDone = try row.get("pages_done")
        progress.pageCount = try row.get("page_count")
        progress.steps = try JSONColumn.steps(row.get("steps"))
        if let code: String = try row.optional("failure_code") {
            failure = JobFailure(code: code, message: try row.optional("failure_message") ?? "")
        }
        resultJSON = try row.optional("result")
        updatedAt = try row.get("updated_at")
        startedAt = try row.optional("started_at")
        endedAt = try row.optional("ended_at")
        runAfter = try row.get("run_after")
    }

    func insert(_ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO job (
                    id, kind, workspace, owner, document, batch, priority, status, attempt, failure_count, interruptions, maximum_attempts, percentage,
                    pages_done, page_count, pages_at_claim, saved_at_claim, created_at, updated_at, started_at, ended_at, run_after, failure_code,
                    failure_message, steps, payload, result
                ) VALUES (
                    \(id), \(kind), \(workspace), \(owner), \(document), \(batch), \(priority), \(status), \(attempt), \(failureCount), 0,
                    \(maximumAttempts), \(progress.percentage), \(progress.pagesDone), \(progress.pageCount), 0, 0, \(createdAt),
                    \(updatedAt), \(startedAt), \(endedAt), \(runAfter), \(failure?.code), \(failure?.message),
                    \(try JSONColumn.text(progress.steps)), \(payloadJSON), \(resultJSON)
                )
                """
        ).execute()
    }
}

extension BatchRecord {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"), workspace: try row.get("workspace"), owner: try row.get("owner"), name: try row.optional("name"),
            totalCount: try row.get("total_count"), failsFast: try row.get("fails_fast"), webhookURL: try row.optional("webhook_url"),
            maximumConcurrent: try row.optional("maximum_concurrent"), createdAt: try row.get("created_at"))
    }

    func insert(_ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO batch (id, workspace, owner, name, total_count, fails_fast, webhook_url, maximum_concurrent, created_at)
                VALUES (
                    \(id), \(workspace), \(owner), \(name), \(totalCount), \(failsFast), \(webhookURL), \(maximumConcurrent), \(createdAt)
                )
                """
        ).execute()
    }
}

extension BatchCounts {
    /// - Parameter counts: jobs by state.
    init(_ counts: [JobStatus: Int]) {
        self.init()
        for (status, count) in counts {
            switch status {
            case .completed: completed += count
            case .partial: partial += count
            case .failed: failed += count
            case .cancelled: cancelled += count
            case .paused: paused += count
            case .processing: processing += count
            case .pending, .retrying, .interrupted: pending += count
            }
        }
    }
}
