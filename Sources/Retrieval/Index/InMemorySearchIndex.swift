package import Backends
package import DocumentModel
import TextAnalysis

/// Chunks in memory, compared one after the other: exact BM25 and exact cosines. For searches in files that nobody stores, for
/// measurements, and as the reference that other indexes are held against.
///
/// Workspaces do not know of each other: not even the rarity of words is counted together.
package actor InMemorySearchIndex: SearchIndex, SearchVocabulary {
    private var shards: [WorkspaceID: SearchShard] = [:]

    package init() {}

    /// Replaces what is known of the document.
    package func add(_ document: SearchedDocument, _ chunks: [Chunk], to workspace: WorkspaceID) {
        shards[workspace, default: SearchShard()].add(document, chunks)
    }

    package func remove(_ document: DocumentID, from workspace: WorkspaceID) {
        shards[workspace]?.remove(document)
    }

    private func visible(_ scope: Scope) -> [SearchShard] {
        scope.workspace.map { shards[$0].map { [$0] } ?? [] } ?? Array(shards.values)
    }

    // MARK: SearchIndex

    package func lexical(_ query: LexicalQuery, _ filters: SearchFilters, scope: Scope, limit: Int) -> [ScoredChunk] {
        visible(scope).flatMap { $0.lexical(query, filters) }.best(limit)
    }

    package func nearest(
        to vector: [Float], in space: EmbeddingSpace, _ filters: SearchFilters, scope: Scope, limit: Int
    ) throws(StoreError) -> [ScoredChunk] {
        guard vector.count == space.dimension else { throw .conflict("the dimension of a vector of \(space.model)") }
        return visible(scope).flatMap { $0.nearest(to: vector, in: space, filters) }.best(limit)
    }

    package func chunks(_ ids: [ChunkID], in scope: Scope) -> [IndexedChunk] {
        let shards = visible(scope)
        return ids.compactMap { id in shards.lazy.compactMap { $0.chunk(id) }.first }
    }

    package func kinds(of ids: [ChunkID], in scope: Scope) -> [ChunkID: Chunk.Kind] {
        Dictionary(chunks(ids, in: scope).map { ($0.id, $0.chunk.kind) }, uniquingKeysWith: { first, _ in first })
    }

    package func chunks(of document: DocumentID, _ range: Range<Int>, in scope: Scope) -> [IndexedChunk] {
        visible(scope).flatMap { $0.chunks(of: document) }.filter { range.contains($0.chunk.index) }
    }

    package func vectors(of ids: [ChunkID], in space: EmbeddingSpace, scope: Scope) -> [ChunkID: [Float]] {
        var found: [ChunkID: [Float]] = [:]
        for shard in visible(scope) {
            for id in ids { if let vector = shard.vector(of: id, in: space) { found[id] = vector } }
        }
        return found
    }

    package func save(_ vectors: [ChunkVector], in space: EmbeddingSpace) throws(StoreError) {
        guard vectors.allSatisfy({ $0.values.count == space.dimension }) else {
            throw .conflict("the dimension of a vector of \(space.model)")
        }
        for workspace in shards.keys {
            for vector in vectors { shards[workspace]?.save(vector, in: space) }
        }
    }

    package func missing(in space: EmbeddingSpace, limit: Int) -> [IndexedChunk] {
        let all = shards.values.flatMap { $0.missing(in: space) }
        return all.sorted { ($0.uploadedAt, $0.chunk.id) < ($1.uploadedAt, $1.chunk.id) }.prefix(max(0, limit)).map(\.chunk)
    }

    package func counts(of words: [String], language: String?, in scope: Scope) -> WordCounts {
        let shards = visible(scope)
        let counts = words.map { word in shards.reduce(0) { $0 + $1.count(of: word) } }
        return WordCounts(chunkCount: shards.reduce(0) { $0 + $1.chunkCount }, counts: counts)
    }

    package func statistics(in scope: Scope) -> SearchIndexStatistics {
        visible(scope).reduce(into: SearchIndexStatistics(documentCount: 0, chunkCount: 0, vectorCounts: [:])) { sum, shard in
            sum.documentCount += shard.documentCount
            sum.chunkCount += shard.chunkCount
            sum.vectorCounts.merge(shard.vectorCounts, uniquingKeysWith: +)
        }
    }

    // MARK: SearchVocabulary

    package func documents(_ ids: Set<DocumentID>, in scope: Scope) -> [DocumentID: SearchedDocument] {
        let all = visible(scope).flatMap(\.searchedDocuments).filter { ids.contains($0.id) }
        return Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func documents(titled words: [String], in scope: Scope, limit: Int) -> [SearchedDocument] {
        let wanted = words.flatMap { SpelledWords.folded($0).split(separator: " ") }
        return visible(scope).flatMap(\.searchedDocuments).filter { document in
            let title = SpelledWords.folded(document.title).split { !$0.isLetter && !$0.isNumber }
            return wanted.allSatisfy { word in title.contains { $0.hasPrefix(word) } }
        }.sorted { ($1.uploadedAt, $0.id.rawValue) < ($0.uploadedAt, $1.id.rawValue) }.prefix(max(0, limit)).map { $0 }
    }

    package func words(startingWith prefix: String, in scope: Scope, limit: Int) -> [VocabularyWord] {
        words(in: scope, limit) { $0.folded.hasPrefix(prefix) }
    }

    package func words(ofLengths letters: ClosedRange<Int>, in scope: Scope, limit: Int) -> [VocabularyWord] {
        words(in: scope, limit) { letters.contains($0.folded.unicodeScalars.count) }
    }

    private func words(in scope: Scope, _ limit: Int, where condition: (VocabularyWord) -> Bool) -> [VocabularyWord] {
        var byWord: [String: VocabularyWord] = [:]
        for word in visible(scope).flatMap(\.words) where condition(word) {
            byWord[word.folded, default: word.uncounted].documentCount += word.documentCount
        }
        return byWord.values.sorted { ($1.documentCount, $0.folded) < ($0.documentCount, $1.folded) }.prefix(max(0, limit)).map { $0 }
    }
}

extension VocabularyWord {
    fileprivate var uncounted: VocabularyWord { VocabularyWord(text: text, folded: folded, documentCount: 0) }
}

extension [ScoredChunk] {
    /// The best, by score and then by name, so that equal ones keep their order from search to search.
    func best(_ limit: Int) -> [ScoredChunk] {
        Array(sorted { $0.precedes($1) }.prefix(Swift.max(0, limit)))
    }
}

extension ScoredChunk {
    func precedes(_ other: ScoredChunk) -> Bool {
        score != other.score ? score > other.score : id < other.id
    }
}

extension ChunkID: Comparable {
    package static func < (left: ChunkID, right: ChunkID) -> Bool {
        left.document != right.document ? left.document.rawValue < right.document.rawValue : left.index < right.index
    }
}
