import Dispatch

/// Runs work of tens of milliseconds and more beside Swift's cooperative threads, which must be free for what waits.
///
/// Whoever uses it bounds how much runs at the same time, by a waiting line or by the jobs of a worker: each piece takes a thread.
package enum OffThreads {
    private static let queue = DispatchQueue(label: "computations", attributes: .concurrent)

    package static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
    }

    package static func run<Value: Sendable, Failure: Error>(
        throwing work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await run { Result { () throws(Failure) in try work() } }.get()
    }
}
