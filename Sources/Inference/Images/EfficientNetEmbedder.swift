package import Backends
package import DocumentModel

/// Pictures to vectors by EfficientNet-Lite0: what a picture shows and is made of, without words. The default where there is no CLIP.
package final class EfficientNetEmbedder: ImageEmbedder {
    package let space = EmbeddingSpace(model: "efficientnet-lite0", version: "1", dimension: 1280)
    package let understandsText = false

    /// Seconds for one picture; a slow core needs a tenth of one.
    private static let secondsPerPicture = 30.0

    private let pool: SessionPool

    /// - Parameter engines: pictures at the same time; each takes some 60 MB.
    package init(runtime: OnnxRuntime, store: ModelStore, engines: Int) throws(RecognitionError) {
        let path = try store.path(ModelCatalogue.efficientNetFile, of: ModelCatalogue.efficientNetLite0)
        pool = SessionPool(limits: .init(engines: engines, seconds: Self.secondsPerPicture)) { () throws(RecognitionError) in
            try InferenceSession(runtime: runtime, modelPath: path)
        }
    }

    package func embed(_ pictures: [Bitmap]) async throws(RecognitionError) -> [[Float]] {
        var vectors: [[Float]] = []
        for picture in pictures { vectors.append(try await embed(picture)) }
        return vectors
    }

    private func embed(_ picture: Bitmap) async throws(RecognitionError) -> [Float] {
        try await pool.withEngine { (session, limit) throws(RecognitionError) in
            let input = PicturePreparation.efficientNetLite.tensor(of: picture)
            return try session.run(["picture": input], outputs: ["features"], limit: limit) { (outputs) throws(RecognitionError) in
                try Array(try outputs[0].floats()).normalized()
            }
        }
    }

    package func embed(texts: [String]) async throws(RecognitionError) -> [[Float]] {
        throw .missing(what: "a model that relates pictures to words (CLIP)", install: CLIPFolder.installAdvice)
    }
}
