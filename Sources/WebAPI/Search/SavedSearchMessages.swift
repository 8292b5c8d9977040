import Backends
import DocumentModel
import Retrieval

/// What somebody wants to keep of a search.
struct SavedSearchBody: APIMessage, PassageFilterFields {
    var name: String
    var query: String
    var mode: SearchModeWord
    var documentIds: [String]?
    var tags: [String]?
    var documentTypes: [String]?
    var kinds: [ChunkKindWord]?
    var languages: [String]?
    var dateFrom: String?
    var dateTo: String?

    static let rules: [String: FieldRules] = [
        "name": .count(1...200), "query": SearchRules.query, "mode": .fallback("hybrid"), "document_ids": SearchRules.documents,
        "tags": SearchRules.tags, "document_types": .count(0...20), "kinds": .count(0...4), "languages": .count(0...20),
        "date_from": SearchRules.from, "date_to": SearchRules.to,
    ]

    func filters() throws -> SearchFilters {
        // What cannot be searched for is not worth keeping.
        _ = try QuerySyntax.parse(query)
        return try SearchFilters(ofPassages: self)
    }
}

/// What a search leaves out.
struct FilterLine: APIMessage {
    var documentIds: [String]
    var tags: [String]
    var documentTypes: [String]
    var kinds: [String]
    var languages: [String]
    var dateFrom: String?
    var dateTo: String?

    init(_ filters: SearchFilters) {
        documentIds = filters.documents.map(\.rawValue)
        tags = filters.tags
        documentTypes = filters.documentTypes
        kinds = filters.kinds.map(\.rawValue)
        languages = filters.languages
        dateFrom = filters.uploaded.flatMap { $0.lowerBound.milliseconds > 0 ? $0.lowerBound.iso8601 : nil }
        dateTo = filters.uploaded.flatMap { $0.upperBound.milliseconds < .max ? $0.upperBound.iso8601 : nil }
    }
}

struct SavedSearchLine: APIMessage {
    var searchId: String
    var name: String
    var query: String
    var mode: String
    var filters: FilterLine
    var createdAt: String
    var updatedAt: String

    init(_ search: SavedSearch) {
        searchId = search.id.rawValue
        name = search.name
        query = search.query
        mode = search.mode
        filters = FilterLine(search.filters)
        createdAt = search.createdAt.iso8601
        updatedAt = search.updatedAt.iso8601
    }
}

struct SavedSearchListing: APIMessage {
    var searches: [SavedSearchLine]
    var pagination: Pagination
}

struct PastSearchLine: APIMessage {
    var query: String
    var mode: String
    var filters: FilterLine
    var resultCount: Int
    var searchedAt: String

    init(_ search: PastSearch) {
        query = search.query
        mode = search.mode
        filters = FilterLine(search.filters)
        resultCount = search.hitCount
        searchedAt = search.at.iso8601
    }
}

struct PastSearchListing: APIMessage {
    var searches: [PastSearchLine]
    var pagination: Pagination
}

struct SuggestionsQuery: APIMessage {
    var q: String
    var limit: Int

    static let rules: [String: FieldRules] = [
        "q": .count(0...200, "What was typed so far."), "limit": .range(1...50, default: 10, "Suggestions in the answer."),
    ]
}

struct NeighboursQuery: APIMessage {
    var before: Int
    var after: Int

    static let rules: [String: FieldRules] = [
        "before": .range(0...20, default: 1, "Passages before it."), "after": .range(0...20, default: 1, "Passages behind it."),
    ]
}
