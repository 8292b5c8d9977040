package import Backends
package import DocumentModel
import Synchronization

/// Takes jobs from the queue and has them done, a fixed number at a time.
package struct WorkerLoop: Sendable {
    /// How a worker works. Seconds are of the machine's clock.
    package struct Settings: Sendable {
        /// Jobs at a time: as many as there are children to read their files.
        package var slots = 2
        /// How long a job is held without a sign of life.
        package var leaseSeconds = 30.0
        /// Between signs of life when nothing happens: several may get lost before the lease ends.
        package var heartbeatSeconds = 5.0
        /// Between two looks at the queue when nobody gave notice: what other processes put there is found by looking.
        package var pollSeconds = 1.0
        package var retry = RetryPolicy()

        package init() {}
    }

    private let name: WorkerName
    private let queue: any JobQueue
    private let execution: JobExecution.Services
    private let handlers: [JobKind: any JobHandler]
    private let signal: WorkSignal
    private let settings: Settings
    private let onError: @Sendable (StoreError) -> Void

    /// - Parameters:
    ///   - signal: to be notified when something was put into the queue.
    ///   - onError: told of calls of the stores that failed and are tried again.
    ///   - onProblem: told of attempts that did not bring what was asked for.
    package init(
        name: WorkerName = .ofThisProcess, queue: any JobQueue, documents: any DocumentStore, bus: any ProgressBus,
        handlers: [any JobHandler], signal: WorkSignal, settings: Settings = Settings(), clock: ServiceClock = .system,
        onError: @escaping @Sendable (StoreError) -> Void = { _ in },
        onProblem: @escaping @Sendable (JobProblem, JobRecord) -> Void = { _, _ in }
    ) {
        self.name = name
        self.queue = queue
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
        self.signal = signal
        self.settings = settings
        self.onError = onError
        execution = JobExecution.Services(
            queue: queue, documents: documents, bus: bus, clock: clock, worker: name.text, settings: settings, onError: onError,
            onProblem: onProblem)
    }

    /// Works until the task is cancelled, then lets go of the jobs it has: others go on with them at once.
    package func run() async {
        await takeBackFromTheDead()
        let slots = Slots(count: settings.slots)
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                if slots.hasFree, let job = await claim(), let handler = handlers[job.kind] {
                    slots.take()
                    group.addTask {
                        await JobExecution(services: execution, job: job, handler: handler).run()
                        slots.giveBack()
                        signal.notify()
                    }
                } else {
                    await signal.wait(atMostSeconds: settings.pollSeconds)
                }
            }
        }
    }

    /// Jobs of processes of this machine that no longer run need not wait for their leases to end.
    private func takeBackFromTheDead() async {
        do throws(StoreError) {
            for text in try await queue.workersWithJobs() {
                guard let other = WorkerName(text), other != name, other.isDead else { continue }
                try await queue.takeBackJobs(of: text, now: execution.clock.now())
            }
        } catch {
            onError(error)
        }
    }

    /// A job, unless the task has been cancelled meanwhile.
    private func claim() async -> JobRecord? {
        do throws(StoreError) {
            return try await queue.claim(
                for: name.text, kinds: Set(handlers.keys), leaseSeconds: settings.leaseSeconds, now: execution.clock.now())
        } catch {
            if !Task.isCancelled { onError(error) }
            return nil
        }
    }
}

/// How many jobs run.
private final class Slots: Sendable {
    private let free: Mutex<Int>

    init(count: Int) {
        free = Mutex(max(1, count))
    }

    var hasFree: Bool { free.withLock { $0 > 0 } }
    func take() { free.withLock { $0 -= 1 } }
    func giveBack() { free.withLock { $0 += 1 } }
}
