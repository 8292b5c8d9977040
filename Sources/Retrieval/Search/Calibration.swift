package import Backends

/// What cosines of a model mean. Measured on questions with known answers (XQuAD in English and German, SciFact): `Benchmarks/retrieval.py`.
package struct Calibration: Hashable, Sendable {
    /// 19 of 20 passages that answer a question have at least this cosine to it, and one in a hundred others.
    package var leastSimilarity: Double

    /// - Returns: for models that nobody has measured, one that leaves nothing out but the opposite.
    package static func of(_ space: EmbeddingSpace) -> Calibration {
        measured[space.model] ?? Calibration(leastSimilarity: 0)
    }

    private static let measured: [String: Calibration] = [
        "all-minilm-l6-v2": Calibration(leastSimilarity: 0.3),
        "use-multilingual": Calibration(leastSimilarity: 0.2),
    ]
}
