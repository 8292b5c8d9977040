import Backends
import DocumentModel
import Foundation

/// What is told of one job to those who watch.
struct JobEvents: Sendable {
    private let job: JobRecord
    private let clock: ServiceClock

    init(_ job: JobRecord, clock: ServiceClock) {
        self.job = job
        self.clock = clock
    }

    private struct Status: Encodable {
        var job_id: JobID
        var document_id: DocumentID?
        var status: JobStatus
        var progress_percentage: Int
        var attempt: Int
        var error: JobFailure?
    }

    private struct Step: Encodable {
        var name: String
        var status: JobStep.Status
        var started_at: String?
        var duration: Double?
    }

    private struct Progress: Encodable {
        var job_id: JobID
        var document_id: DocumentID?
        var progress_percentage: Int
        var current_step: String?
        var pages_done: Int
        var page_count: Int
        var steps: [Step]
    }

    private struct Page: Encodable {
        var job_id: JobID
        var document_id: DocumentID?
        var page: Int
    }

    private struct State: Encodable {
        var document_id: DocumentID?
        var status: DocumentStatus
        var revision: Int
        var page_count: Int
    }

    private struct Batch: Encodable {
        var batch_id: BatchID
        var total: Int
        var completed: Int
        var partial: Int
        var processing: Int
        var failed: Int
        var cancelled: Int
        var paused: Int
        var pending: Int
        var has_ended: Bool
    }

    /// The state that the job has now.
    func status() -> ServiceEvent {
        event(
            .jobStatus,
            Status(
                job_id: job.id, document_id: job.document, status: job.status, progress_percentage: job.progress.percentage,
                attempt: job.attempt, error: job.failure))
    }

    func progress(_ progress: JobProgress) -> ServiceEvent {
        let steps = progress.steps.map { Step(name: $0.name, status: $0.status, started_at: $0.startedAt?.iso8601, duration: $0.seconds) }
        return event(
            .jobProgress,
            Progress(
                job_id: job.id, document_id: job.document, progress_percentage: progress.percentage,
                current_step: progress.steps.last { $0.status == .processing }?.name, pages_done: progress.pagesDone,
                page_count: progress.pageCount, steps: steps))
    }

    func pageReady(_ page: Int) -> ServiceEvent {
        event(.page, Page(job_id: job.id, document_id: job.document, page: page))
    }

    func document(_ document: DocumentRecord) -> ServiceEvent {
        event(
            .document,
            State(document_id: document.id, status: document.status, revision: document.revision, page_count: document.facts.pageCount))
    }

    func batch(_ batch: BatchRecord, _ counts: BatchCounts) -> ServiceEvent {
        event(
            .batch,
            Batch(
                batch_id: batch.id, total: counts.total, completed: counts.completed, partial: counts.partial, processing: counts.processing,
                failed: counts.failed, cancelled: counts.cancelled, paused: counts.paused, pending: counts.pending, has_ended: counts.hasEnded))
    }

    func queue(_ depth: QueueDepth) -> ServiceEvent {
        event(.queue, depth)
    }

    private func event(_ kind: ServiceEvent.Kind, _ data: some Encodable) -> ServiceEvent {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = (try? encoder.encode(data)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return ServiceEvent(
            kind: kind, workspace: job.workspace, document: job.document, job: job.id, batch: job.batch, at: clock.now(), dataJSON: json)
    }
}
