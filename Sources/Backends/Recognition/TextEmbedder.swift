/// Turns texts into vectors whose cosine says how close their meanings are.
package protocol TextEmbedder: Sendable {
    /// What an index remembers, so that vectors of different models are never mixed.
    var space: EmbeddingSpace { get }

    /// One vector of length 1 for each text, in order. Texts longer than the model reads are cut at its limit.
    func embed(_ texts: [String]) async throws(RecognitionError) -> [[Float]]
}

/// Identity of a vector space: only vectors of equal spaces may be compared.
package struct EmbeddingSpace: Hashable, Sendable, Codable {
    /// "all-MiniLM-L6-v2".
    package var model: String
    /// Version or digest of weights and preprocessing.
    package var version: String
    package var dimension: Int

    package init(model: String, version: String, dimension: Int) {
        self.model = model
        self.version = version
        self.dimension = dimension
    }
}
