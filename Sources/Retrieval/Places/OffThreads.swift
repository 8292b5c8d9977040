import Dispatch

/// Runs work of tens of milliseconds and more beside Swift's cooperative threads, which are for short work.
///
/// Whoever uses it bounds how much runs at the same time: each piece takes a thread.
package struct OffThreads: Sendable {
    private let queue = DispatchQueue(label: "retrieval", attributes: .concurrent)

    package init() {}

    package func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
    }
}
