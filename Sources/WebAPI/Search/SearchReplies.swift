import Backends
import DocumentModel
import Retrieval

/// The answer to a search by meaning, with the members of both dialects.
struct SemanticSearchReply: APIMessage {
    struct Hit: APIMessage {
        var documentId: String
        var chunkId: String
        var content: String
        var similarityScore: Double
        var score: Double
        /// Absent when it was not asked for.
        var metadata: HitMetadata?
    }

    struct HitMetadata: APIMessage {
        var documentTitle: String
        var pageNumber: Int
        var chunkIndex: Int
        var kind: String
        var headingPath: [String]
        var excerpt: String
    }

    struct Metadata: APIMessage {
        /// Documents that hits are in.
        var searchedDocuments: Int
        var similarityThreshold: Double
        var returnedResults: Int
        var embeddingModel: String?
    }

    var searchId: String
    var query: String
    var results: [Hit]
    var totalResults: Int
    /// Seconds.
    var searchTime: Double
    var metadata: Metadata
    /// For people: what could not be looked at.
    var warnings: [String]
}

/// One passage that was found.
struct PassageHit: APIMessage {
    var chunkId: String
    var documentId: String
    var documentTitle: String
    var chunkIndex: Int
    var pageNumber: Int
    /// "text", "table", "figure" or "code".
    var kind: String
    var headingPath: [String]
    /// The whole passage, Markdown where form matters; absent when it was not asked for.
    var content: String?
    /// The sentences that fit best.
    var excerpt: String
    /// The same as HTML: escaped, with `<mark>` around what the query named.
    var highlightedExcerpt: String
    /// What the hits are ordered by, 0 to 1; comparable within this answer only.
    var score: Double
    /// BM25; absent when it was not found by words.
    var keywordScore: Double?
    /// Cosine; absent when it was not compared by meaning.
    var similarityScore: Double?
    var regions: [RegionLine]
}

/// How many hits have a value.
struct FacetValue: APIMessage {
    var value: String
    var label: String
    var count: Int
}

struct PassageFacets: APIMessage {
    var documents: [FacetValue]
    var tags: [FacetValue]
    var types: [FacetValue]
    var languages: [FacetValue]
    var kinds: [FacetValue]
    var years: [FacetValue]
}

/// The answer to our own search.
struct PassageSearchReply: APIMessage {
    var searchId: String
    var query: String
    /// How it was looked for: by words when there is no model for meaning.
    var mode: String
    var embeddingModel: String?
    var results: [PassageHit]
    /// Hits in all; not counted beyond 1,000.
    var totalResults: Int
    var limit: Int
    var offset: Int
    /// Absent when they were not asked for.
    var facets: PassageFacets?
    /// The query with words that documents have.
    var didYouMean: String?
    var warnings: [String]
    var searchTimeMs: Double
}

struct SuggestionsReply: APIMessage {
    struct Line: APIMessage {
        var text: String
        /// "word" or "title".
        var kind: String
        var documentCount: Int
        var documentId: String?
    }

    var query: String
    var suggestions: [Line]
}

/// A passage with those around it.
struct NeighboursReply: APIMessage {
    var chunk: PassageLine
    /// In the order of the document.
    var before: [PassageLine]
    var after: [PassageLine]
}

struct PassageLine: APIMessage {
    var chunkId: String
    var chunkIndex: Int
    var kind: String
    var content: String
    var headingPath: [String]
    var pageNumber: Int
    var regions: [RegionLine]
    /// Characters at the beginning that the passage before has, too.
    var overlapLength: Int
}

struct SearchHealthReply: APIMessage {
    enum Word: String, APIChoice { case healthy, unhealthy }
    enum LanguageWord: String, APIChoice {
        case healthy
        /// Without one, answers are quotes: nothing is ill, and nothing is there.
        case notConfigured = "not_configured"
    }
    enum Status: String, APIChoice { case healthy, degraded, unavailable, error }

    struct Components: APIMessage {
        var embeddings: Bool
        var llm: Bool
        var storage: Bool
    }

    struct Config: APIMessage {
        var embeddingModel: String?
        var llmModel: String?
        /// Tokens.
        var chunkSize: Int
        var storageDir: String
    }

    var llamaindexService: Word
    var vectorDatabase: Word
    var embeddingService: Word
    var llmService: LanguageWord
    var searchIndex: Word
    var status: Status
    var message: String
    var components: Components
    var config: Config
    var indicesCount: Int
    var documentCount: Int
    var chunkCount: Int
    /// Chunks that can be found by meaning.
    var vectorCount: Int
}

/// A result of a search over text and images.
struct MultimodalResult: APIMessage {
    struct Image: APIMessage {
        var imageId: String
        var pageNumber: Int?
        var caption: String?
        var ocrText: String?
        var imageUrl: String
    }

    var documentId: String?
    var documentName: String
    /// Absent for images.
    var chunkId: String?
    var content: String
    var similarityScore: Double
    var keywordScore: Double?
    var combinedScore: Double
    /// Of images: how well they fit.
    var multimodalScore: Double?
    /// Nothing that is stored knows it.
    var ocrConfidence: Double?
    var pageNumber: Int
    var contextBefore: String?
    var contextAfter: String?
    /// "text", "image", or "mixed": text with an image on its page.
    var contentType: String
    var ocrText: String?
    var associatedImages: [Image]
    /// The stored analysis of an image.
    var imageAnalysis: JSONTree?
    var highlightedContent: String?
    var documentTags: [String]
    var chunkMetadata: [String: JSONTree]
}

struct MultimodalSearchReply: APIMessage {
    var query: String
    var results: [MultimodalResult]
    var totalFound: Int
    var searchTimeMs: Double
    var searchType: String
    var filtersApplied: [String: JSONTree]
    var warnings: [String]
}

/// Images that words describe, in the dialect of search.
struct ImagesByWordsReply: APIMessage {
    struct Result: APIMessage {
        var documentId: String?
        var documentName: String?
        var imageId: String
        var pageNumber: Int?
        var imagePath: String
        var imageDimensions: ImageDimensions
        var imageFormat: String
        var visualDescription: String?
        var ocrText: String?
        var ocrConfidence: Double?
        var similarityScore: Double
        var ocrRelevanceScore: Double?
        var combinedScore: Double
        var visualFeatures: JSONTree?
        /// Nothing here names objects in pictures.
        var detectedObjects: [JSONTree]
    }

    var query: String
    var results: [Result]
    var totalFound: Int
    var searchTimeMs: Double
    var analysisDepth: String
    /// Whether texts in images were looked at.
    var ocrEnabled: Bool
    /// What the score is and what it was made with.
    var algorithmUsed: String
}
