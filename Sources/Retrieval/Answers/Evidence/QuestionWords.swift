import Backends
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
    private let rarities: [(stem: String, rarity: Double)]

    /// - Parameters:
    ///   - passages: stems of each passage that was found.
    ///   - rarity: of the words in all that could have been found.
    init(_ question: Question, in passages: [Set<String>], rarity known: WordRarity) {
        rarities = question.stems.map { ($0, known.of($0) * (question.hints.contains($0) ? Self.worthOfHint : 1)) }
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

    /// Of the words that the set has, added up: how little of it can be there by chance.
    func rarity(in stems: Set<String>) -> Double {
        rarities.reduce(0) { $0 + $1.rarity * SoftMatch.worth(of: $1.stem, in: stems) }
    }

    /// Share of the words by weight that one of the sets has, 0...1.
    func coverage(by sets: Set<String>...) -> Double {
        weights.reduce(0) { sum, word in sum + word.weight * (sets.map { SoftMatch.worth(of: word.stem, in: $0) }.max() ?? 0) } / total
    }
}

/// How rare the words of a question are among the chunks that it was put to.
struct WordRarity: Sendable {
    /// Chunks from which on a word can be no rarer: what the likelihood was fitted to had as many.
    private static let mostChunks = 240

    private let byStem: [String: Double]

    /// - Parameter counts: of the stems, in order.
    init(_ stems: [String], _ counts: WordCounts) {
        let all = Double(max(1, counts.chunkCount)) + 1
        let rarest = Self.rarity(1, min(all, Double(Self.mostChunks) + 1))
        byStem = Dictionary(
            zip(stems, counts.counts).map { ($0, max(0, min(1, Self.rarity($1, all) / rarest))) }, uniquingKeysWith: { first, _ in first })
    }

    private static func rarity(_ count: Int, _ all: Double) -> Double { log(all / (Double(count) + 0.5)) }

    /// 0 for a word that all have, 1 for one that hardly any has.
    func of(_ stem: String) -> Double { byStem[stem] ?? 0 }
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
