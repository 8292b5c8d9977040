package import Backends
import DocumentModel
import Foundation
package import Logging
import ServiceLifecycle
import Synchronization

/// Counts what is done by whom, in memory, and writes it down twice a minute. A killed process loses half a minute of counts, no more.
package final class UsageRecorder: Service {
    private static let secondsBetween = 30
    /// Keys kept in memory: as many users as can be active in half a minute. More are not counted until the next writing.
    private static let mostKeys = 100_000

    private let store: any UsageStore
    private let bus: any ProgressBus
    private let clock: ServiceClock
    private let logger: Logger
    private let counts = Mutex<[UsageKey: Int]>([:])

    package init(store: any UsageStore, bus: any ProgressBus, clock: ServiceClock, logger: Logger) {
        self.store = store
        self.bus = bus
        self.clock = clock
        self.logger = logger
    }

    /// A request of that class was answered.
    func note(_ principal: Principal, _ rateClass: RateClass) {
        let day = clock.now().isoDay
        add(1, UsageKey(day: day, workspace: principal.workspace, user: principal.user, kind: .requests))
        let kind: UsageKey.Kind? =
            switch rateClass {
            case .upload: .uploads
            case .extract: .extractions
            case .search: .searches
            case .read, .write, .admin, .signIn, .unlimited: nil
            }
        if let kind { add(1, UsageKey(day: day, workspace: principal.workspace, user: principal.user, kind: kind)) }
    }

    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen() }
            group.addTask {
                await cancelWhenGracefulShutdown {
                    while (try? await Task.sleep(for: .seconds(Self.secondsBetween))) != nil { await self.write() }
                }
            }
            await group.next()
            await group.next()
        }
        await write()
    }

    /// Documents and their pages count when they are done.
    private func listen() async {
        let filter = EventFilter.documents
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let subscription = await self.bus.subscribe(filter, after: nil)
                for await event in subscription.events { self.note(event) }
                // Cut off for being slow, or the bus shuts down.
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func note(_ event: ServiceEvent) {
        guard let data = JSONTree(parsing: event.dataJSON), data["status"] == "completed" || data["status"] == "partial" else { return }
        let day = clock.now().isoDay
        add(1, UsageKey(day: day, workspace: event.workspace, user: nil, kind: .documents))
        if case .integer(let pages)? = data["page_count"] {
            add(Int(pages), UsageKey(day: day, workspace: event.workspace, user: nil, kind: .pages))
        }
    }

    private func add(_ count: Int, _ key: UsageKey) {
        counts.withLock { counts in
            if counts.count < Self.mostKeys || counts[key] != nil { counts[key, default: 0] += count }
        }
    }

    /// Writes what was counted; what cannot be written now is kept for the next time.
    package func write() async {
        let taken = counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
        guard !taken.isEmpty else { return }
        do {
            try await store.add(taken)
        } catch {
            logger.warning("usage was not written", metadata: ["error": "\(error)"])
            for (key, count) in taken { add(count, key) }
        }
    }
}

extension EventFilter {
    fileprivate static var documents: EventFilter {
        var filter = EventFilter(scope: .installation)
        filter.kinds = [.document]
        return filter
    }
}
