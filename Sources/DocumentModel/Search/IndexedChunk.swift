/// A chunk as the index keeps it, with what a list of hits shows of its document.
package struct IndexedChunk: Hashable, Sendable, Codable {
    package var document: DocumentID
    package var documentTitle: String
    package var chunk: Chunk

    package init(document: DocumentID, documentTitle: String, chunk: Chunk) {
        self.document = document
        self.documentTitle = documentTitle
        self.chunk = chunk
    }

    package var id: ChunkID { ChunkID(document: document, index: chunk.index) }
}
