import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Words and documents of the index")
struct SearchVocabularyContract {
    private let scope = Scope.workspace(Stores.workspace())

    private func filled(_ kind: StoreKind) async throws -> Stores {
        let stores = try await Stores(kind)
        try await stores.index("doc_a", ["Die Größe der Brücke", "Brücken aus Stahl"], title: "Brückenbau", language: "de", tags: ["bau"])
        try await stores.index("doc_b", ["Eine Brücke aus Holz, EN 12390-3"], title: "Über Holz", language: "de", after: 10)
        try await stores.index("doc_x", ["Fremde Brücke, Geheimnis"], in: "ws_two", title: "Brückenplan")
        return stores
    }

    @Test("words are counted by document and found without case and accents", arguments: StoreKind.allCases)
    func words(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let found = try await stores.search.words(startingWith: "bruck", in: scope, limit: 10)
        #expect(found.map(\.folded) == ["brucke", "brucken", "bruckenbau"])
        #expect(found.map(\.documentCount) == [2, 1, 1])
        #expect(found[0].text == "brücke")
        #expect(try await stores.search.words(startingWith: "bruck", in: scope, limit: 1).count == 1)
        #expect(try await stores.search.words(startingWith: "12390", in: scope, limit: 1).isEmpty)
        #expect(try await stores.search.words(startingWith: "", in: scope, limit: 1).isEmpty)
        #expect(try await stores.search.words(ofLengths: 9...10, in: scope, limit: 10).map(\.folded) == ["bruckenbau"])
    }

    @Test("words of a workspace are its own", arguments: StoreKind.allCases)
    func isolation(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        #expect(try await stores.search.words(startingWith: "geheim", in: scope, limit: 10).isEmpty)
        #expect(try await stores.search.words(startingWith: "geheim", in: .workspace(Stores.workspace("ws_two")), limit: 10).count == 1)
        #expect(try await stores.search.words(startingWith: "brucke", in: .installation, limit: 1).first?.documentCount == 3)
        #expect(try await stores.search.documents(titled: ["brück"], in: scope, limit: 10).map(\.id.rawValue) == ["doc_a"])
        let all: Set<DocumentID> = [Stores.identifier("doc_a"), Stores.identifier("doc_x")]
        #expect(try await stores.search.documents(all, in: scope).keys.map(\.rawValue) == ["doc_a"])
    }

    @Test("words leave with their document, and change with it", arguments: StoreKind.allCases)
    func removal(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        try await stores.publishChunks("doc_b", ["Ein Haus aus Holz"])
        #expect(try await stores.search.words(startingWith: "brucke", in: scope, limit: 1).first?.documentCount == 1)
        #expect(try await stores.search.words(startingWith: "haus", in: scope, limit: 1).count == 1)
        _ = try await stores.documents.remove(Stores.identifier("doc_a"), in: scope)
        #expect(try await stores.search.words(startingWith: "bruck", in: scope, limit: 10).isEmpty)
        #expect(try await stores.search.documents(titled: ["brück"], in: scope, limit: 10).isEmpty)
    }

    @Test("words are right after every document that comes or goes, however many there are", arguments: StoreKind.allCases)
    func many(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        for number in 1...24 {
            try await stores.index("doc_\(number)", ["gemeinsame Wörter und besondere"], title: number % 2 == 0 ? "Gerade" : "Ungerade")
            let found = try await stores.search.words(startingWith: "gemein", in: scope, limit: 10)
            #expect(found.map(\.documentCount) == [number])
        }
        #expect(try await stores.search.words(ofLengths: 8...8, in: scope, limit: 10).map(\.documentCount) == [12])
        for number in [24, 1, 12] { _ = try await stores.documents.remove(Stores.identifier("doc_\(number)"), in: scope) }
        #expect(try await stores.search.words(startingWith: "gemein", in: scope, limit: 10).map(\.documentCount) == [21])
        #expect(try await stores.search.words(startingWith: "gerade", in: scope, limit: 10).map(\.documentCount) == [10])
        for number in 1...24 { _ = try await stores.documents.remove(Stores.identifier("doc_\(number)"), in: scope) }
        #expect(try await stores.search.words(startingWith: "gemein", in: scope, limit: 10).isEmpty)
    }

    @Test("documents come with what filters ask", arguments: StoreKind.allCases)
    func documents(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let document = try #require(try await stores.search.documents([Stores.identifier("doc_a")], in: scope).values.first)
        #expect(document.title == "Brückenbau")
        #expect(document.language == "de")
        #expect(document.tags == ["bau"])
        #expect(document.mimeType == "application/pdf")
        #expect(document.uploadedAt == Stores.start)
        #expect(try await stores.search.documents(titled: ["uber", "hol"], in: scope, limit: 10).map(\.id.rawValue) == ["doc_b"])
        #expect(try await stores.search.documents(titled: [], in: scope, limit: 10).isEmpty)
    }
}

@Suite("Searches of people")
struct SearchNotebookContract {
    private let owner = SearchOwner(workspace: Stores.workspace(), user: Stores.identifier("usr_one"))
    private let others = [
        SearchOwner(workspace: Stores.workspace(), user: Stores.identifier("usr_two")),
        SearchOwner(workspace: Stores.workspace("ws_two"), user: Stores.identifier("usr_one")),
    ]

    private func search(_ name: String, after seconds: Double = 0) -> SavedSearch {
        SavedSearch(
            id: Stores.identifier(name), name: name, query: "q", mode: "hybrid", filters: SearchFilters(),
            createdAt: Stores.start.adding(seconds: seconds))
    }

    @Test("a search is kept, changed and removed by its owner only", arguments: StoreKind.allCases)
    func saved(_ kind: StoreKind) async throws {
        let notebook = try await Stores(kind).notebook
        var kept = search("a")
        try await notebook.save(kept, of: owner)
        try await notebook.save(search("b", after: 1), of: owner)
        kept.name = "renamed"
        kept.updatedAt = Stores.start.adding(seconds: 5)
        try await notebook.save(kept, of: owner)
        #expect(try await notebook.saved(of: owner, limit: 10, offset: 0).items.map(\.name) == ["renamed", "b"])
        #expect(try await notebook.saved(of: owner, limit: 1, offset: 1).totalCount == 2)
        for other in others {
            #expect(try await notebook.saved(kept.id, of: other) == nil)
            #expect(try await notebook.saved(of: other, limit: 10, offset: 0).items.isEmpty)
            #expect(try await !notebook.remove(kept.id, of: other))
            await #expect(throws: StoreError.self) { try await notebook.save(kept, of: other) }
        }
        #expect(try await notebook.saved(kept.id, of: owner) == kept)
        #expect(try await notebook.remove(kept.id, of: owner))
        #expect(try await notebook.saved(kept.id, of: owner) == nil)
    }

    @Test("no more searches are kept than the limit says", arguments: StoreKind.allCases)
    func savedLimit(_ kind: StoreKind) async throws {
        let notebook = try await Stores(kind).notebook
        for number in 0..<SearchNotebookLimits.savedSearches { try await notebook.save(search("s\(number)"), of: owner) }
        await #expect(throws: StoreError.self) { try await notebook.save(search("more"), of: owner) }
        try await notebook.save(search("s0", after: 9), of: owner)
    }

    @Test("past searches come latest first, the oldest are forgotten", arguments: StoreKind.allCases)
    func past(_ kind: StoreKind) async throws {
        let notebook = try await Stores(kind).notebook
        for number in 0...SearchNotebookLimits.pastSearches {
            let past = PastSearch(query: "q\(number)", mode: "keyword", filters: SearchFilters(), hitCount: number, at: Stores.start)
            try await notebook.note(past, of: owner)
        }
        let listing = try await notebook.past(of: owner, limit: 2, offset: 0)
        #expect(listing.totalCount == SearchNotebookLimits.pastSearches)
        #expect(listing.items.map(\.query) == ["q\(SearchNotebookLimits.pastSearches)", "q\(SearchNotebookLimits.pastSearches - 1)"])
        for other in others { #expect(try await notebook.past(of: other, limit: 10, offset: 0).items.isEmpty) }
        try await notebook.forgetPast(of: owner)
        #expect(try await notebook.past(of: owner, limit: 10, offset: 0).totalCount == 0)
    }
}
