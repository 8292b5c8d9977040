package import DocumentModel

/// The bus of a single process.
package actor InMemoryProgressBus: ProgressBus {
    /// Events a reader may be behind before it is cut off: some seconds of a busy service.
    private static let mostUnread = 512
    /// Events kept for readers that come back: a reload or a lost connection takes less than these.
    private static let rememberedCount = 4096

    private var lastID: UInt64
    private var remembered: [ServiceEvent] = []
    private var readers: [Int: (filter: EventFilter, continuation: AsyncStream<ServiceEvent>.Continuation)] = [:]
    private var nextReader = 0

    /// - Parameter firstID: larger than any of earlier processes, so that a number of then is never taken for one of now: milliseconds
    ///   since 1970 serve well.
    package init(firstID: UInt64) {
        lastID = firstID
    }

    @discardableResult package func publish(_ event: ServiceEvent) -> ServiceEvent {
        lastID += 1
        var event = event
        event.id = lastID
        remembered.append(event)
        if remembered.count > 2 * Self.rememberedCount { remembered.removeFirst(remembered.count - Self.rememberedCount) }
        for (key, reader) in readers where reader.filter.lets(event) {
            if case .dropped = reader.continuation.yield(event) {
                reader.continuation.finish()
                readers[key] = nil
            }
        }
        return event
    }

    package func subscribe(_ filter: EventFilter, after: UInt64?) -> EventSubscription {
        let (stream, continuation) = AsyncStream.makeStream(of: ServiceEvent.self, bufferingPolicy: .bufferingOldest(Self.mostUnread))
        let key = nextReader
        nextReader += 1
        var hasGap = false
        if let after {
            hasGap = after > lastID || (remembered.first.map { $0.id > after + 1 } ?? (after < lastID))
            for event in remembered where event.id > after && filter.lets(event) { continuation.yield(event) }
        }
        readers[key] = (filter, continuation)
        continuation.onTermination = { [weak self] _ in Task { await self?.forget(key) } }
        return EventSubscription(events: stream, hasGap: hasGap)
    }

    /// How many read now.
    package var readerCount: Int { readers.count }

    /// Ends all readers.
    package func shutDown() {
        for reader in readers.values { reader.continuation.finish() }
        readers = [:]
    }

    private func forget(_ key: Int) {
        readers[key] = nil
    }
}
