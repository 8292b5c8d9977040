package import DocumentModel

/// Records of documents and what was found in them.
package protocol DocumentStore: Sendable {
    /// Stores documents with the job of each, and their batch, together or not at all. Throws `conflict` when a name is taken.
    func accept(_ acceptances: [DocumentAcceptance], batch: BatchRecord?) async throws(StoreError)

    /// Begins another processing of a document that is there: takes status and revision from `document` and stores the job. What was
    /// read before stays readable until the new contents are published. Throws `conflict` unless the revision is the next one.
    func acceptAgain(_ acceptance: DocumentAcceptance) async throws(StoreError)

    /// Sets what is known of a document given by address once it has been downloaded. False when the document is gone.
    @discardableResult
    func setFile(_ file: StoredFile, of id: DocumentID, at: Timestamp) async throws(StoreError) -> Bool

    /// Those of the names that documents have, in any workspace.
    func existing(_ ids: Set<DocumentID>) async throws(StoreError) -> Set<DocumentID>

    /// `nil` when the scope has no such document.
    func document(_ id: DocumentID, in scope: Scope) async throws(StoreError) -> DocumentRecord?

    /// The oldest document of the workspace with these bytes that has not failed; `nil` when there is none.
    func document(withSHA256 sha256: String, in workspace: WorkspaceID) async throws(StoreError) -> DocumentRecord?

    func documents(_ query: DocumentQuery, in scope: Scope) async throws(StoreError) -> Listing<DocumentRecord>

    /// The changed document; `nil` when the scope has no such document.
    func change(_ id: DocumentID, in scope: Scope, _ change: DocumentChange, at: Timestamp) async throws(StoreError) -> DocumentRecord?

    /// The removed document, with its pages, tables, images and jobs; `nil` when the scope has no such document. Blobs are the caller's.
    func remove(_ id: DocumentID, in scope: Scope) async throws(StoreError) -> DocumentRecord?

    /// What the workspace holds now, or the installation.
    func usage(of scope: Scope, since: Timestamp) async throws(StoreError) -> StorageUsage
}

/// What is known of an original once its bytes are there.
package struct StoredFile: Hashable, Sendable {
    package var sizeBytes: Int64
    package var sha256: String
    package var findings: [String]

    package init(sizeBytes: Int64, sha256: String, findings: [String]) {
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.findings = findings
    }
}

/// A document and the job that processes it.
package struct DocumentAcceptance: Hashable, Sendable {
    package var document: DocumentRecord
    package var job: JobRecord

    package init(document: DocumentRecord, job: JobRecord) {
        self.document = document
        self.job = job
    }
}

/// Which documents to list, and in which order; empty for all.
package struct DocumentQuery: Hashable, Sendable {
    package enum Order: String, Sendable, CaseIterable {
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case title
        case filename
        case sizeBytes = "file_size"
        case pageCount = "page_count"
    }

    package var statuses: Set<DocumentStatus> = []
    /// Words looked for in title, file name and text; `nil` for all.
    package var words: String?
    /// All of these.
    package var tags: [String] = []
    package var createdFrom: Timestamp?
    /// Exclusive.
    package var createdBefore: Timestamp?
    package var order = Order.createdAt
    package var isAscending = false
    package var limit = 50
    package var offset = 0

    package init() {}
}

/// What to change; `nil` leaves a field as it is.
package struct DocumentChange: Hashable, Sendable {
    package var title: String?
    package var tags: [String]?
    package var customFields: [String: String]?

    package init(title: String? = nil, tags: [String]? = nil, customFields: [String: String]? = nil) {
        self.title = title
        self.tags = tags
        self.customFields = customFields
    }
}

/// What a scope holds.
package struct StorageUsage: Hashable, Sendable {
    package var documents = 0
    package var storedBytes: Int64 = 0
    package var pages = 0
    /// Pages processed since the time that was asked about.
    package var recentPages = 0

    package init() {}
}
