import DocumentModel
import Synchronization

/// Remembers what was read a moment ago, so that a busy client does not cost a read with each request.
///
/// A class because all who ask share it.
final class BriefMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var values: [Key: (value: Value, readAt: Timestamp)] = [:]
        /// Counts the times that all was forgotten.
        var generation = 0
    }

    /// With this many it begins anew: enough for the clients of some seconds, bounded whatever they send.
    private static var mostValues: Int { 10_000 }

    private let lifeSeconds: Double
    private let state = Mutex(State())

    init(lifeSeconds: Double) {
        self.lifeSeconds = lifeSeconds
    }

    /// What is remembered, or what `read` finds, which is remembered unless it is `nil`.
    func value<Failure: Error>(
        _ key: Key, now: Timestamp, read: () async throws(Failure) -> Value?
    ) async throws(Failure) -> Value? {
        let (known, generation) = state.withLock { ($0.values[key], $0.generation) }
        // A clock that was set back must not make it remember for longer.
        if let known, (0..<lifeSeconds).contains(now.seconds(since: known.readAt)) { return known.value }
        guard let value = try await read() else { return nil }
        state.withLock { state in
            // Forgotten meanwhile: what was read may be from before the change.
            guard state.generation == generation else { return }
            if state.values.count >= Self.mostValues { state.values.removeAll(keepingCapacity: true) }
            state.values[key] = (value, now)
        }
        return value
    }

    func forgetAll() {
        state.withLock { state in
            state.values.removeAll(keepingCapacity: true)
            state.generation += 1
        }
    }
}
