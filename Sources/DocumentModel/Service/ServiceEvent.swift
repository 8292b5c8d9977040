/// Something that happened and that clients may want to see at once.
package struct ServiceEvent: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable {
        case jobStatus = "status_update"
        case jobProgress = "progress_update"
        case batch = "batch_update"
        case queue = "job_queue_update"
        case page = "page_ready"
        case document = "document_update"
    }

    /// Grows by one with every event of this process; clients name the last they saw to go on behind it.
    package var id: UInt64
    package var kind: Kind
    package var workspace: WorkspaceID
    package var document: DocumentID?
    package var job: JobID?
    package var batch: BatchID?
    package var at: Timestamp
    /// What happened, as a JSON object.
    package var dataJSON: String

    package init(
        id: UInt64 = 0, kind: Kind, workspace: WorkspaceID, document: DocumentID? = nil, job: JobID? = nil, batch: BatchID? = nil,
        at: Timestamp, dataJSON: String
    ) {
        self.id = id
        self.kind = kind
        self.workspace = workspace
        self.document = document
        self.job = job
        self.batch = batch
        self.at = at
        self.dataJSON = dataJSON
    }
}
