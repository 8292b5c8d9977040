import Backends
import DocumentModel

/// Does to every job of a batch what a person asked for.
struct BatchControl: Sendable {
    /// Jobs that are gone through at a time.
    private static let controlledAtATime = 500

    let queue: any JobQueue
    let clock: ServiceClock

    /// How many jobs changed. Those whose state does not allow the action are passed over: they are done, or there already.
    func perform(_ action: JobAction, on batch: BatchID, _ scope: Scope) async throws -> Int {
        var changed = 0
        var query = JobQuery()
        query.batch = batch
        query.isAscending = true
        query.limit = Self.controlledAtATime
        while true {
            let listing = try await queue.jobs(query, in: scope)
            for job in listing.items where try await isChanged(job, scope, action) { changed += 1 }
            query.offset += listing.items.count
            if listing.items.isEmpty || query.offset >= listing.totalCount { return changed }
        }
    }

    private func isChanged(_ job: JobRecord, _ scope: Scope, _ action: JobAction) async throws -> Bool {
        do {
            return try await queue.control(job.id, in: scope, action, now: clock.now()) != nil
        } catch {
            if case .conflict = error { return false }
            throw error
        }
    }
}
