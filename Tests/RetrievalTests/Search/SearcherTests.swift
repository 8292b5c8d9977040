import Backends
import DocumentModel
import Testing

@testable import Retrieval

@Suite("search")
struct SearcherTests {
    private let shelf = Shelf()

    private func fill() async throws {
        try await shelf.add(
            "a", title: "Roads", tags: ["traffic"], ["The vehicle stopped at the gate.", "Nothing else happened that day.", "| Year | Cars |"])
        try await shelf.add(
            "b", title: "Building with mortar", tags: ["site", "2024"], day: "2024-07-01", ["Fresh concrete hardens in a day.", "A wall of oak."])
        try await shelf.add("c", title: "Häuser", language: "de", ["Der Beton der Häuser ist fest.", "Ein Haus aus Eiche."])
        try await shelf.add("x", title: "Secret", ["The vehicle of the other workspace."], in: Shelf.other)
    }

    private func names(_ results: SearchResults) -> [String] { results.hits.map(\.found.id.description) }

    @Test("words find their forms in the language of each document")
    func stems() async throws {
        try await fill()
        #expect(Set(names(try await shelf.find("Hauses", mode: .keyword))) == ["doc_c:0", "doc_c:1"])
        #expect(names(try await shelf.find("hardening", mode: .keyword)) == ["doc_b:0"])
        #expect(Set(names(try await shelf.find("hauser", mode: .keyword))) == ["doc_c:0", "doc_c:1"])
    }

    @Test("meaning finds what has no word in common, and words alone do not")
    func meaning() async throws {
        try await fill()
        #expect(names(try await shelf.find("automobile", mode: .keyword)) == [])
        let found = try await shelf.find("automobile", mode: .semantic) { $0.leastSimilarity = 0.5 }
        #expect(names(found) == ["doc_a:0"])
        #expect(found.space?.model == "kinds")
        #expect(found.hits[0].lexicalScore == nil)
        #expect((found.hits[0].semanticScore ?? 0) > 0.9)
        #expect(found.hits[0].score == found.hits[0].semanticScore)
    }

    @Test("hybrid search ranks what both find before what one finds")
    func hybrid() async throws {
        try await fill()
        let found = try await shelf.find("concrete wall") { $0.leastSimilarity = 0.5 }
        #expect(names(found).first == "doc_b:0")
        #expect(names(found).contains("doc_b:1"))
        #expect(found.mode == .hybrid)
        #expect(found.hits.map(\.score) == found.hits.map(\.score).sorted(by: >))
        #expect(found.hits.allSatisfy { (0...1).contains($0.score) })
    }

    @Test("without a model hybrid search goes by words and says so, and search by meaning is refused")
    func noModel() async throws {
        try await fill()
        let searcher = Searcher(index: shelf.index) { () throws(RecognitionError) in
            throw .missing(what: "the model", install: "mivaa models install")
        }
        var request = SearchRequest("vehicle")
        let found = try await searcher.find(request, in: .workspace(Shelf.workspace))
        #expect(found.mode == .keyword)
        #expect(found.space == nil)
        #expect(found.warnings.count == 1)
        #expect(found.hits.count == 1)
        request.mode = .semantic
        await #expect(throws: SearchError.recognition(.missing(what: "the model", install: "mivaa models install"))) {
            try await searcher.find(request, in: .workspace(Shelf.workspace))
        }
    }

    @Test("phrases must be there and excluded words may not, whatever the meaning", arguments: SearchRequest.Mode.allCases)
    func strict(mode: SearchRequest.Mode) async throws {
        try await fill()
        #expect(names(try await shelf.find("\"fresh concrete\"", mode: mode)) == ["doc_b:0"])
        #expect(names(try await shelf.find("\"concrete fresh\"", mode: mode)) == [])
        let without = try await shelf.find("concrete wall oak -fresh", mode: mode)
        #expect(!names(without).contains("doc_b:0"))
        #expect(names(without).contains("doc_b:1"))
    }

    @Test("OR finds either")
    func alternatives() async throws {
        try await fill()
        let found = try await shelf.find("\"the gate\" OR \"wall of oak\"", mode: .keyword)
        #expect(Set(names(found)) == ["doc_a:0", "doc_b:1"])
    }

    @Test("filters of request and query are both kept")
    func filters() async throws {
        try await fill()
        #expect(names(try await shelf.find("day tag:site", mode: .keyword)) == ["doc_b:0"])
        #expect(names(try await shelf.find("day title:building", mode: .keyword)) == ["doc_b:0"])
        #expect(names(try await shelf.find("day title:nowhere", mode: .keyword)) == [])
        #expect(names(try await shelf.find("day year:2025", mode: .keyword)) == ["doc_a:1"])
        #expect(names(try await shelf.find("cars kind:table", mode: .keyword)) == ["doc_a:2"])
        #expect(names(try await shelf.find("day page:2", mode: .keyword)) == ["doc_a:1"])
        let contradiction = try await shelf.find("day lang:de", mode: .keyword) { $0.filters.languages = ["en"] }
        #expect(contradiction.hits.isEmpty)
    }

    @Test("another workspace is in no hit, count, facet, suggestion or rarity")
    func isolation() async throws {
        try await fill()
        for mode in SearchRequest.Mode.allCases {
            let found = try await shelf.find("vehicle", mode: mode) { $0.countsFacets = true }
            #expect(!names(found).contains { $0.hasPrefix("doc_x") })
            #expect(found.facets?.documents.contains { $0.label == "Secret" } == false)
        }
        let before = try await shelf.find("vehicle", mode: .keyword).hits.map(\.lexicalScore)
        try await shelf.add("y", (0..<20).map { "vehicle \($0)" }, in: Shelf.other)
        #expect(try await shelf.find("vehicle", mode: .keyword).hits.map(\.lexicalScore) == before)
        let suggestions = Suggestions(shelf.index)
        #expect(try await suggestions.completions(of: "secr", in: .workspace(Shelf.workspace), limit: 10).isEmpty)
        #expect(try await suggestions.completions(of: "workspa", in: .workspace(Shelf.workspace), limit: 10).isEmpty)
        #expect(try await suggestions.completions(of: "workspa", in: .workspace(Shelf.other), limit: 10).count == 1)
    }

    @Test("pages of results do not overlap and together are the whole list")
    func pages() async throws {
        try await shelf.add("p", (0..<25).map { "pump number \($0)" })
        let all = try await shelf.find("pump") { $0.limit = 100 }
        #expect(all.totalCount == 25)
        var joined: [String] = []
        for offset in stride(from: 0, to: 30, by: 10) {
            let page = try await shelf.find("pump") { $0.offset = offset }
            #expect(page.totalCount == 25)
            joined += names(page)
        }
        #expect(joined == names(all))
        #expect(try await shelf.find("pump") { $0.offset = 1000 }.hits.isEmpty)
    }

    @Test("facets count all hits, the most frequent first")
    func facets() async throws {
        try await fill()
        let facets = try #require(
            try await shelf.find("day", mode: .keyword) {
                $0.countsFacets = true; $0.limit = 1
            }.facets)
        #expect(facets.documents.map(\.label).sorted() == ["Building with mortar", "Roads"])
        #expect(facets.tags.map(\.value) == ["2024", "site", "traffic"])
        #expect(facets.types == [.init(value: "application/pdf", label: "application/pdf", count: 2)])
        #expect(facets.languages.map(\.count) == [2])
        #expect(facets.kinds.map(\.value) == ["text"])
        #expect(facets.years.map(\.value) == ["2024", "2025"])
        #expect(try await shelf.find("day").facets == nil)
    }

    @Test("diversity brings what is different forward and loses nothing")
    func diversity() async throws {
        try await shelf.add("d", ["pump pump pump valve", "pump pump valve pump", "pump made of oak wood", "pump valve pump pump"])
        let plain = try await shelf.find("pump")
        let diverse = try await shelf.find("pump") { $0.diversity = 0.9 }
        #expect(Set(names(plain)) == Set(names(diverse)))
        #expect(names(diverse)[1] == "doc_d:2")
        #expect(names(plain)[1] != "doc_d:2")
    }

    @Test("a misspelt word is corrected by the words of the documents")
    func spelling() async throws {
        try await fill()
        #expect(try await shelf.find("conrcete walls", mode: .keyword).correctedQuery == "concrete walls")
        #expect(try await shelf.find("vehicel gate", mode: .keyword).correctedQuery == "vehicle gate")
        #expect(try await shelf.find("vehicle gate", mode: .keyword).correctedQuery == nil)
        #expect(try await shelf.find("qqqqqqq", mode: .keyword).correctedQuery == nil)
    }

    @Test("suggestions complete the last word, titles first")
    func suggestions() async throws {
        try await fill()
        let found = try await Suggestions(shelf.index).completions(of: "fresh conc", in: .workspace(Shelf.workspace), limit: 5)
        #expect(found.map(\.text) == ["fresh concrete"])
        let titled = try await Suggestions(shelf.index).completions(of: "hau", in: .workspace(Shelf.workspace), limit: 5)
        #expect(titled.first == .init(text: "Häuser", kind: .title, documentCount: 1, document: DocumentID(rawValue: "doc_c")))
        #expect(titled.dropFirst().map(\.text).sorted() == ["haus", "häuser"])
        #expect(try await Suggestions(shelf.index).completions(of: "h", in: .workspace(Shelf.workspace), limit: 5).isEmpty)
    }

    @Test("a removed document is found no more")
    func removal() async throws {
        try await fill()
        await shelf.index.remove(DocumentID(rawValue: "doc_a")!, from: Shelf.workspace)
        #expect(try await shelf.find("vehicle", mode: .keyword).hits.isEmpty)
        #expect(await shelf.index.statistics(in: .workspace(Shelf.workspace)).documentCount == 2)
    }
}

@Suite("excerpts")
struct ExcerptTests {
    private func lit(_ excerpt: Excerpt) -> [String] {
        let bytes = Array(excerpt.text.utf8)
        return excerpt.highlights.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test("the sentences with most of the words are shown, and the words in them lit")
    func best() {
        let filler = (0..<20).map { "Filler sentence number \($0) is here." }.joined(separator: " ")
        let text = filler + " The Größen of pumps matter. " + filler
        let excerpt = ExcerptFinder(words: ["the", "grosse", "pump"]).excerpt(of: text, language: "en")
        #expect(excerpt.text.contains("The Größen of pumps matter."))
        #expect(lit(excerpt).contains("pumps"))
        #expect(!lit(excerpt).contains("The"))
    }

    @Test("phrases and codes are lit as a whole")
    func codes() {
        let excerpt = ExcerptFinder(words: ["EN 12390-3"]).excerpt(of: "Tested to EN 12390-3 today.", language: nil)
        #expect(lit(excerpt) == ["EN", "12390-3"])
    }

    @Test("a text without ends of sentences is cut around the word, between its letters")
    func longText() {
        let text = String(repeating: "漢字", count: 400) + "東京" + String(repeating: "仮名", count: 400)
        let excerpt = ExcerptFinder(words: ["東京"]).excerpt(of: text, language: "ja")
        #expect(excerpt.text.utf8.count < 700)
        #expect(excerpt.text.contains("東京"))
        #expect(!excerpt.text.contains("\u{FFFD}"))
        #expect(ExcerptFinder(words: ["x"]).excerpt(of: "", language: nil).text == "")
    }
}

@Suite("fusion of lists")
struct FusionTests {
    private func hit(_ index: Int, _ score: Double) -> ScoredChunk {
        ScoredChunk(id: ChunkID(document: DocumentID(rawValue: "doc_1")!, index: index), score: score)
    }

    @Test("a list by meaning without steps does not change the order by words")
    func weakModel() {
        let lexical = [hit(0, 12), hit(1, 9), hit(2, 3)]
        let semantic = Dictionary(uniqueKeysWithValues: (0..<50).map { (hit($0, 0).id, 0.4) })
        let fused = Fusion.fused(lexical: lexical, semantic: semantic, mode: .hybrid)
        #expect(fused.prefix(3).map(\.id.index) == [0, 1, 2])
        #expect(fused.count == 50)
    }

    @Test("what stands out by meaning comes forward")
    func strongModel() {
        let lexical = [hit(0, 5), hit(1, 4.9)]
        var semantic = Dictionary(uniqueKeysWithValues: (0..<50).map { (hit($0, 0).id, 0.1) })
        semantic[hit(1, 0).id] = 0.9
        #expect(Fusion.fused(lexical: lexical, semantic: semantic, mode: .hybrid).first?.id.index == 1)
    }

    @Test("equals are ordered by name, and nothing comes of nothing")
    func ties() {
        let fused = Fusion.fused(lexical: [hit(2, 1), hit(0, 1), hit(1, 1)], semantic: [:], mode: .keyword)
        #expect(fused.map(\.id.index) == [0, 1, 2])
        #expect(Fusion.fused(lexical: [], semantic: [:], mode: .hybrid).isEmpty)
    }

    @Test("slips of a typist are counted up to the limit")
    func distance() {
        func distance(_ a: String, _ b: String, limit: Int) -> Int? {
            EditDistance.between(Array(a.unicodeScalars), Array(b.unicodeScalars), limit: limit)
        }
        #expect(distance("concrete", "conrcete", limit: 1) == 1)
        #expect(distance("concrete", "concrete", limit: 1) == 0)
        #expect(distance("concrete", "conkreet", limit: 1) == nil)
        #expect(distance("concrete", "conkreet", limit: 2) == 2)
        #expect(distance("a", "abcd", limit: 2) == nil)
    }
}
