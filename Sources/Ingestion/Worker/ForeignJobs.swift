package import Backends
import DocumentModel

/// Tells those who watch of jobs that other processes do on the same store.
///
/// A bus in memory hears of its own process only; what other workers do is seen in the rows of their jobs.
package struct ForeignJobs: Sendable {
    /// People notice later news; a look costs some microseconds.
    private static let secondsBetweenLooks = 1.0
    /// How far back ends of jobs are looked for: their times are taken before they are stored, and a busy disk takes its time.
    private static let secondsOfLookback = 10.0
    /// Jobs of other processes that are followed at a time: more than workers of one machine have slots.
    private static let mostFollowed = 500

    private let name: WorkerName
    private let queue: any JobQueue
    private let documents: any DocumentStore
    private let bus: any ProgressBus
    private let clock: ServiceClock
    private let onError: @Sendable (StoreError) -> Void

    package init(
        name: WorkerName = .ofThisProcess, queue: any JobQueue, documents: any DocumentStore, bus: any ProgressBus,
        clock: ServiceClock = .system, onError: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) {
        self.name = name
        self.queue = queue
        self.documents = documents
        self.bus = bus
        self.clock = clock
        self.onError = onError
    }

    /// Looks again and again until the task is cancelled.
    package func run() async {
        var sight = Sight(at: clock.now())
        while !Task.isCancelled {
            do throws(StoreError) {
                sight = try await tell(after: sight)
            } catch {
                if !Task.isCancelled { onError(error) }
            }
            try? await Task.sleep(for: .seconds(Self.secondsBetweenLooks))
        }
    }

    /// What one look saw.
    struct Sight {
        var at: Timestamp
        /// Jobs that other processes did.
        var running: [JobID: JobRecord] = [:]
        /// Jobs whose end has been told, of those that ended shortly before.
        var ended: Set<JobID> = []

        init(at: Timestamp) {
            self.at = at
        }
    }

    /// Tells what changed since the last look.
    func tell(after last: Sight) async throws(StoreError) -> Sight {
        var sight = Sight(at: clock.now())
        for job in try await jobs({ $0.statuses = [.processing] }) {
            sight.running[job.id] = job
            await tell(of: job, before: last.running[job.id])
        }
        let since = last.at.adding(seconds: -Self.secondsOfLookback)
        for job in try await jobs({ $0.endedSince = since }) {
            sight.ended.insert(job.id)
            if !last.ended.contains(job.id) { try await tellOfState(of: job) }
        }
        // Paused, interrupted or given back.
        for id in last.running.keys.sorted() where sight.running[id] == nil && !sight.ended.contains(id) {
            guard let job = try await queue.job(id, in: .installation), job.status != .processing, job.endedAt == nil else { continue }
            try await tellOfState(of: job)
        }
        return sight
    }

    private func jobs(_ narrow: (inout JobQuery) -> Void) async throws(StoreError) -> [JobRecord] {
        var query = JobQuery()
        query.otherThan = name.text
        query.limit = Self.mostFollowed
        narrow(&query)
        return try await queue.jobs(query, in: .installation).items
    }

    private func tell(of job: JobRecord, before: JobRecord?) async {
        let events = JobEvents(job, clock: clock)
        if before?.attempt != job.attempt { await bus.publish(events.status()) }
        if before?.progress != job.progress { await bus.publish(events.progress(job.progress)) }
    }

    private func tellOfState(of job: JobRecord) async throws(StoreError) {
        let events = JobEvents(job, clock: clock)
        await bus.publish(events.status())
        if let id = job.document, let document = try await documents.document(id, in: .workspace(job.workspace)) {
            await bus.publish(events.document(document))
        }
        if let id = job.batch, let (batch, counts) = try await queue.batch(id, in: .workspace(job.workspace)) {
            await bus.publish(events.batch(batch, counts))
        }
        await bus.publish(events.queue(try await queue.depth(of: .workspace(job.workspace))))
    }
}
