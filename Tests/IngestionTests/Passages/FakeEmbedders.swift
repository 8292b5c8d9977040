import Backends
import DocumentModel
import Synchronization

/// Embeds texts by their length, and remembers them.
final class FakeEmbedders: TextEmbedders {
    private let state = Mutex<(embedded: [String], problem: RecognitionError?)>(([], nil))

    var embedded: [String] { state.withLock { $0.embedded } }

    func forget() { state.withLock { $0.embedded = [] } }

    func fail(with problem: RecognitionError?) { state.withLock { $0.problem = problem } }

    func filling(_ wanted: String?) async throws(RecognitionError) -> any TextEmbedder {
        if let problem = state.withLock({ $0.problem }) { throw problem }
        return Embedder(space: EmbeddingSpace(model: wanted ?? "standard", version: "1", dimension: 2)) { texts in
            self.state.withLock { $0.embedded += texts }
        }
    }

    func asking(_ space: EmbeddingSpace) async throws(RecognitionError) -> any TextEmbedder { try await filling(space.model) }

    private struct Embedder: TextEmbedder {
        let space: EmbeddingSpace
        let note: @Sendable ([String]) -> Void

        func embed(_ texts: [String]) async throws(RecognitionError) -> [[Float]] {
            note(texts)
            return texts.map { $0.count % 2 == 0 ? [1, 0] : [0.6, 0.8] }
        }
    }
}
