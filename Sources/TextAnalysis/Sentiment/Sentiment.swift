/// Whether a text sounds good, bad or neither. English only.
package struct Sentiment: Hashable, Sendable {
    package static let method = "VADER lexicon and rules (Hutto & Gilbert 2014), mean over sentences"

    package enum Tone: String, Hashable, Sendable, CaseIterable {
        case positive, negative, neutral
    }

    package var overall: Tone
    /// Mean over the sentences, -1...1.
    package var score: Double
    /// 0...1: of texts with such a score, the share of which readers thought the same.
    package var confidence: Double
    /// Shares of the sentences.
    package var positive: Double
    package var negative: Double
    package var neutral: Double
    package var sentences: Int

    /// Score from which a sentence is not neutral (the authors' threshold).
    static let threshold = 0.05
    /// Words that a text must have.
    static let fewestWords = 5

    /// - Throws: when the text is not English, or too short.
    package static func of(
        _ text: AnalyzedText, language: String?, lexicon: SentimentLexicon
    ) throws(TextAnalysisError) -> Sentiment {
        guard language == "en" else { throw .unsupportedLanguage(method: "sentiment", language: language, supported: ["en"]) }
        let rules = SentimentRules(lexicon)
        var (scores, words): ([Double], Int) = ([], 0)
        for passage in text.passages(of: [.prose]) {
            for sentence in Sentences.cut(passage.text, language: language) {
                let count = Words.cut(sentence).count
                guard count > 0 else { continue }
                words += count
                scores.append(rules.compound(of: sentence))
            }
        }
        guard words >= fewestWords else { throw .tooLittleText(method: "sentiment", words: words, needed: fewestWords) }
        return Sentiment(scores)
    }

    private init(_ scores: [Double]) {
        let count = Double(scores.count)
        score = scores.reduce(0, +) / count
        positive = Double(scores.count { $0 >= Self.threshold }) / count
        negative = Double(scores.count { $0 <= -Self.threshold }) / count
        neutral = max(0, 1 - positive - negative)
        overall = score >= SentimentReliability.positiveFrom ? .positive : score <= SentimentReliability.negativeFrom ? .negative : .neutral
        confidence = SentimentReliability.confidence(of: score)
        sentences = scores.count
    }
}
