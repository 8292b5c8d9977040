import Synchronization

/// How many may be inside or wait at the door; whoever comes later is told to come back.
package final class WaitingLine: Sendable {
    private let capacity: Int
    private let inside = Mutex(0)

    /// - Parameter capacity: those that are served and those that wait, together.
    package init(capacity: Int) {
        self.capacity = capacity
    }

    /// How many are inside or waiting now.
    package var count: Int { inside.withLock { $0 } }

    func pass<Outcome>(_ work: () async throws -> Outcome) async throws -> Outcome {
        let isAdmitted = inside.withLock { count in
            guard count < capacity else { return false }
            count += 1
            return true
        }
        guard isAdmitted else {
            throw APIError(.busy, "Too many extractions wait already.", retryAfterSeconds: 5)
        }
        defer { inside.withLock { $0 -= 1 } }
        return try await work()
    }
}
