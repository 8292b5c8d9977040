import DocumentModel
import Testing

@testable import Retrieval

@Suite("What can be quoted of a passage")
struct SourceSentenceTests {
    private func expectQuotes(_ chunk: IndexedChunk, _ sentences: [SourceSentence]) {
        let bytes = Array(chunk.chunk.text.utf8)
        for sentence in sentences {
            let start = sentence.start ?? bytes.count
            #expect(String(decoding: bytes[start..<start + sentence.quote.utf8.count], as: UTF8.self) == sentence.quote)
            #expect(!sentence.regions.isEmpty)
        }
    }

    @Test("sentences with the places where they stand")
    func sentences() {
        let chunk = AnswerHouse.chunk(0, ["The first is here.", "Ünïcode comes second. And a third in its place."], headings: ["Part"])
        let found = chunk.sentences(language: "en")
        #expect(found.map(\.quote) == ["The first is here.", "Ünïcode comes second.", "And a third in its place."])
        #expect(found.map(\.regions) == [[AnswerHouse.region(1, 0)], [AnswerHouse.region(1, 1)], [AnswerHouse.region(1, 1)]])
        #expect(found[1].context.contains("Part") && found[1].context.contains("The first is here."))
        expectQuotes(chunk, found)
    }

    @Test("rows of a table, said with the titles of their columns")
    func table() {
        let chunk = AnswerHouse.chunk(0, ["| Article | Price |", "|---|---|", "| 4711 | 12.50 EUR |", "| abc \\| b |  |"], kind: .table)
        let found = chunk.sentences(language: "en")
        #expect(found.map(\.quote) == ["| 4711 | 12.50 EUR |", "| abc \\| b |  |"])
        #expect(found.map(\.text) == ["Article: 4711; Price: 12.50 EUR", "Article: abc | b"])
        expectQuotes(chunk, found)
    }

    @Test("a chunk that knows no places is quoted line by line, somewhere in it")
    func withoutPlaces() {
        var chunk = AnswerHouse.chunk(0, ["One is here.", "Two is there."])
        chunk.chunk.places = []
        let found = chunk.sentences(language: "en")
        #expect(found.map(\.quote) == ["One is here.", "Two is there."])
        #expect(found.allSatisfy { $0.regions == chunk.chunk.regions })
        expectQuotes(chunk, found)
    }

    @Test("what runs on without end is cut; what is repeated from before can be left out; marks alone are nothing")
    func edges() {
        let long = String(repeating: "word ", count: 400) + "end."
        let chunk = AnswerHouse.chunk(0, [long])
        #expect(chunk.sentences(language: "en").allSatisfy { $0.quote.count <= 600 })
        expectQuotes(chunk, chunk.sentences(language: "en"))
        var overlapping = AnswerHouse.chunk(1, ["Seen before.", "New here."])
        overlapping.chunk.overlapLength = "Seen before.".count
        #expect(overlapping.sentences(language: "en", skipsOverlap: true).map(\.quote) == ["New here."])
        #expect(AnswerHouse.chunk(0, ["—", "* *"]).sentences(language: "en").isEmpty)
    }

    @Test("places outside the text are passed over")
    func damagedPlaces() {
        var chunk = AnswerHouse.chunk(0, ["Short."])
        chunk.chunk.places = [Chunk.Place(range: 0..<500, regions: chunk.chunk.regions)]
        #expect(chunk.sentences(language: "en").isEmpty)
    }
}
