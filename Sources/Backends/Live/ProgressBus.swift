package import DocumentModel

/// Carries what happens to those who watch. Loses nothing to a reader that keeps up; one that does not is cut off, never waited for.
package protocol ProgressBus: Sendable {
    /// Gives the event its number and hands it to all who watch. The numbered event.
    @discardableResult func publish(_ event: ServiceEvent) async -> ServiceEvent

    /// Events from now on that the filter lets through, behind `after` when they are still remembered.
    func subscribe(_ filter: EventFilter, after: UInt64?) async -> EventSubscription
}

/// Which events a reader hears.
package struct EventFilter: Hashable, Sendable {
    package var scope: Scope
    /// Empty for all.
    package var documents: Set<DocumentID> = []
    /// Empty for all.
    package var jobs: Set<JobID> = []
    /// Empty for all.
    package var batches: Set<BatchID> = []
    /// Empty for all.
    package var kinds: Set<ServiceEvent.Kind> = []

    package init(scope: Scope) {
        self.scope = scope
    }

    package func lets(_ event: ServiceEvent) -> Bool {
        if let workspace = scope.workspace, workspace != event.workspace { return false }
        if !kinds.isEmpty, !kinds.contains(event.kind) { return false }
        if documents.isEmpty, jobs.isEmpty, batches.isEmpty { return true }
        return event.document.map(documents.contains) == true || event.job.map(jobs.contains) == true
            || event.batch.map(batches.contains) == true
    }
}

/// What a reader got: events as they come.
package struct EventSubscription: Sendable {
    /// Ends when the reader fell too far behind, or the bus shuts down.
    package var events: AsyncStream<ServiceEvent>
    /// Whether events between `after` and the first one given are forgotten: the reader must ask for the present state anew.
    package var hasGap: Bool

    package init(events: AsyncStream<ServiceEvent>, hasGap: Bool) {
        self.events = events
        self.hasGap = hasGap
    }
}
