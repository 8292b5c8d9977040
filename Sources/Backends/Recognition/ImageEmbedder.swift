package import DocumentModel

/// Turns pictures into vectors whose cosine says how alike they look.
package protocol ImageEmbedder: Sendable {
    var space: EmbeddingSpace { get }
    /// Whether texts can be embedded into the same space (CLIP) by `embed(texts:)`.
    var understandsText: Bool { get }

    /// One vector of length 1 for each picture, in order.
    func embed(_ pictures: [Bitmap]) async throws(RecognitionError) -> [[Float]]

    /// One vector of length 1 for each text, comparable with those of pictures.
    /// - Throws: `.missing` when the model has no text side.
    func embed(texts: [String]) async throws(RecognitionError) -> [[Float]]
}
