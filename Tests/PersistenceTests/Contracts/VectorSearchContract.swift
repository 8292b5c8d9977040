import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Search by meaning")
struct VectorSearchContract {
    private static let space = EmbeddingSpace(model: "two", version: "1", dimension: 2)
    private static let diagonal: [Float] = [0.8, 0.6]

    /// One document whose chunks lie along the axes and between, and one of another workspace that lies along the first.
    private func filled(_ kind: StoreKind) async throws -> Stores {
        let stores = try await Stores(kind)
        try await stores.index("doc_a", ["x", "y", "between"])
        try await stores.index("doc_b", ["x"], in: "ws_two")
        try await save(["x": [1, 0], "y": [0, 1], "between": Self.diagonal], in: stores)
        return stores
    }

    private func save(_ vectors: [String: [Float]], in stores: Stores, _ space: EmbeddingSpace = space) async throws {
        let missing = try await stores.search.missing(in: space, limit: 100)
        let known = missing.compactMap { found in
            vectors[found.chunk.text].map { ChunkVector(id: found.id, text: found.chunk.passage, values: $0) }
        }
        try await stores.search.save(known, in: space)
    }

    private func nearest(
        _ vector: [Float], in stores: Stores, _ space: EmbeddingSpace = space, scope: Scope = .workspace(Stores.workspace()), limit: Int = 10
    ) async throws -> [String] {
        try await stores.search.nearest(to: vector, in: space, SearchFilters(), scope: scope, limit: limit).map { "\($0.id)" }
    }

    @Test("the closest come first, with their exact cosines", arguments: StoreKind.allCases)
    func order(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let found = try await stores.search.nearest(
            to: [1, 0], in: Self.space, SearchFilters(), scope: .workspace(Stores.workspace()), limit: 10)
        #expect(found.map(\.score) == [1, Double(Float(0.8)), 0])
        #expect(try await nearest([1, 0], in: stores) == ["doc_a:0", "doc_a:2", "doc_a:1"])
        #expect(try await nearest([0, 1], in: stores, limit: 1) == ["doc_a:1"])
        #expect(try await nearest([1, 0], in: stores, limit: 0) == [])
    }

    @Test("filters hold before anything is compared", arguments: StoreKind.allCases)
    func filters(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        var filters = SearchFilters()
        filters.pages = 2...2
        let found = try await stores.search.nearest(to: [1, 0], in: Self.space, filters, scope: .installation, limit: 1)
        #expect(found.map { "\($0.id)" } == ["doc_a:1"])
    }

    @Test("another workspace finds and reads no vector", arguments: StoreKind.allCases)
    func isolation(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let (mine, other) = (Scope.workspace(Stores.workspace()), Scope.workspace(Stores.workspace("ws_two")))
        #expect(try await nearest([1, 0], in: stores, scope: other) == ["doc_b:0"])
        let foreign = ChunkID(document: Stores.identifier("doc_b"), index: 0)
        #expect(try await stores.search.vectors(of: [foreign], in: Self.space, scope: mine) == [:])
        #expect(try await stores.search.vectors(of: [foreign], in: Self.space, scope: other) == [foreign: [1, 0]])
        #expect(try await stores.search.statistics(in: mine).vectorCounts == [Self.space: 3])
    }

    @Test("spaces are not mixed: dimensions are held to", arguments: StoreKind.allCases)
    func spaces(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let changed = EmbeddingSpace(model: "two", version: "1", dimension: 3)
        let id = ChunkID(document: Stores.identifier("doc_a"), index: 0)
        await #expect(throws: StoreError.self) { try await nearest([1, 0, 0], in: stores) }
        await #expect(throws: StoreError.self) { try await nearest([1, 0, 0], in: stores, changed) }
        await #expect(throws: StoreError.self) {
            try await stores.search.save([ChunkVector(id: id, text: "x", values: [1, 0, 0])], in: Self.space)
        }
        await #expect(throws: StoreError.self) {
            try await stores.search.save([ChunkVector(id: id, text: "x", values: [1, 0, 0])], in: changed)
        }
        for values: [Float] in [[0, 0], [.nan, 1], [.infinity, 0]] {
            await #expect(throws: StoreError.self) {
                try await stores.search.save([ChunkVector(id: id, text: "x", values: values)], in: Self.space)
            }
        }
        #expect(try await nearest([1, 0], in: stores, EmbeddingSpace(model: "two", version: "2", dimension: 2)) == [])
    }

    @Test("a new space is filled beside the one in use, and takes its place when it is complete", arguments: StoreKind.allCases)
    func change(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let next = EmbeddingSpace(model: "three", version: "1", dimension: 3)
        #expect(try await stores.search.activeSpace() == Self.space)
        #expect(try await stores.search.activate(next) == false)
        try await save(["x": [1, 0, 0], "y": [0, 1, 0]], in: stores, next)
        #expect(try await stores.search.activeSpace() == Self.space)
        #expect(try await stores.search.activate(next) == false)
        #expect(try await nearest([1, 0], in: stores) == ["doc_a:0", "doc_a:2", "doc_a:1"])
        #expect(try await nearest([0, 1, 0], in: stores, next) == ["doc_a:1", "doc_a:0"])
        try await save(["between": [0, 0, 1]], in: stores, next)
        #expect(try await stores.search.activate(next))
        #expect(try await stores.search.activeSpace() == next)
        while try await stores.search.tidy() {}
        #expect(try await nearest([1, 0], in: stores) == [])
        #expect(try await nearest([0, 0, 1], in: stores, next).first == "doc_a:2")
        #expect(try await stores.search.statistics(in: .installation).vectorCounts == [next: 4])
    }

    @Test("the first space of an empty index may be activated at once", arguments: StoreKind.allCases)
    func firstSpace(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        #expect(try await stores.search.activeSpace() == nil)
        #expect(try await stores.search.activate(Self.space))
        #expect(try await stores.search.activeSpace() == Self.space)
    }

    @Test("a document says that it can be found by meaning when all of it can", arguments: StoreKind.allCases)
    func complete(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        let document: DocumentID = Stores.identifier("doc_a")
        func isComplete() async throws -> Bool? { try await stores.documents.document(document, in: .installation)?.facts.hasEmbeddings }
        try await stores.index("doc_a", ["x", "y"])
        try await save(["x": [1, 0]], in: stores)
        #expect(try await isComplete() == false)
        #expect(try await stores.search.missing(in: Self.space, limit: 9).map(\.chunk.text) == ["y"])
        try await save(["y": [0, 1]], in: stores)
        #expect(try await isComplete() == true)
        #expect(try await stores.search.missing(in: Self.space, limit: 9) == [])
        try await stores.publishChunks("doc_a", ["y", "new"])
        #expect(try await isComplete() == false)
        #expect(try await stores.search.missing(in: Self.space, limit: 9).map(\.chunk.text) == ["new"])
        #expect(try await nearest([0, 1], in: stores) == ["doc_a:0"])
        try await stores.publishChunks("doc_a", ["y"])
        #expect(try await isComplete() == true)
    }

    @Test("vectors of what has changed or gone meanwhile are passed over", arguments: StoreKind.allCases)
    func late(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        try await stores.index("doc_a", ["x", "y"])
        let missing = try await stores.search.missing(in: Self.space, limit: 9)
        try await stores.publishChunks("doc_a", ["x", "other"])
        let gone = ChunkID(document: Stores.identifier("doc_gone"), index: 0)
        try await stores.search.save(
            missing.map { ChunkVector(id: $0.id, text: $0.chunk.passage, values: [1, 0]) } + [ChunkVector(id: gone, text: "x", values: [1, 0])],
            in: Self.space)
        #expect(try await nearest([1, 0], in: stores) == ["doc_a:0"])
        #expect(try await stores.search.missing(in: Self.space, limit: 9).map(\.chunk.text) == ["other"])
    }

    @Test("a removed document's vectors go with it, and another process sees all of it", arguments: StoreKind.allCases)
    func twoProcesses(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let other = try await stores.another()
        #expect(try await nearest([1, 0], in: other).count == 3)
        try await stores.index("doc_c", ["x"])
        try await save(["x": [1, 0]], in: stores)
        #expect(try await nearest([1, 0], in: other).count == 4)
        _ = try await stores.documents.remove(Stores.identifier("doc_a"), in: .installation)
        #expect(try await nearest([1, 0], in: other) == ["doc_c:0"])
        #expect(try await stores.search.statistics(in: .installation).vectorCounts == [Self.space: 2])
    }

    @Test("documents that were readable before there was an index come into it", arguments: StoreKind.allCases)
    func unindexed(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        #expect(try await stores.search.unindexed(limit: 9) == [])
        let document: DocumentID = Stores.identifier("doc_a")
        #expect(try await stores.search.index([Stores.chunk(0, "anew")], of: document, revision: 2) == false)
        #expect(try await stores.search.index([Stores.chunk(0, "anew")], of: document, revision: 1))
        #expect(try await stores.search.chunks(of: document, 0..<9, in: .installation).map(\.chunk.text) == ["anew"])
    }

    @Test("the model that was asked for is remembered until it is taken back", arguments: StoreKind.allCases)
    func wanted(_ kind: StoreKind) async throws {
        let stores = try await Stores(kind)
        #expect(try await stores.search.wantedModel() == nil)
        try await stores.search.want(model: "use-multilingual")
        #expect(try await stores.another().search.wantedModel() == "use-multilingual")
        try await stores.search.want(model: nil)
        #expect(try await stores.search.wantedModel() == nil)
    }
}
