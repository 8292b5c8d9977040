import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Search by words")
struct LexicalSearchContract {
    /// Two documents of one workspace and one of another.
    private func filled(_ kind: StoreKind) async throws -> Stores {
        let stores = try await Stores(kind)
        try await stores.index(
            "doc_a", ["The rope holds fifty kilograms.", "Anchors are set in concrete. The anchor holds.", "Nothing of interest."], title: "Climbing")
        try await stores.index("doc_b", ["A rope of steel, a steel rope.", "Prices and conditions"], title: "Catalogue", headings: ["Steel goods"])
        try await stores.index("doc_x", ["Their rope is secret."], in: "ws_two")
        return stores
    }

    private func found(_ query: LexicalQuery, in stores: Stores, limit: Int = 10, _ change: (inout SearchFilters) -> Void = { _ in }) async throws
        -> [String]
    {
        var filters = SearchFilters()
        change(&filters)
        return try await stores.search.lexical(query, filters, scope: .workspace(Stores.workspace()), limit: limit).map { "\($0.id)" }
    }

    @Test("the more often a word is in a chunk and the shorter the chunk, the better", arguments: StoreKind.allCases)
    func order(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        #expect(try await found(LexicalQuery(words: ["rope"]), in: stores) == ["doc_b:0", "doc_a:0"])
        #expect(try await found(LexicalQuery(words: ["rope"]), in: stores, limit: 1) == ["doc_b:0"])
        #expect(try await found(LexicalQuery(words: ["rope", "concrete"]), in: stores).first == "doc_a:1")
        #expect(try await found(LexicalQuery(words: ["ROPE kilograms"]), in: stores).first == "doc_a:0")
        #expect(try await found(LexicalQuery(words: ["absent"]), in: stores) == [])
        #expect(try await found(LexicalQuery(), in: stores) == [])
        #expect(try await found(LexicalQuery(words: ["rope"]), in: stores, limit: 0) == [])
    }

    @Test("words of headings and of the title are found, and count for less than words of the text", arguments: StoreKind.allCases)
    func fields(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        #expect(try await found(LexicalQuery(words: ["goods"]), in: stores).count == 2)
        #expect(try await found(LexicalQuery(words: ["climbing"]), in: stores).count == 3)
        #expect(try await found(LexicalQuery(words: ["steel"]), in: stores) == ["doc_b:0", "doc_b:1"])
    }

    @Test("a phrase is words side by side in one field, and what is excluded is nowhere", arguments: StoreKind.allCases)
    func phrases(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        #expect(try await found(LexicalQuery(phrases: ["steel rope"]), in: stores) == ["doc_b:0"])
        #expect(try await found(LexicalQuery(phrases: ["rope steel"]), in: stores) == [])
        #expect(try await found(LexicalQuery(phrases: ["goods prices"]), in: stores) == [])
        #expect(try await found(LexicalQuery(words: ["rope"], phrases: ["holds fifty"]), in: stores) == ["doc_a:0"])
        #expect(try await found(LexicalQuery(words: ["rope"], excluded: ["steel"]), in: stores) == ["doc_a:0"])
        #expect(try await found(LexicalQuery(words: ["rope"], excluded: ["rope of steel"]), in: stores) == ["doc_a:0"])
        #expect(try await found(LexicalQuery(excluded: ["steel"]), in: stores) == [])
    }

    @Test("how many chunks have a word is told for the scope, in its forms, in headings and titles too", arguments: StoreKind.allCases)
    func counts(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let words = ["rope", "Anchors", "steel", "climbing", "absent", "", "steel rope"]
        let own = try await stores.search.counts(of: words, language: "en", in: .workspace(Stores.workspace()))
        #expect(own == WordCounts(chunkCount: 5, counts: [2, 1, 2, 3, 0, 0, 2]))
        let all = try await stores.search.counts(of: ["rope"], language: nil, in: .installation)
        #expect(all == WordCounts(chunkCount: 6, counts: [3]))
        let nobody = try await stores.search.counts(of: ["rope"], language: nil, in: .workspace(Stores.workspace("ws_none")))
        #expect(nobody == WordCounts(chunkCount: 0, counts: [0]))
    }

    @Test("kinds are told of chunks that are there and that the scope may see", arguments: StoreKind.allCases)
    func kinds(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let all: [Chunk.Kind] = [.text, .table, .figure, .code]
        try await stores.index("doc_k", all.map { "Rope \($0)" }, kinds: all)
        let ids = (0..<6).map { ChunkID(document: Stores.identifier("doc_k"), index: $0) }
        let others = ["doc_x", "doc_none"].map { ChunkID(document: Stores.identifier($0), index: 0) }
        let kinds = try await stores.search.kinds(of: ids + others + [ids[0]], in: .workspace(Stores.workspace()))
        #expect(kinds == Dictionary(uniqueKeysWithValues: zip(ids, all)))
        #expect(try await stores.search.kinds(of: [], in: .installation).isEmpty)
    }

    @Test("filters narrow by document, kind, language, type, tag, page and day", arguments: StoreKind.allCases)
    func filters(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        try await stores.index("doc_t", ["Rope in a table", "Rope of words"], language: "de", kinds: [.table, .text], tags: ["new"], after: 5000)
        func found(_ change: (inout SearchFilters) -> Void) async throws -> Set<String> {
            Set(try await self.found(LexicalQuery(words: ["rope"]), in: stores, change))
        }
        let start = Stores.start
        #expect(try await found { $0.documents = [Stores.identifier("doc_b"), Stores.identifier("doc_x")] } == ["doc_b:0"])
        #expect(try await found { $0.kinds = [.table] } == ["doc_t:0"])
        #expect(try await found { $0.kinds = [.code] } == [])
        #expect(try await found { $0.languages = ["de"] } == ["doc_t:0", "doc_t:1"])
        #expect(try await found { $0.tags = ["new"] } == ["doc_t:0", "doc_t:1"])
        #expect(try await found { $0.tags = ["new", "old"] } == [])
        #expect(try await found { $0.documentTypes = ["image/png"] } == [])
        #expect(try await found { $0.documentTypes = ["application/pdf"] }.count == 4)
        #expect(try await found { $0.pages = 2...9 } == ["doc_t:1"])
        #expect(try await found { $0.uploaded = start.adding(seconds: 4000)...start.adding(seconds: 6000) } == ["doc_t:0", "doc_t:1"])
        await #expect(throws: StoreError.self) {
            try await found { $0.tags = Array(repeating: "new", count: 1_001) }
        }
        #expect(try await found { $0.tags = Array(repeating: "new", count: 1_000) }.count == 2)
    }

    @Test("another workspace finds nothing, reads nothing and counts nothing", arguments: StoreKind.allCases)
    func isolation(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let (mine, other) = (Scope.workspace(Stores.workspace()), Scope.workspace(Stores.workspace("ws_two")))
        let secret = ChunkID(document: Stores.identifier("doc_x"), index: 0)
        #expect(try await found(LexicalQuery(words: ["secret"]), in: stores) == [])
        #expect(try await stores.search.lexical(LexicalQuery(words: ["rope"]), SearchFilters(), scope: other, limit: 9).map(\.id) == [secret])
        #expect(try await stores.search.chunks([secret], in: mine) == [])
        #expect(try await stores.search.chunks(of: secret.document, 0..<1, in: mine) == [])
        #expect(try await stores.search.statistics(in: mine) == SearchIndexStatistics(documentCount: 2, chunkCount: 5, vectorCounts: [:]))
        #expect(try await stores.search.lexical(LexicalQuery(words: ["rope"]), SearchFilters(), scope: .installation, limit: 9).count == 3)
    }

    @Test("what others have written does not change what one's own words weigh", arguments: StoreKind.allCases)
    func weights(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let scope = Scope.workspace(Stores.workspace())
        let before = try await stores.search.lexical(LexicalQuery(words: ["rope", "anchor"]), SearchFilters(), scope: scope, limit: 9)
        try await stores.index("doc_y", ["rope", "rope", "rope rope", "rope"], in: "ws_two")
        #expect(try await stores.search.lexical(LexicalQuery(words: ["rope", "anchor"]), SearchFilters(), scope: scope, limit: 9) == before)
    }

    @Test("a new revision takes the place of the old one, a removed document is gone", arguments: StoreKind.allCases)
    func revisions(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        #expect(try await found(LexicalQuery(words: ["concrete"]), in: stores) == ["doc_a:1"])
        try await stores.publishChunks("doc_a", ["Concrete is first now."])
        #expect(try await found(LexicalQuery(words: ["concrete"]), in: stores) == ["doc_a:0"])
        #expect(try await found(LexicalQuery(words: ["kilograms"]), in: stores) == [])
        _ = try await stores.documents.remove(Stores.identifier("doc_a"), in: .installation)
        #expect(try await found(LexicalQuery(words: ["concrete"]), in: stores) == [])
        #expect(try await stores.search.chunks(of: Stores.identifier("doc_a"), 0..<9, in: .installation) == [])
    }

    @Test("a document is found by its title as it is now", arguments: StoreKind.allCases)
    func titles(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        _ = try await stores.documents.change(
            Stores.identifier("doc_a"), in: .installation, DocumentChange(title: "Mountaineering"), at: Stores.start)
        #expect(try await found(LexicalQuery(words: ["mountaineering"]), in: stores).count == 3)
        #expect(try await found(LexicalQuery(words: ["climbing"]), in: stores) == [])
        #expect(try await stores.search.chunks(of: Stores.identifier("doc_a"), 1..<2, in: .installation).map(\.documentTitle) == ["Mountaineering"])
    }

    @Test("words are found in any of their forms, by the language of the document", arguments: StoreKind.allCases)
    func forms(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        try await stores.index("doc_e", ["Several connections were tested"], language: "en")
        try await stores.index("doc_d", ["Verbindungen aus Stahl"], language: "de")
        #expect(try await found(LexicalQuery(words: ["connection"]), in: stores) == ["doc_e:0"])
        #expect(try await found(LexicalQuery(words: ["Verbindung"]), in: stores) == ["doc_d:0"])
        #expect(try await found(LexicalQuery(words: ["Verbindung"], language: "en"), in: stores) == ["doc_d:0"])
    }

    @Test("of more words than are looked for the first count", arguments: StoreKind.allCases)
    func limits(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let many = (1..<LexicalQuery.mostWords).map { "w\($0)x" }
        let plain = many.map { _ in "absent" }
        #expect(try await found(LexicalQuery(words: plain + plain + ["rope"]), in: stores).count == 2)
        let letters = (0..<LexicalQuery.mostWords).map { String(repeating: "z", count: $0 % 50 + 1) + String(repeating: "y", count: $0 / 50 + 1) }
        #expect(try await found(LexicalQuery(words: Array(letters.dropLast()) + ["rope"]), in: stores).count == 2)
        #expect(try await found(LexicalQuery(words: letters + ["rope"]), in: stores) == [])
    }
}

@Suite("Chunks in the index")
struct IndexedChunksContract {
    @Test("chunks come in the order asked for, and ranges end with the document", arguments: StoreKind.allCases)
    func chunks(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.index("doc_a", ["one", "two", "three"], title: "Numbers", headings: ["Top", "Sub"])
        let id: DocumentID = Stores.identifier("doc_a")
        func ids(_ indices: [Int]) -> [ChunkID] { indices.map { ChunkID(document: id, index: $0) } }
        let found = try await stores.search.chunks(ids([2, 7, 0, 2]), in: .installation)
        #expect(found.map(\.chunk.text) == ["three", "one", "three"])
        #expect(found[0].documentTitle == "Numbers")
        #expect(found[0].chunk == Stores.chunk(2, "three", headings: ["Top", "Sub"]))
        #expect(try await stores.search.chunks(of: id, 1..<9, in: .installation).map(\.chunk.index) == [1, 2])
        #expect(try await stores.search.chunks(of: id, 5..<9, in: .installation) == [])
    }

    @Test("chunks whose numbers are not their places are refused, and nothing of the document changes", arguments: StoreKind.allCases)
    func numbering(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.index("doc_a", ["one"])
        await #expect(throws: StoreError.self) {
            try await stores.publish(["x"], of: Stores.document("doc_a"), chunks: [Stores.chunk(1, "wrong")])
        }
        #expect(try await stores.search.chunks(of: Stores.identifier("doc_a"), 0..<9, in: .installation).map(\.chunk.text) == ["one"])
    }

    @Test("what one process writes the next search of another sees, also after many changes", arguments: StoreKind.allCases)
    func twoProcesses(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let other = try await stores.another()
        func found(_ word: String) async throws -> [String] {
            try await other.search.lexical(LexicalQuery(words: [word]), SearchFilters(), scope: .installation, limit: 9).map { "\($0.id)" }
        }
        #expect(try await found("rope") == [])
        try await stores.index("doc_a", ["a rope"])
        #expect(try await found("rope") == ["doc_a:0"])
        for round in 0..<30 { try await stores.publishChunks("doc_a", ["a line", "number \(round)", "a rope"]) }
        #expect(try await found("rope") == ["doc_a:2"])
        #expect(try await found("29") == ["doc_a:1"])
        _ = try await stores.documents.remove(Stores.identifier("doc_a"), in: .installation)
        #expect(try await found("rope") == [])
    }

    @Test("merges change nothing that is found", arguments: StoreKind.allCases)
    func merges(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for number in 0..<70 { try await stores.index("doc_\(number)", ["common words", "special\(number) words side by side", "end"]) }
        for number in stride(from: 0, to: 70, by: 3) { _ = try await stores.documents.remove(Stores.identifier("doc_\(number)"), in: .installation) }
        func found() async throws -> [[ScoredChunk]] {
            var all: [[ScoredChunk]] = []
            for query in [LexicalQuery(words: ["common"]), LexicalQuery(phrases: ["words side by"]), LexicalQuery(words: ["special", "40"])] {
                let hits = try await stores.search.lexical(query, SearchFilters(), scope: .installation, limit: 200)
                all.append(hits.sorted { $0.id.description < $1.id.description })
            }
            return all
        }
        let before = try await found()
        #expect(before[0].count == 46)
        #expect(before[1].count == 46)
        while try await stores.search.tidy() {}
        #expect(try await found() == before)
        for number in stride(from: 1, to: 70, by: 3) { _ = try await stores.documents.remove(Stores.identifier("doc_\(number)"), in: .installation) }
        while try await stores.search.tidy() {}
        #expect(try await found()[0].count == 23)
    }

    @Test("words are read again on demand, and found meanwhile", arguments: StoreKind.allCases)
    func renewal(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for name in ["doc_a", "doc_b"] { try await stores.index(name, ["a rope", "more"]) }
        #expect(try await stores.search.renew(limit: 10) == 0)
        try await stores.search.markOutdated()
        #expect(try await stores.search.renew(limit: 1) == 1)
        #expect(try await stores.search.lexical(LexicalQuery(words: ["rope"]), SearchFilters(), scope: .installation, limit: 9).count == 2)
        #expect(try await stores.search.renew(limit: 10) == 1)
        #expect(try await stores.search.renew(limit: 10) == 0)
    }
}

extension StoresUnderTest {
    static func chunk(_ index: Int, _ text: String, headings: [String] = [], kind: Chunk.Kind = .text) -> Chunk {
        let region = Region(page: index + 1, rectangle: Rectangle(left: 10, top: 20, right: 200, bottom: 40))
        return Chunk(index: index, kind: kind, text: text, headings: headings, regions: [region], blocks: [index], tokenCount: 10)
    }

    /// Stores a document and publishes chunks of it, one a page.
    func index(
        _ name: String, _ texts: [String], in workspace: String = "ws_one", title: String? = nil, headings: [String] = [],
        language: String? = nil, kinds: [Chunk.Kind] = [], tags: [String] = [], after seconds: Double = 0
    ) async throws {
        var document = Self.document(name, in: Self.workspace(workspace), title: title, after: seconds)
        document.tags = tags
        try await accept(document)
        let chunks = texts.enumerated().map { Self.chunk($0, $1, headings: headings, kind: kinds.indices.contains($0) ? kinds[$0] : .text) }
        #expect(try await publish(texts, of: document, chunks: chunks, language: language, title: title))
    }

    /// The document processed once more.
    func publishChunks(_ name: String, _ texts: [String]) async throws {
        let chunks = texts.enumerated().map { Self.chunk($0, $1) }
        #expect(try await publish(texts, of: Self.document(name), chunks: chunks, title: nil))
    }
}
