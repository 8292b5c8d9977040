import Testing

@testable import TextAnalysis

@Suite("keywords and topics")
struct KeywordTests {
    private static let bees = """
        Honey bees live in colonies. A colony of honey bees has one queen and thousands of workers. The workers collect nectar from flowers. \
        Nectar becomes honey in the hive. Honey bees dance to tell other workers where the flowers are.
        """
    private static let engines = """
        A diesel engine compresses air until it is hot enough to burn the fuel. The diesel engine needs no spark plug. \
        Fuel is injected into the cylinder under high pressure. Each cylinder has its own injector and piston.
        """

    @Test("the subject comes first, written as the text writes it")
    func subject() throws {
        let keywords = try Keywords.of(AnalyzedText([.init(.prose, Self.bees)]), language: "en", limit: 5)
        #expect(keywords.first?.text.lowercased() == "honey bees" || keywords.first?.text.lowercased() == "honey")
        #expect(keywords.map { $0.text.lowercased() }.contains("workers"))
        #expect(keywords.count == 5)
        #expect(keywords.first?.importance == 1)
        #expect(zip(keywords, keywords.dropFirst()).allSatisfy { $0.importance >= $1.importance })
    }

    @Test("no function word or number is a keyword, and none starts or ends one")
    func functionWords() throws {
        let text = AnalyzedText([.init(.prose, "The state of the art in 2024 is the state of the art of 1999. " + Self.engines)])
        for keyword in try Keywords.of(text, language: "en", limit: 50) {
            let words = keyword.text.lowercased().split(separator: " ").map(String.init)
            for word in [words[0], words[words.count - 1]] {
                #expect(FunctionWords.byLanguage["en"]?.contains(word) == false)
                #expect(Int(word) == nil)
            }
        }
    }

    @Test("frequency counts every place")
    func frequency() throws {
        let keywords = try Keywords.of(AnalyzedText([.init(.prose, Self.engines)]), language: "en", limit: 20)
        #expect(keywords.first { $0.text.lowercased() == "diesel engine" }?.frequency == 2)
        #expect(keywords.first { $0.text.lowercased() == "cylinder" }?.frequency == 2)
    }

    @Test("two subjects in different passages are two topics")
    func topics() throws {
        let sentences = (Self.bees + " " + Self.bees).split(separator: ".").map { AnalyzedText.Passage(.prose, $0 + ".") }
        let others = (Self.engines + " " + Self.engines).split(separator: ".").map { AnalyzedText.Passage(.prose, $0 + ".") }
        let topics = try Topics.of(AnalyzedText(sentences + others), language: "en", limit: 10)
        #expect(topics.count >= 2)
        for topic in topics {
            let places = topic.keywords.map { Self.bees.lowercased().contains($0.lowercased()) }
            #expect(Set(places).count == 1, "one subject, not \(topic.keywords)")
            #expect((0...1).contains(topic.relevance))
        }
    }

    @Test("a few words are too little, and text without spaces is refused")
    func refusals() {
        #expect(throws: TextAnalysisError.tooLittleText(method: "keywords", words: 2, needed: 20)) {
            try Keywords.of(AnalyzedText([.init(.prose, "Two words.")]), language: "en", limit: 5)
        }
        #expect(throws: TextAnalysisError.self) {
            try Topics.of(AnalyzedText([.init(.prose, "这台机器在再次使用之前必须由专家检查。")]), language: "zh", limit: 5)
        }
    }

    @Test("edit distance")
    func distance() {
        #expect(EditDistance.between(Array("kitten".utf8), Array("sitting".utf8)) == 3)
        #expect(EditDistance.between([], Array("abc".utf8)) == 3)
    }
}
