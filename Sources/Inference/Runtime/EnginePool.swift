package import Backends
import Dispatch
import Synchronization

/// One model on several threads.
package typealias SessionPool = EnginePool<InferenceSession>

/// A fixed number of engines, each made and used by a thread of its own, and a bounded line of those who wait for one.
///
/// An engine is whatever one piece of work needs (a session, or several with their vocabulary). It is made when it is first needed.
package final class EnginePool<Engine>: Sendable {
    package struct Limits: Hashable, Sendable {
        /// How many pieces of work run at the same time; each has an engine, and its memory, of its own.
        package var engines: Int
        /// How many may wait; more are refused, as they would hold their pictures in memory and still time out.
        package var waiting = 256
        /// Time for one piece of work, waiting not counted.
        package var seconds: Double

        package init(engines: Int, seconds: Double) {
            self.engines = engines
            self.seconds = seconds
        }
    }

    private struct State {
        var idle: [EngineThread<Engine>]
        var waiting: [Job] = []
    }

    private struct Job: Sendable {
        let ticket: Ticket
        /// Does the work on the thread it is given, or passes the failure on; is called once.
        let start: @Sendable (Result<EngineThread<Engine>, RecognitionError>) -> Void
    }

    private let limits: Limits
    private let state: Mutex<State>

    /// - Parameter make: makes one engine; called on the thread that will use it, again at the next work when it failed.
    package init(limits: Limits, make: @escaping @Sendable () throws(RecognitionError) -> Engine) {
        precondition(limits.engines > 0, "a pool has engines")
        self.limits = limits
        state = Mutex(State(idle: (0..<limits.engines).map { _ in EngineThread(make: make) }))
    }

    /// Runs `body` with an engine on its thread; it checks the limit it is given where it loops.
    /// - Throws: what `body` throws; `.busy` when too many wait; `.cancelled` as soon as the task is cancelled.
    package func withEngine<Value: Sendable>(
        _ body: @escaping @Sendable (Engine, RunLimit) throws(RecognitionError) -> Value
    ) async throws(RecognitionError) -> Value {
        let ticket = Ticket()
        let result: Result<Value, RecognitionError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(job(ticket, body) { continuation.resume(returning: $0) })
            }
        } onCancel: {
            ticket.cancel()
            leaveLine(ticket)
        }
        return try result.get()
    }

    private func job<Value: Sendable>(
        _ ticket: Ticket, _ body: @escaping @Sendable (Engine, RunLimit) throws(RecognitionError) -> Value,
        _ finish: @escaping @Sendable (Result<Value, RecognitionError>) -> Void
    ) -> Job {
        Job(ticket: ticket) { [self] granted in
            switch granted {
            case .failure(let failure): finish(.failure(failure))
            case .success(let thread):
                thread.run(ticket, seconds: limits.seconds, body) { [self] result in
                    release(thread)
                    finish(result)
                }
            }
        }
    }

    private func enqueue(_ job: Job) {
        let granted: Result<EngineThread<Engine>, RecognitionError>? = state.withLock { state in
            if job.ticket.isCancelled { return .failure(.cancelled) }
            if let thread = state.idle.popLast() { return .success(thread) }
            if state.waiting.count >= limits.waiting { return .failure(.busy(waiting: state.waiting.count)) }
            state.waiting.append(job)
            return nil
        }
        if let granted { job.start(granted) }
    }

    private func release(_ thread: EngineThread<Engine>) {
        let next: Job? = state.withLock { state in
            if state.waiting.isEmpty {
                state.idle.append(thread)
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.start(.success(thread))
    }

    private func leaveLine(_ ticket: Ticket) {
        let job: Job? = state.withLock { state in
            state.waiting.firstIndex { $0.ticket === ticket }.map { state.waiting.remove(at: $0) }
        }
        job?.start(.failure(.cancelled))
    }
}

/// Identity of one piece of work, by which it is cancelled, waiting or running.
private final class Ticket: Sendable {
    private struct State {
        var isCancelled = false
        var limit: RunLimit?
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        let limit = state.withLock { state in
            state.isCancelled = true
            return state.limit
        }
        limit?.cancel()
    }

    /// The limit of the work, which begins now.
    func begin(seconds: Double) -> RunLimit {
        let limit = RunLimit(seconds: seconds)
        let isCancelled = state.withLock { state in
            state.limit = limit
            return state.isCancelled
        }
        if isCancelled { limit.cancel() }
        return limit
    }
}

/// Safe because the engine is touched on the serial queue only.
private final class EngineThread<Engine>: @unchecked Sendable {
    private let queue = DispatchQueue(label: "mivaa.inference")
    private let make: @Sendable () throws(RecognitionError) -> Engine
    private var engine: Engine?

    init(make: @escaping @Sendable () throws(RecognitionError) -> Engine) { self.make = make }

    func run<Value: Sendable>(
        _ ticket: Ticket, seconds: Double, _ body: @escaping @Sendable (Engine, RunLimit) throws(RecognitionError) -> Value,
        _ finish: @escaping @Sendable (Result<Value, RecognitionError>) -> Void
    ) {
        queue.async {
            finish(
                Result { () throws(RecognitionError) in
                    // Loading a model is not part of the work's time: it happens once.
                    let engine = try self.engineMadeReady()
                    let limit = ticket.begin(seconds: seconds)
                    try limit.check()
                    return try body(engine, limit)
                })
        }
    }

    private func engineMadeReady() throws(RecognitionError) -> Engine {
        if let engine { return engine }
        let made = try make()
        engine = made
        return made
    }
}
