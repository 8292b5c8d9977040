import Backends
import DocumentModel

/// Waits for a job's end, for clients that want the result and not a job.
struct JobWait: Sendable {
    /// Longer, and proxies in between give up on the request.
    static let mostSeconds = 25.0

    let queue: any JobQueue
    let bus: any ProgressBus

    /// The job as it is when it has ended, or when the time is up.
    func wait(for job: JobRecord, seconds: Double = mostSeconds) async throws -> JobRecord {
        let scope = Scope.workspace(job.workspace)
        var filter = EventFilter(scope: scope)
        filter.jobs = [job.id]
        filter.kinds = [.jobStatus]
        // Before the first look: an end in between is heard.
        let subscription = await bus.subscribe(filter, after: nil)
        let now = try await queue.job(job.id, in: scope) ?? job
        if now.status.hasEnded || now.status == .paused { return now }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in subscription.events {
                    guard let job = try await queue.job(job.id, in: scope) else { return }
                    if job.status.hasEnded || job.status == .paused { return }
                }
            }
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            try await group.next()
            group.cancelAll()
            return try await queue.job(job.id, in: scope) ?? job
        }
    }
}
