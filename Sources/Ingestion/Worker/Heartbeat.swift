import Backends
import DocumentModel
import Synchronization

/// Keeps a job's lease, stores and tells its progress, and passes on what people asked of it.
final class Heartbeat: Sendable {
    /// Between two beats, however fast the work: each is a write to the database.
    private static let betweenBeats = Duration.milliseconds(250)
    /// Between two events, however fast the work: no eye sees more.
    private static let betweenEvents = Duration.milliseconds(50)

    private let services: JobExecution.Services
    private let job: JobRecord
    private let signal = WorkSignal()
    private let lastDirective = Mutex(JobDirective.goOn)

    init(services: JobExecution.Services, job: JobRecord) {
        self.services = services
        self.job = job
    }

    /// There is progress to tell; from any thread.
    func notify() {
        signal.notify()
    }

    /// What the queue said last.
    var directive: JobDirective { lastDirective.withLock { $0 } }

    /// Beats until the task is cancelled or the queue says something else than to go on; then calls `stop`.
    func run(_ meter: ProgressMeter, stop: @Sendable () -> Void) async {
        var told = job.progress, stored = job.progress
        // A job that is done before the first beat needs none.
        var earliestBeat = ContinuousClock.now + Self.betweenBeats
        var latestBeat = ContinuousClock.now + .seconds(services.settings.heartbeatSeconds)
        while !Task.isCancelled {
            let progress = meter.progress
            if progress != told {
                await services.bus.publish(JobEvents(job, clock: services.clock).progress(progress))
                told = progress
            }
            let now = ContinuousClock.now
            if progress != stored ? now >= earliestBeat : now >= latestBeat {
                let directive = await beat(progress) ?? .goOn
                lastDirective.withLock { $0 = directive }
                if directive != .goOn { return stop() }
                stored = progress
                earliestBeat = now + Self.betweenBeats
                latestBeat = now + .seconds(services.settings.heartbeatSeconds)
            }
            try? await Task.sleep(for: Self.betweenEvents)
            let next = progress != stored ? earliestBeat : latestBeat
            await signal.wait(atMostSeconds: max(0, (next - .now) / .seconds(1)))
        }
    }

    /// `nil` when the store did not answer: the lease is longer than some missed beats.
    private func beat(_ progress: JobProgress) async -> JobDirective? {
        do throws(StoreError) {
            return try await services.queue.renew(
                job.id, worker: services.worker, attempt: job.attempt, progress: progress, leaseSeconds: services.settings.leaseSeconds,
                now: services.clock.now())
        } catch {
            services.onError(error)
            return nil
        }
    }
}
