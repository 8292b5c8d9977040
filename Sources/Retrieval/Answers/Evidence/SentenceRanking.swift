import Foundation
import TextAnalysis

/// Which sentences are worth a closer look, by their words: an order of all that were found, not yet whether any of them answers.
struct SentenceRanking: Sendable {
    struct Ranked: Sendable {
        let sentence: SourceSentence
        /// 0...1, comparable within the ranking.
        let score: Double
        /// 0...1, comparable between questions: how likely it is the answer; 0 for those that others are far ahead of.
        var likelihood = 0.0
        /// What the likelihood was told by.
        var evidence: AnswerEvidence?
        let stems: Set<String>
        /// 0...1: less for what hardly says anything that the question does not say.
        let newness: Double
    }

    /// Usual values of BM25; less weight on length than for documents, because sentences differ in it for no reason.
    private static let saturation = 1.2
    private static let lengthWeight = 0.4
    // What the score is made of: set by judgement, measured in `Benchmarks/README.md`, not fitted.
    private static let bm25Share = 0.40
    private static let contextShare = 0.25
    private static let cueShare = 0.15
    private static let passageShare = 0.20
    /// Of a term that all sentences have: among few sentences every one has the words that matter.
    private static let leastWeight = 0.5
    /// What a term in the heading or the sentence before is worth beside one in the sentence.
    private static let contextWorth = 0.5

    private let question: Question
    private let weights: [String: Double]
    private let averageLength: Double
    private let counted: [Counted]

    /// A sentence with its words counted.
    private struct Counted: Sendable {
        let sentence: SourceSentence
        let passageScore: Double
        let stems: [String]
        let context: Set<String>
    }

    /// - Parameter candidates: sentences with the score (0...1) of the passage that they are in.
    init(_ question: Question, _ candidates: [(sentence: SourceSentence, passageScore: Double)]) {
        self.question = question
        let counted = candidates.map { candidate in
            Counted(
                sentence: candidate.sentence, passageScore: candidate.passageScore,
                stems: ContentWords.stems(of: candidate.sentence.text, language: question.language),
                context: Set(ContentWords.stems(of: candidate.sentence.context, language: question.language)))
        }
        self.counted = counted
        averageLength = max(1, Double(counted.reduce(0) { $0 + $1.stems.count }) / Double(max(1, counted.count)))
        weights = Self.weights(of: question.stems, in: counted.map { Set($0.stems) })
    }

    /// Weight of each term: the rarer among the sentences, the more. A term that is in none weighs the most.
    private static func weights(of terms: [String], in sentences: [Set<String>]) -> [String: Double] {
        let count = Double(sentences.count)
        return Dictionary(
            terms.map { term in
                let having = Double(sentences.count { $0.contains(term) })
                return (term, Self.leastWeight + log(1 + (count - having + 0.5) / (having + 0.5)))
            }, uniquingKeysWith: { first, _ in first })
    }

    private var allWeight: Double { max(.leastNonzeroMagnitude, weights.values.reduce(0, +)) }

    /// Best first.
    func ranked() -> [Ranked] {
        let cues = AnswerCues(question: question)
        return counted.map { rank($0, cues) }.enumerated().sorted { ($0.element.score, $1.offset) > ($1.element.score, $0.offset) }.map(\.element)
    }

    private func rank(_ item: Counted, _ cues: AnswerCues) -> Ranked {
        let own = Set(item.stems)
        let newness = newness(of: item)
        let contextCoverage = share { own.contains($0) ? 1 : item.context.contains($0) ? Self.contextWorth : 0 }
        // A cue alone answers nothing: a sentence of another subject may have names and numbers too.
        let cue = cues.strength(in: item.sentence.text) * min(1, contextCoverage * 2)
        let score =
            bm25(item.stems) * Self.bm25Share + contextCoverage * Self.contextShare + cue * Self.cueShare + item.passageScore * Self.passageShare
        return Ranked(sentence: item.sentence, score: score * newness, stems: own, newness: newness)
    }

    /// What has hardly a word besides those of the question says nothing new: headings, and questions that are printed.
    private func newness(of item: Counted) -> Double {
        let new = item.stems.count { weights[$0] == nil }
        if item.sentence.text.hasSuffix("?") { return 0.5 }
        return new == 0 ? 0.4 : new == 1 ? 0.8 : 1
    }

    private func share(_ worth: (String) -> Double) -> Double {
        weights.reduce(0) { $0 + $1.value * worth($1.key) } / allWeight
    }

    /// Of the most that a sentence could have.
    private func bm25(_ stems: [String]) -> Double {
        var counts: [String: Double] = [:]
        for stem in stems where weights[stem] != nil { counts[stem, default: 0] += 1 }
        let length = 1 - Self.lengthWeight + Self.lengthWeight * Double(stems.count) / averageLength
        let sum = counts.reduce(0) { sum, entry in
            sum + (weights[entry.key] ?? 0) * entry.value * (Self.saturation + 1) / (entry.value + Self.saturation * length)
        }
        return min(1, sum / allWeight)
    }
}
