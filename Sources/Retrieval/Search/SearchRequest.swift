package import Backends
package import DocumentModel

/// What is looked for, and how.
package struct SearchRequest: Hashable, Sendable {
    package enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
        /// By words.
        case keyword
        /// By meaning.
        case semantic
        /// By both.
        case hybrid
    }

    /// As a person types it, with the query syntax: "phrases", -excluded, field:value, OR.
    package var query: String
    package var mode = Mode.hybrid
    package var filters = SearchFilters()
    package var limit = 10
    package var offset = 0
    /// 0...1: how much hits should differ from each other (MMR); 0 for by relevance alone.
    package var diversity = 0.0
    /// Least cosine of hits that were found by meaning; `nil` for the one that is calibrated for the model.
    package var leastSimilarity: Double?
    /// Whether to count hits by document, tag, type, language, kind and year.
    package var countsFacets = false

    package init(_ query: String) {
        self.query = query
    }
}

/// One page of what a search found.
package struct SearchResults: Hashable, Sendable {
    package var hits: [SearchHit]
    /// Hits there are in all, beyond the page that was asked for; counted up to a limit.
    package var totalCount: Int
    /// How it was looked for: by words alone when there is no model for meaning.
    package var mode: SearchRequest.Mode
    /// Whose vectors were compared; `nil` when none were.
    package var space: EmbeddingSpace?
    /// For people: what could not be looked at, and why.
    package var warnings: [String]
    /// `nil` unless they were asked for.
    package var facets: SearchFacets?
    /// The query with words that documents have in the place of those that none has; `nil` when all is well, or nothing comes near.
    package var correctedQuery: String?

    package init(hits: [SearchHit], totalCount: Int, mode: SearchRequest.Mode, space: EmbeddingSpace? = nil, warnings: [String] = []) {
        self.hits = hits
        self.totalCount = totalCount
        self.mode = mode
        self.space = space
        self.warnings = warnings
    }
}

/// Why a search has no results to give, not even none.
package enum SearchError: Error, Hashable, Sendable {
    /// The query cannot be understood, or has nothing to look for.
    case unusableQuery(String)
    /// Search by meaning was asked for, and there is no model.
    case recognition(RecognitionError)
    case store(StoreError)
}

/// Finds passages: the searcher, and whatever stands for it where answers are made without an index.
package protocol PassageFinder: Sendable {
    func find(_ request: SearchRequest, in scope: Scope) async throws(SearchError) -> SearchResults
}
