import Backends
import Foundation

/// How likely a sentence answers a question: a logistic function of what speaks for and against it (ADR 37).
///
/// Fitted by `Benchmarks/fit_answers.py` to questions with known answers, whose paragraph was there for one half and taken out for the other.
struct AnswerLikelihood: Hashable, Sendable {
    /// What is left of the likelihood of a sentence without the measure that is asked for. Too few questions ask for one to fit it: whatever else
    /// speaks for the sentence, it cannot be the answer, unless it says it in a unit that is in no list.
    private static let worthWithoutMeasure = 0.12

    private let bias: Double
    private let coverage: Double
    private let contextCoverage: Double
    private let matchedRarity: Double
    private let missingNames: Double
    private let lacksKind: Double
    /// Of the logarithm of one more than the question's words: of a long question, more words are there by chance.
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
        sum +=
            matchedRarity * evidence.matchedRarity + missingNames * evidence.missingNames + (evidence.lacksKind ? lacksKind : 0)
            + (evidence.isGerman ? isGerman : 0)
        sum += wordCount * log(1 + Double(evidence.wordCount)) + cosine * max(0, evidence.cosine ?? 0)
        return (evidence.lacksMeasure ? Self.worthWithoutMeasure : 1) / (1 + exp(-sum))
    }

    private static let byWords = AnswerLikelihood(
        bias: -4.97, coverage: 1.10, contextCoverage: 3.14, matchedRarity: 1.41, missingNames: -1.14, lacksKind: -0.87, wordCount: -0.68,
        isGerman: 0.44, cosine: 0)
    private static let measured: [String: AnswerLikelihood] = [
        "all-minilm-l6-v2": AnswerLikelihood(
            bias: -5.73, coverage: 0.58, contextCoverage: 3.00, matchedRarity: 1.22, missingNames: -0.93, lacksKind: -0.89, wordCount: -0.81,
            isGerman: 0.47, cosine: 3.18)
    ]
}
