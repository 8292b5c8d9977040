import DocumentModel
import Retrieval

/// What may be left out of any search: members of all dialects.
protocol SearchFilterFields {
    var documentIds: [String]? { get }
    var tags: [String]? { get }
    var dateFrom: String? { get }
    var dateTo: String? { get }
}

/// Members of a request that narrow a search to kinds of passages, too.
protocol PassageFilterFields: SearchFilterFields {
    var documentTypes: [String]? { get }
    var kinds: [ChunkKindWord]? { get }
    var languages: [String]? { get }
}

enum SearchRules {
    static let query: FieldRules = .count(
        1...1000,
        "Words; also \"phrases\", -excluded, +required, OR, and title:, tag:, type:, kind:, lang:, page:, document:, year:, after:, before:.")
    static let threshold: FieldRules = .range(
        0...1, "Least cosine of hits found by meaning; when absent, what was measured for the model.")
    static let documents: FieldRules = .count(0...100, "Only in these.")
    static let tags: FieldRules = .count(0...50, "Only in documents with all of these.")
    static let from: FieldRules = .moment("In documents uploaded at this time or later.")
    static let to: FieldRules = .moment("In documents uploaded at this time or before; a day counts in full.")
}

/// A search by meaning, in both dialects.
struct SemanticSearchRequest: APIMessage {
    struct Options: APIMessage {
        var maxResults: Int?
        var similarityThreshold: Double?
        var searchFilters: Filters?

        static let rules: [String: FieldRules] = ["max_results": .range(1...100), "similarity_threshold": SearchRules.threshold]
    }

    struct Filters: APIMessage {
        var documentType: String?
        var documentTypes: [String]?
        var dateRange: DateRange?
        var tags: [String]?

        static let rules: [String: FieldRules] = [
            "document_type": .count(0...100, "Media type, or its end: pdf."), "document_types": .count(0...20, "One of these."),
            "tags": SearchRules.tags,
        ]
    }

    struct DateRange: APIMessage {
        var start: String?
        var end: String?

        static let rules: [String: FieldRules] = ["start": SearchRules.from, "end": SearchRules.to]
    }

    var query: String
    var searchOptions: Options?
    var documentIds: [String]?
    var similarityThreshold: Double?
    var maxResults: Int?
    var limit: Int?
    var offset: Int
    var includeMetadata: Bool

    static let rules: [String: FieldRules] = [
        "query": SearchRules.query, "document_ids": SearchRules.documents, "similarity_threshold": SearchRules.threshold,
        "max_results": .range(1...100, "Hits in the answer; 20 when absent."), "limit": .range(1...100, "The same as max_results."),
        "offset": .range(0...900, default: 0, "Hits to pass over."), "include_metadata": .fallback(true),
    ]

    func request() throws -> SearchRequest {
        var request = SearchRequest(query)
        request.mode = .semantic
        request.limit = searchOptions?.maxResults ?? maxResults ?? limit ?? 20
        request.offset = offset
        request.leastSimilarity = searchOptions?.similarityThreshold ?? similarityThreshold
        let filters = searchOptions?.searchFilters
        request.filters = try SearchFilters(
            documents: documentIds, tags: filters?.tags, from: filters?.dateRange?.start, to: filters?.dateRange?.end,
            fields: ("start", "end"))
        request.filters.documentTypes = ((filters?.documentType.map { [$0] } ?? []) + (filters?.documentTypes ?? [])).filter { !$0.isEmpty }
            .map(QuerySyntax.mediaType)
        return request
    }
}

/// Our own search: everything that a search can be asked.
struct PassageSearchRequest: APIMessage, PassageFilterFields {
    var query: String
    var mode: SearchModeWord
    var documentIds: [String]?
    var tags: [String]?
    var documentTypes: [String]?
    var kinds: [ChunkKindWord]?
    var languages: [String]?
    var pageFrom: Int?
    var pageTo: Int?
    var dateFrom: String?
    var dateTo: String?
    var limit: Int
    var offset: Int
    var diversity: Double
    var similarityThreshold: Double?
    var includeFacets: Bool
    var includeContent: Bool
    var remember: Bool

    static let rules: [String: FieldRules] = [
        "query": SearchRules.query, "mode": .fallback("hybrid", "By words, by meaning, or by both."), "document_ids": SearchRules.documents,
        "tags": SearchRules.tags, "document_types": .count(0...20, "Media types of the originals, or their ends: pdf; one of these."),
        "kinds": .count(0...4, "One of these."), "languages": .count(0...20, "Languages of documents, BCP 47, one of these."),
        "page_from": .range(1...1_000_000), "page_to": .range(1...1_000_000), "date_from": SearchRules.from, "date_to": SearchRules.to,
        "limit": .range(1...100, default: 10, "Hits in the answer."), "offset": .range(0...900, default: 0, "Hits to pass over."),
        "diversity": .range(0...1, default: 0, "How much hits should differ from each other; 0 for by relevance alone."),
        "similarity_threshold": SearchRules.threshold, "include_facets": .fallback(true, "Counts of all hits by document, tag, type and so on."),
        "include_content": .fallback(true, "Whole texts beside the excerpts."), "remember": .fallback(true, "Notes the search in your history."),
    ]

    func request() throws -> SearchRequest {
        var request = SearchRequest(query)
        request.mode = mode.value
        request.limit = limit
        request.offset = offset
        request.diversity = diversity
        request.leastSimilarity = similarityThreshold
        request.countsFacets = includeFacets
        request.filters = try SearchFilters(ofPassages: self)
        if pageFrom != nil || pageTo != nil {
            let (first, last) = (pageFrom ?? 1, pageTo ?? Int.max)
            guard first <= last else { throw APIError(.validation, "page_to is before page_from.", details: ["field": "page_to"]) }
            request.filters.pages = first...last
        }
        return request
    }
}

enum SearchModeWord: String, APIChoice {
    case keyword, semantic, hybrid

    var value: SearchRequest.Mode {
        switch self {
        case .keyword: .keyword
        case .semantic: .semantic
        case .hybrid: .hybrid
        }
    }
}

enum ChunkKindWord: String, APIChoice {
    case text, table, figure, code

    var value: Chunk.Kind {
        switch self {
        case .text: .text
        case .table: .table
        case .figure: .figure
        case .code: .code
        }
    }
}

/// A search over text, recognised text, captions and images.
struct MultimodalSearchRequest: APIMessage, SearchFilterFields {
    enum Kind: String, APIChoice { case semantic, keyword, hybrid, multimodal }
    enum Content: String, APIChoice { case text, image, mixed }

    var query: String
    var documentIds: [String]?
    var tags: [String]?
    var limit: Int
    var similarityThreshold: Double?
    var searchType: Kind
    var includeImages: Bool
    var includeOcrText: Bool
    var contentTypes: [Content]?
    var ocrConfidenceThreshold: Double
    var dateFrom: String?
    var dateTo: String?

    static let rules: [String: FieldRules] = [
        "query": SearchRules.query, "document_ids": SearchRules.documents, "tags": SearchRules.tags,
        "limit": .range(1...100, default: 10, "Results in the answer."), "similarity_threshold": SearchRules.threshold,
        "search_type": .fallback("hybrid", "multimodal looks for images, too."),
        "include_images": .fallback(false, "Names the images on the page of each result, and looks for images, too."),
        "include_ocr_text": .fallback(true, "Shows the text that was recognised in images."),
        "content_types": .count(0...3, "text, image, or mixed: text with an image on its page."),
        "ocr_confidence_threshold": .range(
            0...1, default: 0.5, "Taken; text that was recognised with less certainty is not stored, or is stored as uncertain."),
        "date_from": SearchRules.from, "date_to": SearchRules.to,
    ]

    /// Whether images are looked for.
    var wantsImages: Bool { searchType == .multimodal || includeImages || contentTypes?.contains(.image) == true }

    func request() throws -> SearchRequest {
        var request = SearchRequest(query)
        request.mode =
            switch searchType {
            case .semantic: .semantic
            case .keyword: .keyword
            case .hybrid, .multimodal: .hybrid
            }
        request.limit = limit
        request.leastSimilarity = similarityThreshold
        request.filters = try SearchFilters(self)
        return request
    }
}

/// Images that words describe, in the dialect of search.
struct ImagesByWordsRequest: APIMessage {
    enum Depth: String, APIChoice { case basic, standard, detailed }

    var query: String
    var documentIds: [String]?
    var limit: Int
    var similarityThreshold: Double?
    var includeOcrText: Bool
    var ocrConfidenceThreshold: Double
    var analysisDepth: Depth
    var includeVisualFeatures: Bool

    static let rules: [String: FieldRules] = [
        "query": .count(1...1000, "What images show, or what is written in and about them."), "document_ids": SearchRules.documents,
        "limit": .range(1...50, default: 10, "Images in the answer."),
        "similarity_threshold": .range(0...1, "Least score; when absent, what was measured for the method."),
        "include_ocr_text": .fallback(true, "Shows the text that was recognised in images."),
        "ocr_confidence_threshold": .range(0...1, default: 0.5, "Taken; images keep recognised text without its certainty."),
        "analysis_depth": .fallback("standard", "Taken; what is known of stored images is shown."),
        "include_visual_features": .fallback(true, "Shows the stored analysis of each image."),
    ]
}

extension SearchFilters {
    init(ofPassages fields: some PassageFilterFields) throws {
        try self.init(fields)
        documentTypes = (fields.documentTypes ?? []).filter { !$0.isEmpty }.map(QuerySyntax.mediaType)
        kinds = (fields.kinds ?? []).map(\.value)
        languages = fields.languages ?? []
    }

    init(_ fields: some SearchFilterFields) throws {
        try self.init(documents: fields.documentIds, tags: fields.tags, from: fields.dateFrom, to: fields.dateTo, fields: ("date_from", "date_to"))
    }

    /// - Parameter fields: names of the dates in the request.
    fileprivate init(documents names: [String]?, tags: [String]?, from: String?, to: String?, fields: (String, String)) throws {
        self.init()
        for name in names ?? [] {
            guard let document = DocumentID(rawValue: name) else {
                throw APIError(.validation, "document_ids has no names of documents.", details: ["field": "document_ids"])
            }
            documents.append(document)
        }
        self.tags = tags ?? []
        let start = try Moment.parse(from, field: fields.0)
        let end = try Moment.parse(to, field: fields.1)?.adding(seconds: to?.count == 10 ? 86_399.999 : 0)
        guard start != nil || end != nil else { return }
        let (first, last) = (start ?? Timestamp(milliseconds: 0), end ?? Timestamp(milliseconds: .max))
        guard first <= last else { throw APIError(.validation, "\(fields.1) is before \(fields.0).", details: ["field": .string(fields.1)]) }
        uploaded = first...last
    }
}
