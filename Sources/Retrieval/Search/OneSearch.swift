import Backends
import DocumentModel
import Foundation
import TextAnalysis

/// A search on its way through the index.
struct OneSearch {
    struct Embedded {
        var vector: [Float]
        var space: EmbeddingSpace
    }

    let index: any SearchIndex & SearchVocabulary
    let query: SearchQuery
    let filters: SearchFilters
    let scope: Scope
    var mode = SearchRequest.Mode.keyword
    /// `nil` for a search by words.
    var embedded: Embedded?
    /// `nil` for the one of the model.
    var leastSimilarity: Double?

    /// Chunks with an excluded word at most: more of them, and the word says nothing.
    private static let mostExcluded = 10_000

    init(index: any SearchIndex & SearchVocabulary, query: SearchQuery, filters: SearchFilters, scope: Scope) {
        self.index = index
        self.query = query
        self.filters = filters
        self.scope = scope
    }

    // MARK: Candidates

    /// Best first, of both ways of looking.
    func candidates(depth: Int, compared: Int) async throws(StoreError) -> [Candidate] {
        let lexical = mode == .semantic ? [] : try await lexical(depth)
        guard let embedded else { return Fusion.fused(lexical: lexical, semantic: [:], mode: mode) }
        var nearest = try await index.nearest(to: embedded.vector, in: embedded.space, filters, scope: scope, limit: depth)
        nearest = try await allowed(nearest, lexical)
        var cosines = Dictionary(nearest.map { ($0.id, $0.score) }, uniquingKeysWith: { first, _ in first })
        let others = lexical.prefix(compared).map(\.id).filter { cosines[$0] == nil }
        for (id, vector) in try await index.vectors(of: others, in: embedded.space, scope: scope) {
            cosines[id] = Double(vector.cosine(to: embedded.vector))
        }
        let least = leastSimilarity ?? Calibration.of(embedded.space).leastSimilarity
        return Array(
            Fusion.fused(lexical: lexical, semantic: cosines, mode: mode).filter { $0.lexical != nil || ($0.semantic ?? -1) >= least }.prefix(depth))
    }

    private func lexical(_ depth: Int) async throws(StoreError) -> [ScoredChunk] {
        var best: [ChunkID: ScoredChunk] = [:]
        for alternative in query.alternatives {
            for hit in try await index.lexical(lexicalQuery(alternative), filters, scope: scope, limit: depth) {
                if hit.score > best[hit.id]?.score ?? -1 { best[hit.id] = hit }
            }
        }
        return Array(best.values).best(depth)
    }

    private func lexicalQuery(_ alternative: SearchQuery.Alternative) -> LexicalQuery {
        LexicalQuery(words: alternative.words, phrases: alternative.phrases, excluded: alternative.excluded, language: language)
    }

    /// Of the query; most are too short to tell.
    private var language: String? { LanguageFinder.language(of: query.meaning).language }

    /// What was found by meaning must hold what the query demands of words, too.
    private func allowed(_ nearest: [ScoredChunk], _ lexical: [ScoredChunk]) async throws(StoreError) -> [ScoredChunk] {
        guard query.isStrict else { return nearest }
        if query.alternatives.allSatisfy({ !$0.phrases.isEmpty }) {
            var holding = Set(lexical.map(\.id))
            for alternative in query.alternatives {
                let demand = LexicalQuery(phrases: alternative.phrases, excluded: alternative.excluded, language: language)
                holding.formUnion(try await index.lexical(demand, filters, scope: scope, limit: Self.mostExcluded).map(\.id))
            }
            return nearest.filter { holding.contains($0.id) }
        }
        var excluded: Set<ChunkID> = []
        for phrase in Set(query.alternatives.flatMap(\.excluded)) {
            let holding = LexicalQuery(phrases: [phrase], language: language)
            excluded.formUnion(try await index.lexical(holding, filters, scope: scope, limit: Self.mostExcluded).map(\.id))
        }
        return nearest.filter { !excluded.contains($0.id) }
    }

    // MARK: Order

    func reranked(_ candidates: [Candidate]) async throws(StoreError) -> [Candidate] {
        guard mode != .semantic else { return candidates }
        let top = Array(candidates.prefix(Reranking.depth))
        let chunks = try await index.chunks(top.map(\.id), in: scope)
        let languages = try await index.documents(Set(chunks.map(\.document)), in: scope)
        let reranking = Reranking(QueryTerms(query))
        let bonuses = Dictionary(
            chunks.map { ($0.id, reranking.bonus($0, language: languages[$0.document]?.language)) }, uniquingKeysWith: { first, _ in first })
        let ordered = top.map { candidate in
            var candidate = candidate
            candidate.rank += bonuses[candidate.id] ?? 0
            return candidate
        }
        // What was not looked at stays behind what was: its bonus is not known.
        return ordered.sorted { $0.precedes($1) } + candidates.dropFirst(Reranking.depth)
    }

    func diversified(_ candidates: [Candidate], share: Double) async throws(StoreError) -> [Candidate] {
        let ids = candidates.prefix(Diversity.depth).map(\.id)
        var vectors: [ChunkID: [Float]] = [:]
        if let embedded { vectors = try await index.vectors(of: ids, in: embedded.space, scope: scope) }
        let others = try await index.chunks(ids.filter { vectors[$0] == nil }, in: scope)
        let words = Dictionary(others.map { ($0.id, Diversity.words(of: $0.chunk.text)) }, uniquingKeysWith: { first, _ in first })
        return Diversity(share: share, vectors: vectors, words: words).ordered(candidates)
    }

    // MARK: Results

    func hits(_ page: some Sequence<Candidate>) async throws(StoreError) -> [SearchHit] {
        let page = Array(page)
        let chunks = try await index.chunks(page.map(\.id), in: scope)
        let byID = Dictionary(chunks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let documents = try await index.documents(Set(chunks.map(\.document)), in: scope)
        let finder = ExcerptFinder(words: query.wanted)
        // Those that were removed in between are left out.
        return page.compactMap { candidate in
            guard let chunk = byID[candidate.id] else { return nil }
            return SearchHit(
                found: chunk, score: candidate.score(mode), lexicalScore: candidate.lexical, semanticScore: candidate.semantic,
                excerpt: finder.excerpt(of: chunk.chunk.text, language: documents[chunk.document]?.language))
        }
    }

    func facets(of candidates: [Candidate]) async throws(StoreError) -> SearchFacets {
        let ids = candidates.map(\.id)
        let documents = try await index.documents(Set(ids.map(\.document)), in: scope)
        return SearchFacets(ids, kinds: try await index.kinds(of: ids, in: scope), documents: documents)
    }
}

extension Candidate {
    /// 0...1: for search by meaning the cosine, else by how far it stands out.
    fileprivate func score(_ mode: SearchRequest.Mode) -> Double {
        if mode == .semantic, let semantic { return min(1, max(0, semantic)) }
        return 1 / (1 + exp(-rank / 2))
    }
}
