import Backends
import DocumentModel
import Synchronization

/// What one live connection wants to hear of; everything of its workspace until it names something.
final class LiveInterests: Sendable {
    /// Things one connection may follow; a page shows some hundred rows at most.
    private static let most = 2000

    private let filter: Mutex<EventFilter>

    init(_ filter: EventFilter) {
        self.filter = Mutex(filter)
    }

    func lets(_ event: ServiceEvent) -> Bool {
        filter.withLock { $0.lets(event) }
    }

    /// False when the name cannot be one, or too many are followed already.
    func follow(_ name: String) -> Bool {
        filter.withLock { filter in
            guard filter.jobs.count + filter.documents.count + filter.batches.count < Self.most else { return false }
            if let job = JobID(rawValue: name), name.hasPrefix("job_") {
                filter.jobs.insert(job)
            } else if let batch = BatchID(rawValue: name), name.hasPrefix("batch_") || name.hasPrefix("bulk_") {
                filter.batches.insert(batch)
            } else if let document = DocumentID(rawValue: name) {
                filter.documents.insert(document)
            } else {
                return false
            }
            return true
        }
    }

    func forget(_ name: String) {
        filter.withLock { filter in
            if let job = JobID(rawValue: name) { filter.jobs.remove(job) }
            if let batch = BatchID(rawValue: name) { filter.batches.remove(batch) }
            if let document = DocumentID(rawValue: name) { filter.documents.remove(document) }
        }
    }

    /// Everything of the workspace again.
    func followAll() {
        filter.withLock { filter in
            filter.jobs = []
            filter.batches = []
            filter.documents = []
        }
    }
}
