import DocumentModel
import Retrieval

/// What documents are to be like.
struct SimilarityRequest: APIMessage {
    var reference: SubjectMessage?
    var similarityOptions: SimilarityOptions?
    var referenceDocumentId: String?
    var referenceText: String?
    var limit: Int?
    var similarityThreshold: Double?
    var excludeSelf: Bool
    var tags: [String]?
    var documentTypes: [String]?

    static let rules: [String: FieldRules] = [
        "reference": .note("A stored document or a text; a file comes as the part `file` of a form."),
        "reference_document_id": .count(1...64, "Instead of reference."), "reference_text": .count(1...200_000, "Instead of reference."),
        "limit": .range(1...50, "10 when absent."), "similarity_threshold": .range(0...1, "The same as min_similarity."),
        "exclude_self": .fallback(true), "tags": .count(0...50, "The documents have all of these."),
        "document_types": .count(0...20, "Media types, one of these."),
    ]
}

struct SimilarityForm: APIMessage {
    var similarityOptions: SimilarityOptions?

    static let rules: [String: FieldRules] = ["similarity_options": .note("As a JSON object.")]
}

struct SimilarityOptions: APIMessage {
    enum Algorithm: String, APIChoice {
        case cosine, euclidean
        case dotProduct = "dot_product"
    }

    var algorithm: Algorithm
    var maxResults: Int?
    var minSimilarity: Double?

    static let rules: [String: FieldRules] = [
        "algorithm": .fallback("cosine", "Of vectors; without a model for meanings, words are compared whatever is asked for."),
        "max_results": .range(1...50, "10 when absent."),
        "min_similarity": .range(0...1, "When absent, what fits the method."),
    ]
}

struct SimilarityReply: APIMessage {
    struct Metadata: APIMessage {
        var filename: String
        var documentType: String
        var pageCount: Int
        var language: String?
        var tags: [String]
        var createdAt: String
    }

    struct Match: APIMessage {
        var documentId: String
        var title: String
        /// The same as title.
        var documentName: String
        var similarityScore: Double
        var summary: String
        var metadata: Metadata
        var pageCount: Int
        var wordCount: Int
        var tags: [String]
        var createdAt: String
        var matchingTopics: [String]
        /// Share of the reference's parts, or of its words by weight, that have their like in the document.
        var contentOverlap: Double
    }

    struct ReferenceInfo: APIMessage {
        /// document_id, text or file.
        var type: String
        var documentId: String?
        var title: String
    }

    var referenceId: String
    var referenceInfo: ReferenceInfo
    var similarDocuments: [Match]
    var algorithmUsed: String
    var minSimilarity: Double
    /// Seconds.
    var computationTime: Double
    var totalFound: Int
    var searchTimeMs: Double
}

struct RelatedQuery: APIMessage {
    var maxResults: Int?
    var limit: Int?
    var similarityThreshold: Double?
    var relationTypes: [String]?

    static let rules: [String: FieldRules] = [
        "max_results": .range(1...50, "10 when absent."), "limit": .range(1...50, "The same as max_results."),
        "similarity_threshold": .range(0...1, "Of similar documents; when absent, what fits the method."),
        "relation_types": .count(0...3, "similar, referenced (named in this document), citing (naming this document); all when absent."),
    ]
}

struct RelatedReply: APIMessage {
    struct Reference: APIMessage {
        var id: String
        var title: String
        var summary: String
    }

    struct Related: APIMessage {
        var documentId: String
        var title: String
        /// similar, referenced or citing.
        var relationType: String
        /// All that hold, the strongest first.
        var relationTypes: [String]
        /// 0 to 1; 1 where one document names the other.
        var relationStrength: Double
        var summary: String
        /// Absent when the documents were not found to be alike.
        var similarityScore: Double?
        var contentSnippet: String
        var metadata: SimilarityReply.Metadata
    }

    struct Metadata: APIMessage {
        var similarityThreshold: Double
        var analysisMethod: String
        var warnings: [String]
    }

    var referenceDocument: Reference
    var relatedDocuments: [Related]
    var totalRelated: Int
    // The other dialect.
    var sourceDocumentId: String
    var totalFound: Int
    var metadata: Metadata
}

extension SimilarityReply.Metadata {
    init(_ document: DocumentRecord) {
        self.init(
            filename: document.filename, documentType: document.mimeType, pageCount: document.facts.pageCount, language: document.facts.language,
            tags: document.tags, createdAt: document.createdAt.iso8601)
    }
}

extension DocumentRecord {
    /// What it is about, in a few lines: the beginning of its text when nobody has summarised it.
    var shortSummary: String { facts.summary ?? facts.preview }
}

extension SimilarityReply.Match {
    init(_ match: SimilarDocuments.Match) {
        let document = match.document
        self.init(
            documentId: document.id.rawValue, title: document.title, documentName: document.title, similarityScore: match.score,
            summary: document.shortSummary, metadata: .init(document), pageCount: document.facts.pageCount, wordCount: document.facts.wordCount,
            tags: document.tags, createdAt: document.createdAt.iso8601, matchingTopics: match.topics, contentOverlap: match.overlap)
    }
}
