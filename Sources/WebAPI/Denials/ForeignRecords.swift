package import Backends
package import DocumentModel

/// A record that a path names.
package enum RecordInPath: Hashable, Sendable {
    case document(DocumentID)
    case job(JobID)
    case batch(BatchID)

    /// The record that parameters of a path name; `nil` when they name none that belongs to a workspace, or what cannot be a name.
    init?(_ values: [String: String]) {
        if let id = values["document_id"].flatMap(DocumentID.init(rawValue:)) {
            self = .document(id)
        } else if let id = values["job_id"].flatMap(JobID.init(rawValue:)) {
            self = .job(id)
        } else if let id = values["batch_id"].flatMap(BatchID.init(rawValue:)) {
            self = .batch(id)
        } else {
            return nil
        }
    }

    var name: String {
        switch self {
        case .document(let id): id.rawValue
        case .job(let id): id.rawValue
        case .batch(let id): id.rawValue
        }
    }
}

/// Tells whose a record is; only for the audit log, never for an answer.
package struct ForeignRecords: Sendable {
    /// `nil` when there is no such record, or the store does not answer.
    let workspace: @Sendable (RecordInPath) async -> WorkspaceID?

    package init(documents: any DocumentStore, queue: any JobQueue) {
        workspace = { record in
            switch record {
            case .document(let id): try? await documents.document(id, in: .installation)?.workspace
            case .job(let id): try? await queue.job(id, in: .installation)?.workspace
            case .batch(let id): try? await queue.batch(id, in: .installation)?.0.workspace
            }
        }
    }

    init(_ workspace: @escaping @Sendable (RecordInPath) async -> WorkspaceID?) { self.workspace = workspace }
}
