package import Backends
package import DocumentModel
import Foundation
import TextAnalysis

/// Finds passages of a few documents that are in no index: by words (BM25), and by meaning when there is a model.
package struct PassagesInMemory: PassageFinder, ChunkReader {
    /// Chunks held: a thousand pages. More belong into an index.
    package static let mostChunks = 20_000
    /// Chunks whose meaning is compared: embedding them takes some 10 ms each.
    private static let comparedChunks = 40
    private static let saturation = 1.2
    private static let lengthWeight = 0.75
    private static let headingWorth = 2
    private static let meaningShare = 0.4

    private let chunks: [IndexedChunk]
    private let counts: [[String: Int]]
    private let lengths: [Double]
    private let documentCounts: [String: Int]
    private let language: String?
    private let embedder: (any TextEmbedder)?

    /// - Parameter language: of the documents, BCP 47; `nil` for unknown.
    package init(_ chunks: [IndexedChunk], language: String?, embedder: (any TextEmbedder)? = nil) {
        self.chunks = Array(chunks.prefix(Self.mostChunks))
        self.language = language
        self.embedder = embedder
        counts = self.chunks.map { Self.counts($0.chunk, language) }
        lengths = counts.map { Double($0.values.reduce(0, +)) }
        var documentCounts: [String: Int] = [:]
        for count in counts { for stem in count.keys { documentCounts[stem, default: 0] += 1 } }
        self.documentCounts = documentCounts
    }

    private static func counts(_ chunk: Chunk, _ language: String?) -> [String: Int] {
        var counts: [String: Int] = [:]
        for stem in ContentWords.stems(of: chunk.text, language: language) { counts[stem, default: 0] += 1 }
        for stem in ContentWords.stems(of: chunk.headings.joined(separator: " "), language: language) { counts[stem, default: 0] += headingWorth }
        return counts
    }

    package func find(_ request: SearchRequest, in scope: Scope) async throws(SearchError) -> SearchResults {
        let terms = Set(ContentWords.stems(of: request.query, language: language))
        guard !terms.isEmpty else { throw .unusableQuery("The query has no word to look for.") }
        let average = max(1, lengths.reduce(0, +) / Double(max(1, lengths.count)))
        var scored: [(index: Int, score: Double)] = []
        for index in chunks.indices where passes(chunks[index], request.filters) {
            let score = bm25(terms, index, average)
            if score > 0 { scored.append((index, score)) }
        }
        scored.sort { ($0.score, $1.index) > ($1.score, $0.index) }
        let (ranked, space) = await byMeaning(scored, request)
        let page = ranked.dropFirst(request.offset).prefix(request.limit)
        let most = max(ranked.first?.score ?? 1, .leastNonzeroMagnitude)
        let hits = page.map { SearchHit(found: chunks[$0.index], score: $0.score / most, lexicalScore: $0.score) }
        return SearchResults(hits: Array(hits), totalCount: ranked.count, mode: space == nil ? .keyword : .hybrid, space: space)
    }

    package func chunks(of document: DocumentID, _ range: Range<Int>, in scope: Scope) async throws(StoreError) -> [IndexedChunk] {
        chunks.filter { $0.document == document && range.contains($0.chunk.index) }
    }

    private func passes(_ chunk: IndexedChunk, _ filters: SearchFilters) -> Bool {
        if !filters.documents.isEmpty, !filters.documents.contains(chunk.document) { return false }
        if !filters.kinds.isEmpty, !filters.kinds.contains(chunk.chunk.kind) { return false }
        if let pages = filters.pages { return chunk.chunk.regions.contains { pages.contains($0.page) } }
        return true
    }

    private func bm25(_ terms: Set<String>, _ index: Int, _ average: Double) -> Double {
        terms.reduce(0) { sum, term in
            guard let count = counts[index][term].map(Double.init) else { return sum }
            let having = Double(documentCounts[term] ?? 0)
            let weight = log(1 + (Double(chunks.count) - having + 0.5) / (having + 0.5))
            let length = 1 - Self.lengthWeight + Self.lengthWeight * lengths[index] / average
            return sum + weight * count * (Self.saturation + 1) / (count + Self.saturation * length)
        }
    }

    /// The likeliest ordered anew with their meaning; as they were when there is no model.
    private func byMeaning(
        _ scored: [(index: Int, score: Double)], _ request: SearchRequest
    ) async -> ([(index: Int, score: Double)], EmbeddingSpace?) {
        guard request.mode != .keyword, let embedder, let most = scored.first?.score else { return (scored, nil) }
        let likeliest = scored.prefix(Self.comparedChunks)
        guard let vectors = try? await embedder.embed([request.query] + likeliest.map { chunks[$0.index].chunk.text }),
            vectors.count == likeliest.count + 1
        else { return (scored, nil) }
        let mixed = zip(likeliest, vectors.dropFirst()).map { entry, vector in
            (entry.index, entry.score * (1 - Self.meaningShare) + PassageSelection.closeness(vectors[0], vector) * most * Self.meaningShare)
        }
        return ((mixed + scored.dropFirst(likeliest.count)).sorted { ($0.1, $1.0) > ($1.1, $0.0) }.map { (index: $0.0, score: $0.1) }, embedder.space)
    }
}
