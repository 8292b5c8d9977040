import Testing

@testable import TextAnalysis

@Suite("words and sentences")
struct WordsTests {
    @Test("words keep inner hyphens and apostrophes, not those at their ends")
    func joints() {
        #expect(Words.cut("The well-known 'dog' doesn\u{2019}t - bark--ever-") == ["The", "well-known", "dog", "doesn't", "bark", "ever"])
        #expect(Words.cut("l'arbre", splitsAtApostrophes: true) == ["l", "arbre"])
        #expect(Words.cut("") == [])
    }

    @Test("phrases end where something other than space stands between words")
    func phrases() {
        #expect(Words.phrases("fast red cars, slow trains (old)") == [["fast", "red", "cars"], ["slow", "trains"], ["old"]])
    }

    @Test("a sentence ends at a point before a capital, not behind abbreviations, initials or inside numbers")
    func sentences() {
        let text = "Dr. Smith paid 3.50 dollars, e.g. in cash. See Fig. 4 and J. Doe! \"Really?\" he asked. yes."
        #expect(
            Sentences.cut(text, language: "en").map(String.init) == [
                "Dr. Smith paid 3.50 dollars, e.g. in cash.", "See Fig. 4 and J. Doe!", "\"Really?\" he asked. yes.",
            ])
    }

    @Test("numbers of notes stand behind the sentence that they belong to")
    func notes() {
        #expect(
            Sentences.cut("It is sand.[2][13] The wind moves it. [4] Rain is rare [5] there.", language: "en").map(String.init) == [
                "It is sand.[2][13]", "The wind moves it. [4]", "Rain is rare [5] there.",
            ])
    }

    @Test("a point behind a number is an ordinal in German and an end in English")
    func ordinals() {
        let small = "the company had a loss of 39 million. a tax of $ 1.5 million approx. is due. see note 4 of the report by a. miller for it."
        #expect(Sentences.cut(small, language: "en").map { $0.prefix(5) } == ["the c", "a tax", "see n"])
        #expect(
            Sentences.cut("This company had a loss. a tax is due, which nobody has paid since the company was founded.", language: "en").count == 1)
        #expect(Sentences.cut("rest of a sentence. and more", language: "en").count == 1)
        #expect(Sentences.cut("Am 3. Mai war es soweit.", language: "de").count == 1)
        #expect(Sentences.cut("They had 3. May was over.", language: "en").count == 2)
    }

    @Test("Chinese sentences end without a space")
    func chinese() {
        #expect(Sentences.cut("今天天气很好。我们去公园。", language: "zh").count == 2)
    }

    @Test("text beyond the limit is left out as whole passages, and that is said")
    func limit() {
        let text = AnalyzedText([.init(.prose, "one two"), .init(.prose, "three"), .init(.prose, "…")], limit: 12)
        #expect(text.passages.map(\.text) == ["one two", "three"])
        #expect(!text.isCut)
        let cut = AnalyzedText([.init(.prose, "one two"), .init(.prose, "three")], limit: 11)
        #expect(cut.passages.map(\.text) == ["one two"])
        #expect(cut.isCut)
    }
}
