import Backends
import Dispatch
import Synchronization

/// Runs calls that block on threads of its own: Swift's cooperative threads are as many as there are cores and must not wait for a disk.
final class BlockingWork: Sendable {
    /// Calls at a time: a disk is busy with a few; more only wait inside the kernel.
    private static let laneCount = 8
    /// Calls waiting at most: more means that the disk has stopped, and each holds what it wants to write in memory.
    private static let mostWaiting = 4096

    private let lanes: [DispatchQueue]
    private let state = Mutex((next: 0, waiting: 0))

    init(label: String) {
        lanes = (0..<Self.laneCount).map { DispatchQueue(label: "\(label) \($0)") }
    }

    /// What the work returns or throws. `busy` when too many wait.
    func run<Outcome: Sendable>(_ work: @escaping @Sendable () throws(StoreError) -> Outcome) async throws(StoreError) -> Outcome {
        let lane = state.withLock { state -> Int? in
            guard state.waiting < Self.mostWaiting else { return nil }
            state.waiting += 1
            state.next = (state.next + 1) % Self.laneCount
            return state.next
        }
        guard let lane else { throw .busy }
        let result: Result<Outcome, StoreError> = await withCheckedContinuation { continuation in
            lanes[lane].async {
                let result = Result { () throws(StoreError) in try work() }
                self.state.withLock { $0.waiting -= 1 }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }
}
