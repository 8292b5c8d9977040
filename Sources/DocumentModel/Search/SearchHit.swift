/// One chunk that a search found.
package struct SearchHit: Hashable, Sendable {
    package var found: IndexedChunk
    /// What the hits are ordered by, 0...1, higher is better. Comparable within one search only.
    package var score: Double
    /// BM25; `nil` when the chunk was not found by words.
    package var lexicalScore: Double?
    /// Cosine, -1...1; `nil` when the chunk was not compared by meaning.
    package var semanticScore: Double?
    /// The best passage of the chunk, with the ranges of its characters that the query named.
    package var excerpt: Excerpt

    package init(
        found: IndexedChunk, score: Double, lexicalScore: Double? = nil, semanticScore: Double? = nil, excerpt: Excerpt = Excerpt(text: "")
    ) {
        self.found = found
        self.score = score
        self.lexicalScore = lexicalScore
        self.semanticScore = semanticScore
        self.excerpt = excerpt
    }
}

/// A passage with what in it is to be lit.
package struct Excerpt: Hashable, Sendable, Codable {
    package var text: String
    /// UTF-8 byte offsets in `text`, ascending, not overlapping.
    package var highlights: [Range<Int>]

    package init(text: String, highlights: [Range<Int>] = []) {
        self.text = text
        self.highlights = highlights
    }
}
