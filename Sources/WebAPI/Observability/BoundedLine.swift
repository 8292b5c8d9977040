import Synchronization

/// What waits to be sent somewhere. Takes no more than it has room for: telemetry must never take the memory of the work it tells of.
final class BoundedLine<Element: Sendable>: Sendable {
    private let capacity: Int
    private let elements = Mutex<[Element]>([])
    /// Yields when there is something to send; one token however much it is.
    let arrivals: AsyncStream<Void>
    private let announce: AsyncStream<Void>.Continuation

    init(capacity: Int) {
        self.capacity = capacity
        (arrivals, announce) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var count: Int { elements.withLock { $0.count } }

    /// Whether there was room.
    func add(_ element: Element) -> Bool {
        let hasRoom = elements.withLock { elements in
            guard elements.count < capacity else { return false }
            elements.append(element)
            return true
        }
        if hasRoom { announce.yield() }
        return hasRoom
    }

    /// The first ones, which are then no longer in the line.
    func take(_ most: Int) -> [Element] {
        elements.withLock { elements in
            defer { elements.removeFirst(min(most, elements.count)) }
            return Array(elements.prefix(most))
        }
    }

    /// Nothing arrives after this.
    func close() { announce.finish() }
}
