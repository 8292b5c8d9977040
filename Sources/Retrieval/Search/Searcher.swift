package import Backends
import DocumentModel
import TextAnalysis

/// Finds passages in an index: by words, by meaning, or by both.
package struct Searcher: PassageFinder {
    /// Makes the embedder when it is first needed; throws when its model is not there.
    package typealias EmbedderSource = @Sendable () async throws(RecognitionError) -> any TextEmbedder

    /// Hits that a search knows of, whatever page of them is shown: pages stay the same as one goes from one to the next.
    package static let depth = 1000
    /// Hits found by words whose meaning is compared, too, when they are not among the nearest.
    private static let comparedHits = 200
    /// With fewer, a word may be misspelt.
    private static let fewHits = 3

    package let index: any SearchIndex & SearchVocabulary
    private let embedder: EmbedderSource

    package init(index: any SearchIndex & SearchVocabulary, embedder: @escaping EmbedderSource) {
        self.index = index
        self.embedder = embedder
    }

    package func find(_ request: SearchRequest, in scope: Scope) async throws(SearchError) -> SearchResults {
        let query = try QuerySyntax.parse(request.query)
        let space = try await meaning(of: query, request)
        var results = SearchResults(hits: [], totalCount: 0, mode: space.mode, space: space.embedded?.space, warnings: space.warnings)
        guard let filters = try await filters(query, request, scope) else { return results }
        var search = OneSearch(index: index, query: query, filters: filters, scope: scope)
        search.mode = space.mode
        search.embedded = space.embedded
        search.leastSimilarity = request.leastSimilarity
        do {
            var candidates = try await search.candidates(depth: Self.depth, compared: Self.comparedHits)
            candidates = try await search.reranked(candidates)
            if request.diversity > 0 { candidates = try await search.diversified(candidates, share: min(1, request.diversity)) }
            results.totalCount = candidates.count
            results.hits = try await search.hits(candidates.dropFirst(max(0, request.offset)).prefix(max(0, request.limit)))
            if search.mode != .semantic, !candidates.contains(where: { $0.lexical != nil }) || candidates.count < Self.fewHits {
                results.correctedQuery = try await spelling(scope).correction(of: request.query, words: query.wanted, in: scope)
            }
            if request.countsFacets { results.facets = try await search.facets(of: candidates) }
        } catch { throw .store(error) }
        return results
    }

    private func spelling(_ scope: Scope) -> Spelling {
        Spelling(vocabulary: index) { word throws(StoreError) in
            try await !index.lexical(LexicalQuery(words: [word]), SearchFilters(), scope: scope, limit: 1).isEmpty
        }
    }

    // MARK: What to search with

    private typealias Meaning = (mode: SearchRequest.Mode, embedded: OneSearch.Embedded?, warnings: [String])

    /// The query's vector; by words alone when both were asked for and there is no model.
    private func meaning(of query: SearchQuery, _ request: SearchRequest) async throws(SearchError) -> Meaning {
        guard request.mode != .keyword else { return (.keyword, nil, []) }
        do throws(RecognitionError) {
            let embedder = try await embedder()
            guard let vector = try await embedder.embed([query.meaning]).first else { throw .failed("the model gave no vector") }
            return (request.mode, OneSearch.Embedded(vector: vector, space: embedder.space), [])
        } catch {
            if request.mode == .semantic { throw .recognition(error) }
            return (.keyword, nil, ["Searched by words only: \(error)."])
        }
    }

    /// `nil` when nothing can pass.
    private func filters(_ query: SearchQuery, _ request: SearchRequest, _ scope: Scope) async throws(SearchError) -> SearchFilters? {
        guard !request.filters.contradicts(query.filters) else { return nil }
        var filters = request.filters.narrowed(by: query.filters)
        guard !query.titleWords.isEmpty else { return filters }
        let titled: [SearchedDocument]
        do { titled = try await index.documents(titled: query.titleWords, in: scope, limit: Self.depth) } catch { throw .store(error) }
        let named = SearchFilters(documents: titled.map(\.id))
        guard !titled.isEmpty, !filters.contradicts(named) else { return nil }
        filters = filters.narrowed(by: named)
        return filters
    }
}

extension SearchFilters {
    fileprivate init(documents: [DocumentID]) {
        self.init()
        self.documents = documents
    }
}
