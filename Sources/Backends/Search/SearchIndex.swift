package import DocumentModel

/// Finds chunks of documents by words and by meaning.
///
/// Chunks come into the index with the publishing of their document (`ContentStore.publish`) and leave it with the document; vectors
/// follow when there is a model. Vectors of different spaces are never compared. Every search sees what was stored before it began.
package protocol SearchIndex: Sendable {
    /// Chunks with the most weight on the query's words, best first: BM25.
    func lexical(_ query: LexicalQuery, _ filters: SearchFilters, scope: Scope, limit: Int) async throws(StoreError) -> [ScoredChunk]

    /// Chunks closest in meaning to a vector of length 1, best first: exact cosines.
    /// - Throws: `.conflict` when the vector has not the dimension of the space.
    func nearest(
        to vector: [Float], in space: EmbeddingSpace, _ filters: SearchFilters, scope: Scope, limit: Int
    ) async throws(StoreError) -> [ScoredChunk]

    /// Those that are there and that the scope may see, in the order asked for.
    func chunks(_ ids: [ChunkID], in scope: Scope) async throws(StoreError) -> [IndexedChunk]

    /// Kinds of those chunks that are there and that the scope may see, without reading their texts.
    func kinds(of ids: [ChunkID], in scope: Scope) async throws(StoreError) -> [ChunkID: Chunk.Kind]

    /// In the order of the document; empty when the scope has no such document or its range holds no chunks.
    func chunks(of document: DocumentID, _ range: Range<Int>, in scope: Scope) async throws(StoreError) -> [IndexedChunk]

    /// Vectors of those chunks that have one of this space.
    func vectors(of ids: [ChunkID], in space: EmbeddingSpace, scope: Scope) async throws(StoreError) -> [ChunkID: [Float]]

    /// Stores vectors of chunks; those that are gone, or whose text has changed since, are passed over.
    /// - Throws: `.conflict` when a vector has not the dimension of its space, or is no direction (all zero, not finite).
    func save(_ vectors: [ChunkVector], in space: EmbeddingSpace) async throws(StoreError)

    /// Chunks that have no vector of this space, those of the oldest documents first.
    func missing(in space: EmbeddingSpace, limit: Int) async throws(StoreError) -> [IndexedChunk]

    /// How many chunks of the scope have each of the words, which are read as those of a query are: what is rare there says more.
    ///
    /// - Parameter language: BCP 47, for endings of words; `nil` when unknown.
    func counts(of words: [String], language: String?, in scope: Scope) async throws(StoreError) -> WordCounts

    /// What is in the index for this scope.
    func statistics(in scope: Scope) async throws(StoreError) -> SearchIndexStatistics
}

/// What words to look for. Words are as they come out of the index's own analysis of a text, or are given as they are and analysed there.
package struct LexicalQuery: Hashable, Sendable {
    /// Different words that are looked for; of more, the first count.
    package static let mostWords = 256
    /// Phrases that are looked for, and as many that are excluded; of more, the first count.
    package static let mostPhrases = 32

    /// One of these should be there; the more and the rarer, the better.
    package var words: [String] = []
    /// All of these must be there, each in this order side by side.
    package var phrases: [String] = []
    /// None of these may be there.
    package var excluded: [String] = []
    /// BCP 47, for endings of words; `nil` when unknown.
    package var language: String?

    package init(words: [String] = [], phrases: [String] = [], excluded: [String] = [], language: String? = nil) {
        self.words = words
        self.phrases = phrases
        self.excluded = excluded
        self.language = language
    }
}

/// A chunk that a search found; what its score means is said by the search.
package struct ScoredChunk: Hashable, Sendable {
    package var id: ChunkID
    package var score: Double

    package init(id: ChunkID, score: Double) {
        self.id = id
        self.score = score
    }
}

/// One chunk's vector.
package struct ChunkVector: Hashable, Sendable {
    package var id: ChunkID
    /// What was embedded, to tell whether it is still the chunk's text.
    package var text: String
    /// Of length 1.
    package var values: [Float]

    package init(id: ChunkID, text: String, values: [Float]) {
        self.id = id
        self.text = text
        self.values = values
    }
}

/// How common words are.
package struct WordCounts: Hashable, Sendable {
    /// Chunks of the scope.
    package var chunkCount: Int
    /// Chunks that have the word, in the order asked for; of something that is read as several words, those that have the rarest of them.
    package var counts: [Int]

    package init(chunkCount: Int, counts: [Int]) {
        self.chunkCount = chunkCount
        self.counts = counts
    }
}

/// How much an index holds.
package struct SearchIndexStatistics: Hashable, Sendable {
    package var documentCount: Int
    package var chunkCount: Int
    /// Chunks with a vector, by space.
    package var vectorCounts: [EmbeddingSpace: Int]

    package init(documentCount: Int, chunkCount: Int, vectorCounts: [EmbeddingSpace: Int]) {
        self.documentCount = documentCount
        self.chunkCount = chunkCount
        self.vectorCounts = vectorCounts
    }
}
