import Backends
import DocumentModel
import Retrieval

/// An entity at one place.
struct EntityLine: APIMessage {
    var text: String
    var label: String
    /// Absent when the client does not want it.
    var confidence: Double?
    /// UTF-8 offsets: in the text that came with the request, else in the passage.
    var startPos: Int
    var endPos: Int
    /// Absent when the client does not want it.
    var context: String?
    /// As it is best written in the document.
    var name: String
    /// The same for all writings of it.
    var key: String
    /// Absent for text without pages.
    var pageNumber: Int?
    /// Absent for text that is not a document.
    var blockId: Int?
    var location: PlaceMessage?
    /// Only in lists over several documents.
    var documentId: String?
}

struct EntityReply: APIMessage {
    var extractionId: String
    var entities: [EntityLine]
    /// By label, over all that was found.
    var entityCounts: [String: Int]
    /// Seconds.
    var processingTime: Double
    var totalEntities: Int
    /// What was at work.
    var extractionMethod: String
    /// What could not be found, and why.
    var warnings: [String]
    // The other dialect, for one document.
    var documentId: String?
    var entityTypes: [String]?
    var metadata: Metadata?

    struct Metadata: APIMessage {
        var documentTitle: String
        var extractionMethod: String
    }
}

struct DocumentEntityReply: APIMessage {
    var documentId: String
    /// complete when the document was searched, pending until then.
    var status: String
    var extractionMethod: String?
    var entities: [EntityLine]
    var entityCounts: [String: Int]
    /// Different ones.
    var distinctEntities: Int
    var pagination: Pagination
    var totalEntities: Int
    var warnings: [String]
}

/// An entity over many documents.
struct EntitySummaryLine: APIMessage {
    var id: String
    var name: String
    var label: String
    var key: String
    var mentionCount: Int
    var documentCount: Int
    /// The highest of its mentions.
    var confidence: Double
}

/// How many documents were searched; what is not searched yet is not counted.
struct EntityCoverageMessage: APIMessage {
    var searchedDocuments: Int
    var waitingDocuments: Int
    var warnings: [String]
}

struct EntityListReply: APIMessage {
    var entities: [EntitySummaryLine]
    var pagination: Pagination
    var totalCount: Int
    var page: Int
    var pageSize: Int
    var coverage: EntityCoverageMessage
}

struct EntityGraphReply: APIMessage {
    struct Edge: APIMessage {
        /// Ids of nodes.
        var source: String
        var target: String
        /// Passages that have both.
        var weight: Int
        var documentCount: Int
    }

    var nodes: [EntitySummaryLine]
    var edges: [Edge]
    /// Entities that match, beyond those shown.
    var totalNodes: Int
    var coverage: EntityCoverageMessage
}

struct EntityMentionReply: APIMessage {
    struct InDocument: APIMessage {
        var documentId: String
        var title: String
        var mentionCount: Int
    }

    var label: String
    var key: String
    /// On this page of the list.
    var mentions: [EntityLine]
    var documents: [InDocument]
    var pagination: Pagination
    var totalMentions: Int
    var coverage: EntityCoverageMessage
}

extension EntityLine {
    init(_ mention: EntityMention, hasConfidence: Bool = true, hasContext: Bool = true, namesDocument: Bool = false) {
        self.init(
            text: mention.text, label: EntityLabel(mention.entity.kind).rawValue, confidence: hasConfidence ? mention.confidence : nil,
            startPos: mention.range.lowerBound, endPos: mention.range.upperBound, context: hasContext ? mention.context : nil, name: mention.name,
            key: mention.entity.key, pageNumber: mention.page, blockId: mention.page.map { _ in mention.block },
            location: PlaceMessage(mention.regions), documentId: namesDocument ? mention.document.rawValue : nil)
    }
}

extension EntitySummaryLine {
    init(_ count: EntityCount) {
        self.init(
            id: Self.id(of: count.entity), name: count.name, label: EntityLabel(count.entity.kind).rawValue, key: count.entity.key,
            mentionCount: count.mentionCount, documentCount: count.documentCount, confidence: count.confidence)
    }

    static func id(of entity: EntityName) -> String { "\(EntityLabel(entity.kind).rawValue):\(entity.key)" }
}

extension EntityCoverageMessage {
    init(_ coverage: EntityCoverage) {
        var warnings: [String] = []
        if coverage.waiting > 0 { warnings.append("\(coverage.waiting) documents have not been searched yet.") }
        if coverage.incomplete > 0 {
            warnings.append("\(coverage.incomplete) documents were searched without all that it needs; GET /documents/{id}/entities says why.")
        }
        self.init(searchedDocuments: coverage.searched, waitingDocuments: coverage.waiting, warnings: warnings)
    }
}
