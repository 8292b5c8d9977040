import Backends
import DocumentModel

struct DocumentListQuery: APIMessage {
    enum SortOrder: String, APIChoice { case asc, desc }
    enum SortKey: String, APIChoice {
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case title
        case documentName = "document_name"
        case filename
        case fileSize = "file_size"
        case pageCount = "page_count"
    }
    enum Status: String, APIChoice { case pending, processing, completed, partial, failed }

    var limit: Int?
    var offset: Int?
    var page: Int?
    var pageSize: Int?
    var status: Status?
    var dateFrom: String?
    var dateTo: String?
    var search: String?
    var tags: [String]?
    var sortBy: SortKey
    var sortOrder: SortOrder

    static let rules: [String: FieldRules] = [
        "limit": .range(1...100, "Documents in the answer; 50 when absent."), "offset": .range(0...10_000_000, "Documents to pass over."),
        "page": .range(1...1_000_000, "From 1; instead of offset."), "page_size": .range(1...100, "Instead of limit."),
        "date_from": .moment("Uploaded at this time or later."), "date_to": .moment("Uploaded at this time or before; a day counts in full."),
        "search": .count(0...1000, "Words in title, file name or text."), "tags": .count(0...50, "All of these."),
        "sort_by": .fallback("created_at"), "sort_order": .fallback("desc"),
    ]

    var part: PageOfList { PageOfList(limit: limit, offset: offset, page: page, pageSize: pageSize, standard: 50) }

    func storeQuery() throws(APIError) -> DocumentQuery {
        var query = DocumentQuery()
        query.statuses = status.map { [DocumentStatus(rawValue: $0.rawValue) ?? .processing] } ?? []
        query.words = search.flatMap { $0.isEmpty ? nil : $0 }
        query.tags = tags ?? []
        query.createdFrom = try Moment.parse(dateFrom, field: "date_from")
        query.createdBefore = try Moment.parse(dateTo, field: "date_to").map { moment in
            moment.adding(seconds: dateTo?.count == 10 ? 86_400 : 0.001)
        }
        query.order = sortBy.storeOrder
        query.isAscending = sortOrder == .asc
        query.limit = part.limit
        query.offset = part.offset
        return query
    }
}

extension DocumentListQuery.SortKey {
    fileprivate var storeOrder: DocumentQuery.Order {
        switch self {
        case .createdAt: .createdAt
        case .updatedAt: .updatedAt
        case .title, .documentName: .title
        case .filename: .filename
        case .fileSize: .sizeBytes
        case .pageCount: .pageCount
        }
    }
}

struct DocumentListing: APIMessage {
    var documents: [DocumentLine]
    var pagination: Pagination
    var totalCount: Int
    var page: Int
    var pageSize: Int
}

/// A document in a list.
struct DocumentLine: APIMessage {
    var documentId: String
    var title: String
    var documentName: String
    var filename: String
    var status: String
    var uploadDate: String
    var createdAt: String
    var updatedAt: String
    var fileSize: Int64
    var pageCount: Int
    var wordCount: Int
    var contentPreview: String
    var tags: [String]
    var processingTime: Double?
    var hasEmbeddings: Bool
    var failedPages: Int
    var sourceUrl: String?

    init(_ document: DocumentRecord) {
        documentId = document.id.rawValue
        title = document.title
        documentName = document.title
        filename = document.filename
        status = document.status.rawValue
        uploadDate = document.createdAt.iso8601
        createdAt = uploadDate
        updatedAt = document.updatedAt.iso8601
        fileSize = document.sizeBytes
        pageCount = document.facts.pageCount
        wordCount = document.facts.wordCount
        contentPreview = document.facts.preview
        tags = document.tags
        processingTime = document.facts.processingSeconds
        hasEmbeddings = document.facts.hasEmbeddings
        failedPages = document.facts.failedPageCount
        sourceUrl = document.sourceURL
    }
}

struct DocumentDetails: APIMessage {
    struct File: APIMessage {
        var sizeBytes: Int64
        var mimeType: String
        var uploadTimestamp: String
        var checksum: String?
        var sourceUrl: String?
        /// What validation noticed: "javascript", "attachments" and the like.
        var findings: [String]
    }

    struct Processing: APIMessage {
        var status: String
        var processingTime: Double?
        var pageCount: Int
        var wordCount: Int
        var characterCount: Int
        var failedPages: Int
        var revision: Int
    }

    struct Extraction: APIMessage {
        var textExtracted: Bool
        var imagesExtracted: Int
        var tablesExtracted: Int
        var entitiesExtracted: Int
        var embeddingsGenerated: Bool
    }

    struct Context: APIMessage {
        var workspaceId: String
        var uploadedBy: String
        var tags: [String]
    }

    /// What the file says of itself.
    struct Metadata: APIMessage {
        var title: String?
        var author: String?
        var subject: String?
        var creator: String?
        var producer: String?
        var creationDate: String?
        var modificationDate: String?
        var language: String?
        var tags: [String]
        var customFields: [String: String]
    }

    var documentId: String
    var title: String
    var filename: String
    var fileMetadata: File
    var processingMetadata: Processing
    var extractionResults: Extraction
    var workspaceContext: Context
    var metadata: Metadata
    var summary: String?

    init(_ document: DocumentRecord) {
        let facts = document.facts
        documentId = document.id.rawValue
        title = document.title
        filename = document.filename
        fileMetadata = File(
            sizeBytes: document.sizeBytes, mimeType: document.mimeType, uploadTimestamp: document.createdAt.iso8601,
            checksum: document.sha256, sourceUrl: document.sourceURL, findings: document.findings)
        processingMetadata = Processing(
            status: document.status.rawValue, processingTime: facts.processingSeconds, pageCount: facts.pageCount, wordCount: facts.wordCount,
            characterCount: facts.characterCount, failedPages: facts.failedPageCount, revision: document.revision)
        extractionResults = Extraction(
            textExtracted: facts.characterCount > 0, imagesExtracted: facts.imageCount, tablesExtracted: facts.tableCount,
            entitiesExtracted: facts.entityCount, embeddingsGenerated: facts.hasEmbeddings)
        workspaceContext = Context(
            workspaceId: document.workspace.rawValue, uploadedBy: document.uploadedBy.rawValue, tags: document.tags)
        let fields = facts.fileFields
        metadata = Metadata(
            title: fields["title"], author: fields["author"], subject: fields["subject"], creator: fields["creator"],
            producer: fields["producer"], creationDate: fields["creation_date"], modificationDate: fields["modification_date"],
            language: facts.language, tags: document.tags, customFields: document.customFields)
        summary = facts.summary
    }
}

/// What to change of a document; absent members stay as they are.
struct DocumentUpdate: APIMessage {
    var title: String?
    var documentName: String?
    var tags: [String]?
    var metadata: [String: String]?

    static let rules: [String: FieldRules] = [
        "title": .count(1...500), "document_name": .count(1...500), "tags": .count(0...100), "metadata": .count(0...100),
    ]
}

struct DocumentRemovalResult: APIMessage {
    var documentId: String
    var deletedFiles: Int
}
