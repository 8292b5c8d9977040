package import Backends

/// Embeds texts by a model on this machine.
///
/// Texts are cut into tokens, batched by length and handed to a fixed number of threads; at most one window of texts is in work for
/// each call, so that memory does not grow with the number of texts.
package struct SentenceEmbedder: TextEmbedder {
    package let space: EmbeddingSpace
    private let model: EmbeddingModel
    private let pool: EnginePool<SentenceEncoder>
    private let threads: Int
    private let limits = TokenBatch.Limits()

    /// Texts sorted and batched at a time: enough for batches of one length, few enough to hold.
    private static let windowTexts = 1024
    /// One batch takes a second on a slow core; a minute means that something hangs.
    private static let secondsPerBatch = 60.0

    private init(model: EmbeddingModel, pool: EnginePool<SentenceEncoder>, threads: Int, dimension: Int) {
        self.model = model
        self.pool = pool
        self.threads = threads
        space = EmbeddingSpace(model: model.name, version: model.version, dimension: dimension)
    }

    /// An embedder whose model was loaded and tried.
    /// - Parameter threads: how many batches run at the same time; each has the model in memory.
    package static func open(
        _ model: EmbeddingModel, runtime: OnnxRuntime, threads: Int = 1
    ) async throws(RecognitionError) -> SentenceEmbedder {
        let pool = EnginePool(limits: .init(engines: threads, seconds: secondsPerBatch)) { () throws(RecognitionError) in
            try SentenceEncoder(runtime: runtime, model: model)
        }
        let trial = try await SentenceEmbedder(model: model, pool: pool, threads: threads, dimension: 0).embedWindow(["a"])
        return SentenceEmbedder(model: model, pool: pool, threads: threads, dimension: trial[0].count)
    }

    package func embed(_ texts: [String]) async throws(RecognitionError) -> [[Float]] {
        var vectors: [[Float]] = []
        vectors.reserveCapacity(texts.count)
        for start in stride(from: 0, to: texts.count, by: Self.windowTexts) {
            vectors += try await embedWindow(Array(texts[start..<min(start + Self.windowTexts, texts.count)]))
        }
        return vectors
    }

    private func embedWindow(_ texts: [String]) async throws(RecognitionError) -> [[Float]] {
        let tokens = try await pool.withEngine { [model] (_, limit) throws(RecognitionError) in
            var tokens: [[Int32]] = []
            for text in texts {
                try limit.check()
                tokens.append(model.tokenizer.encode(text, limit: model.tokenLimit))
            }
            return tokens
        }
        let batches = TokenBatch.batches(ofLengths: tokens.map(\.count), limits: limits)
        // No more tasks than engines: what waits in the pool's line is bounded, whatever the length of the texts.
        let results = await withTaskGroup(of: Result<[Placed], RecognitionError>.self) { group in
            for first in 0..<min(threads, batches.count) {
                let share = stride(from: first, to: batches.count, by: threads).map { batches[$0] }
                group.addTask { await placedVectors(share, of: tokens) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var vectors = [[Float]](repeating: [], count: texts.count)
        for result in results {
            for placed in try result.get() { vectors[placed.member] = placed.vector }
        }
        return vectors
    }

    /// A text's position in the window, and its vector.
    private typealias Placed = (member: Int, vector: [Float])

    private func placedVectors(_ batches: [TokenBatch], of tokens: [[Int32]]) async -> Result<[Placed], RecognitionError> {
        do throws(RecognitionError) {
            var placed: [Placed] = []
            for batch in batches {
                let vectors = try await pool.withEngine { (encoder, limit) throws(RecognitionError) in
                    try encoder.vectors(batch, of: tokens, limit: limit)
                }
                for (member, vector) in zip(batch.members, vectors) { placed.append((member, vector)) }
            }
            return .success(placed)
        } catch {
            return .failure(error)
        }
    }
}
