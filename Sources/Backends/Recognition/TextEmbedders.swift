/// The models of an installation that turn texts into vectors, loaded when first needed.
package protocol TextEmbedders: Sendable {
    /// The one that an index is to be filled with: that of the settings, else the one of that name, else the default.
    /// - Parameter wanted: name of the model that somebody asked for; `nil` when nobody did.
    func filling(_ wanted: String?) async throws(RecognitionError) -> any TextEmbedder

    /// The one for questions to an index whose vectors are of this space. Does not wait behind texts that an index is being filled with.
    /// - Throws: `.missing` when the model, or that version of it, is not there any more.
    func asking(_ space: EmbeddingSpace) async throws(RecognitionError) -> any TextEmbedder
}
