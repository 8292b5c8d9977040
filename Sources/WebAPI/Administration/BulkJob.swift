import Backends
import DocumentModel

/// A batch of addresses as the contract's administration sees it: one job with a result for each of them.
struct BulkJob: Sendable {
    /// As many as one request may name.
    private static let mostResults = 100

    let queue: any JobQueue
    let documents: any DocumentStore

    /// `nil` when there is no batch of that name.
    func job(named name: String) async throws -> AdminJob? {
        guard let id = BatchID(rawValue: name), let (batch, counts) = try await queue.batch(id, in: .installation) else { return nil }
        var query = JobQuery()
        query.batch = id
        query.isAscending = true
        query.limit = Self.mostResults
        var results: [JSONTree] = []
        for job in try await queue.jobs(query, in: .installation).items { results.append(try await result(of: job)) }
        return AdminJob(batch, counts, results: results)
    }

    private func result(of job: JobRecord) async throws -> JSONTree {
        var members: [String: JSONTree] = ["status": .string(job.status.administrativeName), "job_id": .string(job.id.rawValue)]
        if let id = job.document {
            members["document_id"] = .string(id.rawValue)
            let record = try await documents.document(id, in: .workspace(job.workspace))
            members["url"] = record?.sourceURL.map { .string($0) } ?? .null
        }
        if let failure = job.failure { members["error"] = .string(failure.message) }
        return .object(members)
    }
}

extension AdminJob {
    fileprivate init(_ batch: BatchRecord, _ counts: BatchCounts, results: [JSONTree]) {
        jobId = batch.id.rawValue
        jobType = "bulk_processing"
        status = Self.status(counts)
        priority = JobPriority.normal.name
        workspaceId = batch.workspace.rawValue
        createdAt = batch.createdAt.iso8601
        updatedAt = batch.createdAt.iso8601
        let processed = counts.completed + counts.partial
        let ended = processed + counts.failed + counts.cancelled
        details = [
            "progress_percentage": .integer(Int64(counts.total == 0 ? 100 : ended * 100 / counts.total)),
            "processed_count": .integer(Int64(processed)), "failed_count": .integer(Int64(counts.failed)),
            "total_processed": .integer(Int64(processed)), "total_failed": .integer(Int64(counts.failed)), "results": .array(results),
        ]
    }

    private static func status(_ counts: BatchCounts) -> String {
        if !counts.hasEnded { return counts.processing > 0 || counts.pending < counts.total ? "running" : "pending" }
        if counts.cancelled == counts.total { return "cancelled" }
        return counts.failed == counts.total ? "failed" : "completed"
    }
}
