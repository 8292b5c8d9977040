import Dispatch

/// Runs computations that take more than a moment on threads of their own: Swift's cooperative threads must be free for what waits.
///
/// Callers wait for their results, so there are never more threads than jobs that a worker runs at a time.
struct ComputeThreads: Sendable {
    private let queue = DispatchQueue(label: "computations", attributes: .concurrent)

    func run<Outcome: Sendable>(_ work: @escaping @Sendable () -> Outcome) async -> Outcome {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    func run<Outcome: Sendable, Failure: Error>(
        throwing work: @escaping @Sendable () throws(Failure) -> Outcome
    ) async throws(Failure) -> Outcome {
        try await run { Result { () throws(Failure) in try work() } }.get()
    }
}
