import Dispatch

/// Work of tens of milliseconds, kept off Swift's cooperative threads. Whoever calls it has passed a waiting line: that bounds the threads.
enum OffThreads {
    private static let queue = DispatchQueue(label: "encoding", attributes: .concurrent)

    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
    }
}
