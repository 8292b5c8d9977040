import Backends
import Foundation

/// How likely a sentence answers a question: a logistic function of what speaks for and against it (ADR 37).
///
/// Fitted by `Benchmarks/fit_answers.py` to questions with known answers, whose paragraph was there for one half and taken out for the other.
struct AnswerLikelihood: Hashable, Sendable {
    private let bias: Double
    private let coverage: Double
    private let contextCoverage: Double
    private let missingNames: Double
    private let lacksKind: Double
    /// Of the logarithm of one more than the question's words: of many words that are there, few are there by chance.
    private let wordCount: Double
    /// German answers share fewer words with their question: compounds, and endings that change the stem.
    private let isGerman: Double
    private let cosine: Double

    /// - Returns: one that looks at meaning where cosines of the model were measured, and at words alone elsewhere.
    static func of(_ space: EmbeddingSpace?) -> AnswerLikelihood {
        space.flatMap { measured[$0.model] } ?? byWords
    }

    /// Whether vectors are looked at.
    var comparesMeaning: Bool { cosine != 0 }

    /// 0...1.
    func probability(_ evidence: AnswerEvidence) -> Double {
        var sum = bias + coverage * evidence.coverage + contextCoverage * evidence.contextCoverage
        sum += missingNames * evidence.missingNames + (evidence.lacksKind ? lacksKind : 0) + (evidence.isGerman ? isGerman : 0)
        sum += wordCount * log(1 + Double(evidence.wordCount)) + cosine * max(0, evidence.cosine ?? 0)
        return 1 / (1 + exp(-sum))
    }

    private static let byWords = AnswerLikelihood(
        bias: -10.31, coverage: 7.00, contextCoverage: 3.25, missingNames: -1.18, lacksKind: -1.36, wordCount: 2.20, isGerman: 0.58, cosine: 0)
    private static let measured: [String: AnswerLikelihood] = [
        "all-minilm-l6-v2": AnswerLikelihood(
            bias: -9.99, coverage: 5.31, contextCoverage: 2.95, missingNames: -0.98, lacksKind: -1.35, wordCount: 1.56, isGerman: 0.59, cosine: 3.50)
    ]
}
