import Foundation

/// How much each word says of the subject: the smaller, the more (section 3.2 of the paper).
struct TermScores: Sendable {
    private struct Features {
        var count = 0
        var capitalized = 0
        var acronyms = 0
        /// Of sentences, ascending.
        var sentences: [Int] = []
        var left = Neighbours()
        var right = Neighbours()
    }

    /// Words that stand on one side of a word.
    private struct Neighbours {
        var different: Set<Int> = []
        var count = 0

        /// 0 for a word that always has the same neighbour, 1 for one that never has.
        var dispersion: Double { count == 0 ? 0 : Double(different.count) / Double(count) }
    }

    /// By number of the word.
    private(set) var scores: [Double]
    /// How often the second word stands right behind the first.
    private(set) var pairs: [UInt64: Int] = [:]
    private(set) var counts: [Int]

    init(_ text: TokenizedText) {
        var features = [Features](repeating: Features(), count: text.terms.count)
        for (index, sentence) in text.sentences.enumerated() {
            for phrase in sentence { Self.count(phrase, sentence: index, &features, &pairs) }
        }
        counts = features.map(\.count)
        let content = text.terms.indices.filter { !text.terms[$0].isStop }.map { Double(features[$0].count) }
        let scale = FrequencyScale(content, most: Double(counts.max() ?? 1), sentences: Double(max(1, text.sentences.count)))
        scores = features.map { Self.score($0, scale) }
    }

    private static func count(_ phrase: [TokenizedText.Token], sentence: Int, _ features: inout [Features], _ pairs: inout [UInt64: Int]) {
        for (place, token) in phrase.enumerated() {
            features[token.term].count += 1
            if token.isAcronym { features[token.term].acronyms += 1 } else if token.isCapitalized { features[token.term].capitalized += 1 }
            if features[token.term].sentences.last != sentence { features[token.term].sentences.append(sentence) }
            guard place > 0 else { continue }
            let before = phrase[place - 1].term
            features[token.term].left.different.insert(before)
            features[token.term].left.count += 1
            features[before].right.different.insert(token.term)
            features[before].right.count += 1
            pairs[Candidates.key(before, token.term), default: 0] += 1
        }
    }

    private struct FrequencyScale {
        let typical: Double
        let most: Double
        let sentences: Double

        /// - Parameter counts: of words that are not function words.
        init(_ counts: [Double], most: Double, sentences: Double) {
            let mean = counts.isEmpty ? 1 : counts.reduce(0, +) / Double(counts.count)
            let variance = counts.isEmpty ? 0 : counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count)
            typical = mean + variance.squareRoot()
            self.most = most
            self.sentences = sentences
        }
    }

    private static func score(_ features: Features, _ scale: FrequencyScale) -> Double {
        let count = Double(features.count)
        let casing = Double(max(features.capitalized, features.acronyms)) / (1 + log(count))
        let position = log(log(3 + Double(features.sentences[features.sentences.count / 2])))
        let relatedness = 1 + (features.left.dispersion + features.right.dispersion) * count / scale.most
        let spread = Double(features.sentences.count) / scale.sentences
        return relatedness * position / (casing + count / scale.typical / relatedness + spread / relatedness)
    }
}

extension Double {
    static func ln(_ value: Double) -> Double { log(value) }
}
