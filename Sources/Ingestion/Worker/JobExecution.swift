import Backends
import DocumentModel
import Synchronization

/// One attempt at one job: the work, the heartbeat beside it, and its end.
struct JobExecution: Sendable {
    struct Services: Sendable {
        let queue: any JobQueue
        let documents: any DocumentStore
        let bus: any ProgressBus
        let clock: ServiceClock
        let worker: String
        let settings: WorkerLoop.Settings
        let onError: @Sendable (StoreError) -> Void
        let onProblem: @Sendable (JobProblem, JobRecord) -> Void
    }

    let services: Services
    let job: JobRecord
    let handler: any JobHandler

    private var events: JobEvents { JobEvents(job, clock: services.clock) }

    /// Ends when the job has, or is no longer this worker's.
    func run() async {
        await tell(of: job)
        let heartbeat = Heartbeat(services: services, job: job)
        let meter = ProgressMeter(percentage: job.progress.percentage, clock: services.clock, onChange: heartbeat.notify)
        let work = Task { await attempt(meter) }
        let beating = Task { await heartbeat.run(meter) { work.cancel() } }
        let result = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        beating.cancel()
        await beating.value
        guard let ending = ending(of: result, directive: heartbeat.directive) else { return }
        await keep(meter.progress)
        if await end(as: ending) { await tellOfEnd() }
    }

    /// What the last steps took; the heartbeat may not have come to it.
    private func keep(_ progress: JobProgress) async {
        do throws(StoreError) {
            _ = try await services.queue.renew(
                job.id, worker: services.worker, attempt: job.attempt, progress: progress, leaseSeconds: services.settings.leaseSeconds,
                now: services.clock.now())
        } catch {
            services.onError(error)
        }
    }

    private func attempt(_ meter: ProgressMeter) async -> Result<JobOutcome, JobProblem> {
        do throws(JobProblem) {
            return .success(
                try await measured("job", in: JobTrace.context(of: job), ["attempt": job.attempt]) { () async throws(JobProblem) in
                    try await handler.perform(job, meter: meter)
                })
        } catch {
            services.onProblem(error, job)
            return .failure(error)
        }
    }

    /// `nil` when the job is another worker's by now. What was done is done, even if somebody asked meanwhile to stop it.
    private func ending(of result: Result<JobOutcome, JobProblem>, directive: JobDirective) -> JobEnding? {
        if directive == .lost { return nil }
        switch result {
        case .success(.completed(let json)): return .completed(resultJSON: json)
        case .success(.partial(let json)): return .partial(resultJSON: json)
        case .failure(.forGood(let failure)): return .failed(failure)
        case .failure(.superseded): return .cancelled
        case .failure(.stopped):
            switch directive {
            case .cancel: return .cancelled
            case .pause: return .paused
            default: return .released
            }
        case .failure(.forNow(let failure)):
            let now = services.clock.now()
            return .failedForNow(failure, runAfter: services.settings.retry.runAfter(failureCount: job.failureCount, now: now))
        }
    }

    /// Times that a store which does not answer is asked again. If it never does, the lease ends and the job is done once more.
    private static let mostTries = 5

    /// Whether the job was still this worker's to end.
    private func end(as ending: JobEnding) async -> Bool {
        for _ in 0..<Self.mostTries {
            do throws(StoreError) {
                return try await services.queue.end(
                    job.id, worker: services.worker, attempt: job.attempt, as: ending, now: services.clock.now())
            } catch {
                services.onError(error)
                // Not cut short by cancellation: a worker that stops still wants its jobs to be let go.
                await Task { try? await Task.sleep(for: .seconds(1)) }.value
            }
        }
        return false
    }

    // MARK: Telling those who watch

    private func tellOfEnd() async {
        guard let ended = try? await services.queue.job(job.id, in: .installation) else { return }
        await tell(of: ended)
    }

    private func tell(of job: JobRecord) async {
        let events = JobEvents(job, clock: services.clock)
        await services.bus.publish(events.status())
        if let id = job.document, let document = try? await services.documents.document(id, in: .workspace(job.workspace)) {
            await services.bus.publish(events.document(document))
        }
        if let id = job.batch, let (batch, counts) = try? await services.queue.batch(id, in: .workspace(job.workspace)) {
            await services.bus.publish(events.batch(batch, counts))
        }
        if let depth = try? await services.queue.depth(of: .workspace(job.workspace)) {
            await services.bus.publish(events.queue(depth))
        }
    }
}
