package import Backends
package import DocumentModel

/// Reads passages beside one that was found, and how common words are where it was found.
package protocol ChunkReader: Sendable {
    /// In the order of the document; empty when the scope has no such document or its range holds no chunks.
    func chunks(of document: DocumentID, _ range: Range<Int>, in scope: Scope) async throws(StoreError) -> [IndexedChunk]

    /// As `SearchIndex.counts`.
    func counts(of words: [String], language: String?, in scope: Scope) async throws(StoreError) -> WordCounts
}

/// Chunks as an index has them.
package struct IndexReader: ChunkReader {
    private let index: any SearchIndex

    package init(_ index: any SearchIndex) {
        self.index = index
    }

    package func chunks(of document: DocumentID, _ range: Range<Int>, in scope: Scope) async throws(StoreError) -> [IndexedChunk] {
        try await index.chunks(of: document, range, in: scope)
    }

    package func counts(of words: [String], language: String?, in scope: Scope) async throws(StoreError) -> WordCounts {
        try await index.counts(of: words, language: language, in: scope)
    }
}
