import Foundation
import TextAnalysis

/// The words of a question with what each counts: the rarer among the passages at hand, the more.
struct QuestionWords: Sendable {
    /// What a word counts that all passages have, and one that none has. Between them by rarity; words alike for all passages still say
    /// something, and in a few passages rarity says little.
    private static let weightRange = (common: 0.5, unknown: 1.0)

    /// Of a word that names the measure: "What does it cost?" is answered by an amount, whatever word stands beside it.
    private static let worthOfMeasure = 0.4
    /// Of a word that comes from an earlier question.
    private static let worthOfHint = 0.2

    private let weights: [(stem: String, weight: Double)]
    private let total: Double

    /// - Parameter passages: stems of each passage that was found.
    init(_ question: Question, in passages: [Set<String>]) {
        let count = Double(passages.count)
        func rarity(_ having: Double) -> Double { log(1 + (count - having + 0.5) / (having + 0.5)) }
        let measures = QuestionKind.measureStems(language: question.language)
        weights = question.stems.map { stem in
            let share = rarity(Double(passages.count { $0.contains(stem) })) / rarity(0)
            let weight = Self.weightRange.common + (Self.weightRange.unknown - Self.weightRange.common) * share
            if question.hints.contains(stem) { return (stem, weight * Self.worthOfHint) }
            return (stem, question.kind == .quantity && measures.contains(stem) ? weight * Self.worthOfMeasure : weight)
        }
        total = max(.leastNonzeroMagnitude, weights.reduce(0) { $0 + $1.weight })
    }

    /// Share of the words by weight that one of the sets has, 0...1.
    func coverage(by sets: Set<String>...) -> Double {
        weights.reduce(0) { sum, word in sum + word.weight * (sets.map { SoftMatch.worth(of: word.stem, in: $0) }.max() ?? 0) } / total
    }
}

/// Whether a word stands in a text in another form: "surrender" and "surrendered" have one stem, "Bremse" and "Bremsbelag" a beginning.
enum SoftMatch {
    /// Letters from which words with the same beginning, or one in the other, are taken for relatives.
    private static let fewestLetters = 5
    private static let differingLetters = 3
    /// Of the word itself.
    private static let worthOfRelative = 0.7

    /// 1 for the word itself, less for a relative, 0 for neither.
    static func worth(of stem: String, in stems: Set<String>) -> Double {
        if stems.contains(stem) { return 1 }
        let count = stem.utf8.count
        guard count >= fewestLetters else { return 0 }
        let beginning = stem.prefix(max(fewestLetters, stem.count - differingLetters))
        let hasRelative = stems.contains { other in
            guard other.utf8.count >= fewestLetters else { return false }
            return other.hasPrefix(beginning) || stem.hasPrefix(other) || other.utf8.count > count && other.contains(stem)
                || other.utf8.count > fewestLetters && count > other.utf8.count && stem.contains(other)
        }
        return hasRelative ? worthOfRelative : 0
    }
}
