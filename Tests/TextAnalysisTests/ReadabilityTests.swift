import Testing

@testable import TextAnalysis

@Suite("readability")
struct ReadabilityTests {
    @Test(
        "syllables of English words",
        arguments: [
            ("the", 1), ("make", 1), ("makes", 1), ("wanted", 2), ("baked", 1), ("table", 2), ("created", 3), ("beautiful", 3), ("people", 2),
            ("nation", 2), ("prism", 2), ("didn't", 2), ("can't", 1), ("science", 2), ("being", 2), ("quickly", 2), ("area", 3),
            ("well-known", 2), ("university", 5), ("http", 4),
        ])
    func english(word: String, count: Int) {
        #expect(Syllables.count(word, language: "en") == count)
    }

    @Test(
        "syllables of other languages",
        arguments: [
            ("de", "Haus", 1), ("de", "Freunde", 2), ("de", "Straßenbahn", 3), ("de", "Theater", 3), ("es", "ciudad", 2), ("es", "día", 2),
            ("es", "queso", 2), ("es", "aéreo", 4), ("it", "chiave", 2), ("it", "traduzione", 4), ("it", "città", 2), ("fr", "eau", 1),
            ("fr", "grande", 1), ("fr", "voyage", 2), ("fr", "chaque", 1), ("fr", "créé", 2),
        ])
    func others(language: String, word: String, count: Int) {
        #expect(Syllables.count(word, language: language) == count)
    }

    @Test("languages without a rule have no syllables")
    func unknown() {
        #expect(Syllables.count("ház", language: "hu") == nil)
    }

    /// 30 words, 3 sentences, 35 syllables.
    private static let simple = """
        The small dog ran over the green hill and down again. The happy dog saw a yellow bird by the river. \
        It sat in the warm sun all day long.
        """

    @Test("Flesch's formula on a text counted by hand")
    func flesch() throws {
        let found = try Readability.of(AnalyzedText([.init(.prose, Self.simple)]), language: "en")
        #expect(found.counts == Readability.Counts(sentences: 3, words: 30, syllables: 35, longWords: 0))
        #expect(abs(found.score - (206.835 - 1.015 * 10 - 84.6 * 35 / 30)) < 1e-9)
        #expect(abs((found.fleschKincaidGrade ?? 0) - (0.39 * 10 + 11.8 * 35 / 30 - 15.59)) < 1e-9)
        #expect(found.level == .veryEasy)
        #expect(found.formula == .flesch)
    }

    @Test("each language has its own formula, and LIX where there is none")
    func formulas() {
        #expect(
            ["en", "de", "es", "fr", "it"].map { ReadabilityFormula(language: $0) } == [.flesch, .amstad, .fernandezHuerta, .kandelMoles, .vacca])
        #expect(ReadabilityFormula(language: "sv") == .lix)
        #expect(ReadabilityFormula(language: nil) == .lix)
    }

    private static let publishedScores: [(ReadabilityFormula, Double)] = [
        (.amstad, 48.0), (.fernandezHuerta, 71.54), (.kandelMoles, 44.575), (.vacca, 61), (.lix, 35),
    ]

    @Test("the published formulas, for 15 words a sentence and 2 syllables a word", arguments: publishedScores)
    func published(formula: ReadabilityFormula, score: Double) {
        let counts = Readability.Counts(sentences: 10, words: 150, syllables: 300, longWords: 30)
        #expect(abs(formula.score(of: counts) - score) < 1e-9)
    }

    @Test("headings and fragments are not prose, and too little prose has no score")
    func tooLittle() {
        let heading = AnalyzedText([.init(.heading, Self.simple), .init(.prose, "Only four words here.")])
        #expect(throws: TextAnalysisError.tooLittleText(method: "readability", words: 4, needed: 30)) {
            try Readability.of(heading, language: "en")
        }
    }

    @Test("a language without spaces between words is refused")
    func chinese() {
        #expect(throws: TextAnalysisError.self) {
            try Readability.of(AnalyzedText([.init(.prose, "这台机器在再次使用之前必须由专家检查。")]), language: "zh")
        }
    }
}
