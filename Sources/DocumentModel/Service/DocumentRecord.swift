/// What the service knows about one uploaded document.
package struct DocumentRecord: Hashable, Sendable, Codable {
    package var id: DocumentID
    package var workspace: WorkspaceID
    package var uploadedBy: UserID
    package var title: String
    package var filename: String
    package var mimeType: String
    /// 0 until a document that was given by address has been downloaded.
    package var sizeBytes: Int64
    /// Of the original's bytes, 64 hexadecimal digits; `nil` until a document that was given by address has been downloaded.
    package var sha256: String?
    /// Where it was downloaded from; `nil` for an upload.
    package var sourceURL: String?
    package var status: DocumentStatus
    package var tags: [String]
    /// Chosen by the uploader.
    package var customFields: [String: String]
    package var facts: DocumentFacts
    /// What validation noticed in the file, such as "javascript" or "attachments".
    package var findings: [String]
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Counts processings, from 1: outputs of an older one are replaced as a whole.
    package var revision: Int
    /// The processing whose contents can be read now; 0 before the first is done.
    package var publishedRevision = 0
    /// The version of its corrections that the readable contents have; 0 for contents as they were read.
    package var edition = 0

    package init(
        id: DocumentID, workspace: WorkspaceID, uploadedBy: UserID, title: String, filename: String, mimeType: String = "application/pdf",
        sizeBytes: Int64, sha256: String?, sourceURL: String? = nil, status: DocumentStatus = .processing, tags: [String] = [],
        customFields: [String: String] = [:], facts: DocumentFacts = DocumentFacts(), findings: [String] = [], createdAt: Timestamp,
        revision: Int = 1
    ) {
        self.id = id
        self.workspace = workspace
        self.uploadedBy = uploadedBy
        self.title = title
        self.filename = filename
        self.mimeType = mimeType
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.sourceURL = sourceURL
        self.status = status
        self.tags = tags
        self.customFields = customFields
        self.facts = facts
        self.findings = findings
        self.createdAt = createdAt
        updatedAt = createdAt
        self.revision = revision
    }
}

/// How far a document is.
package enum DocumentStatus: String, Sendable, Codable, CaseIterable {
    case processing, completed
    /// Some pages could not be read; the others are there.
    case partial
    case failed
}

/// What processing found out about a document; zeros and `nil` until it has.
package struct DocumentFacts: Hashable, Sendable, Codable {
    package var pageCount = 0
    package var wordCount = 0
    package var characterCount = 0
    package var imageCount = 0
    package var tableCount = 0
    package var entityCount = 0
    package var failedPageCount = 0
    /// BCP 47; `nil` when it cannot be told.
    package var language: String?
    package var hasEmbeddings = false
    /// The beginning of the text, for lists.
    package var preview = ""
    package var summary: String?
    /// Time from the start of the work to its end, waiting not counted; `nil` until done.
    package var processingSeconds: Double?
    /// From the file: author, subject, creator, producer, creation_date, modification_date; those that are there.
    package var fileFields: [String: String] = [:]

    package init() {}
}
