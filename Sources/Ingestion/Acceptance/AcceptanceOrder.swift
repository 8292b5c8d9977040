package import Backends
package import DocumentModel

/// For whom a document is taken in, and how.
package struct AcceptanceOrder: Sendable {
    package var workspace: WorkspaceID
    package var owner: UserID
    /// `nil` for what the file says, or else its name.
    package var title: String?
    package var tags: [String] = []
    package var customFields: [String: String] = [:]
    package var priority = JobPriority.normal
    package var options = ProcessingOptions()
    /// Of documents given by address; `nil` for the service's own limits.
    package var download: DownloadOptions?
    /// Where names of new records come from.
    package var identifiers: IdentifierSource

    package init(workspace: WorkspaceID, owner: UserID, identifiers: IdentifierSource) {
        self.workspace = workspace
        self.owner = owner
        self.identifiers = identifiers
    }
}

/// A file that was received, on the disk of the blobs.
package struct ReceivedFile: Hashable, Sendable {
    package var path: String
    /// As the client calls it.
    package var filename: String
    package var sizeBytes: Int64
    /// Of its bytes, 64 hexadecimal digits, computed while it was received.
    package var sha256: String

    package init(path: String, filename: String, sizeBytes: Int64, sha256: String) {
        self.path = path
        self.filename = filename
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
    }
}

/// What a document is made of.
package enum DocumentSource: Hashable, Sendable {
    case file(ReceivedFile)
    case url(String)
}

/// How documents that were given together are processed.
package struct BatchOrder: Hashable, Sendable {
    /// Of the batch's name: "batch", or "bulk" for those of administrators.
    package var prefix = "batch"
    package var name: String?
    package var failsFast = false
    package var maximumConcurrent: Int?
    package var webhookURL: String?

    package init() {}
}

/// A document that is on the disk, with its record and its job.
package struct AcceptedDocument: Hashable, Sendable {
    package var document: DocumentRecord
    /// `nil` for a document that was there already and is not processed again.
    package var job: JobRecord?
    /// The same bytes had been stored before: this is that document.
    package var isDuplicate: Bool

    package init(document: DocumentRecord, job: JobRecord?, isDuplicate: Bool = false) {
        self.document = document
        self.job = job
        self.isDuplicate = isDuplicate
    }
}

/// What became of documents that were given together.
package struct AcceptedDocuments: Sendable {
    package var batch: BatchRecord
    /// One for each that was given, in their order.
    package var results: [Result<AcceptedDocument, IntakeRefusal>]
}

/// What is done when the same bytes are stored already.
package enum DuplicatePolicy: String, Hashable, Sendable, CaseIterable {
    /// The answer is the document that is there.
    case existing
    /// They are stored once more, as another document.
    case store
    case refuse
}
