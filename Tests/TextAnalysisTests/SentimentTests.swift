import Testing

@testable import TextAnalysis

@Suite("sentiment")
struct SentimentTests {
    private static let lexicon: SentimentLexicon = {
        let words = "good\t1.9\t0.9\t[2, 1]\nbad\t-2.5\t0.6\t[]\ngreat\t3.1\t0.7\t[]\n:)\t2\t1\t[]\nno\t-1.2\t1\t[]\nhorrible\t-2.5\t1\t[]\n"
        let others = (0..<100).map { "filler\($0)\t0.1" }.joined(separator: "\n")
        // swift-format-ignore: NeverUseForceTry
        return try! SentimentLexicon(words + others)
    }()

    private func score(_ sentence: String) -> Double { SentimentRules(Self.lexicon).compound(of: Substring(sentence)) }

    /// What a sum of valences becomes.
    private func compound(_ sum: Double) -> Double { sum / (sum * sum + 15).squareRoot() }

    private static let rules: [(String, Double)] = [
        ("It was good.", 1.9), ("It was bad.", -2.5), ("It was very good.", 2.193), ("It was somewhat good.", 1.607),
        ("It was very bad.", -2.793), ("It was not good.", -1.406), ("It wasn't bad.", 1.85), ("It was GOOD.", 2.633), ("IT WAS GOOD", 1.9),
        ("It was good!!", 2.484), ("It was good!!!!!!!", 3.068), ("It was bad??", -2.86), ("It was good, but it was bad.", -2.8),
        ("Here we go :)", 2), ("There is no good in it.", -1.406), ("Nothing to say.", 0), ("", 0),
    ]

    @Test("the rules of the paper, each with the amount that was published", arguments: rules)
    func rule(sentence: String, sum: Double) {
        #expect(abs(score(sentence) - compound(sum)) < 1e-9)
    }

    @Test("a text is the mean of its sentences, and says which share sounds how")
    func text() throws {
        let text = AnalyzedText([.init(.prose, "It was great. It was good. It was bad. It was there and then it was gone.")])
        let found = try Sentiment.of(text, language: "en", lexicon: Self.lexicon)
        #expect(found.sentences == 4)
        #expect((found.positive, found.negative, found.neutral) == (0.5, 0.25, 0.25))
        #expect(abs(found.score - (compound(3.1) + compound(1.9) + compound(-2.5)) / 4) < 1e-9)
        #expect((0...1).contains(found.confidence))
    }

    @Test("other languages are refused with the languages that can be told")
    func languages() {
        let text = AnalyzedText([.init(.prose, "Das war wirklich ein sehr schöner Tag.")])
        #expect(throws: TextAnalysisError.unsupportedLanguage(method: "sentiment", language: "de", supported: ["en"])) {
            try Sentiment.of(text, language: "de", lexicon: Self.lexicon)
        }
    }

    @Test("what is no word list is refused", arguments: ["", "good\t1.9", String(repeating: "word\tx\n", count: 200)])
    func noLexicon(text: String) {
        #expect(throws: TextAnalysisError.self) { try SentimentLexicon(text) }
    }
}
