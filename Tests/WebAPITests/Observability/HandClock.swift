import Backends
import DocumentModel
import Synchronization

/// A clock that a test sets.
final class HandClock: Sendable {
    private let time: Mutex<Timestamp>

    /// 2026-01-05T10:00:00Z: the beginning of an hour.
    static let start = Timestamp(milliseconds: 1_767_607_200_000)

    init(_ time: Timestamp = start) {
        self.time = Mutex(time)
    }

    var now: Timestamp { time.withLock { $0 } }
    var service: ServiceClock { ServiceClock { self.now } }

    func advance(seconds: Double) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}
