import Backends
import Inference

/// The model that turns texts into vectors, for what compares texts without an index.
enum MeaningSetup {
    /// Loads the model at each call: it is small, and comparisons by meaning are rare.
    @Sendable static func embedder() async throws(RecognitionError) -> any TextEmbedder {
        do {
            let model = try EmbeddingModel(ModelCatalogue.miniLM, in: try InferenceLocation.store(), precision: .int8)
            return try await SentenceEmbedder.open(model, runtime: try InferenceLocation.runtime(), threads: 1)
        } catch let error as RecognitionError {
            throw error
        } catch let failure as CommandFailure {
            throw .missing(what: "a model for meanings (\(failure.message))", install: "scripts/setup")
        } catch {
            throw .failed("\(error)")
        }
    }
}
