import Backends
import DocumentModel
import Testing

private typealias Stores = StoresUnderTest

@Suite("Entity stores")
struct EntityStoreContract {
    private static let acme = EntityName(kind: .organization, key: "acme")
    private static let jane = EntityName(kind: .person, key: "jane smith")
    private static let vienna = EntityName(kind: .location, key: "vienna")

    private static func mention(
        _ entity: EntityName, of document: DocumentID, passage: Int, _ text: String, confidence: Double = 0.9
    ) -> EntityMention {
        EntityMention(
            document: document, entity: entity, name: text, text: text, passage: passage, block: passage, page: 1, range: 0..<text.utf8.count,
            confidence: confidence,
            regions: [Region(page: 1, rectangle: Rectangle(left: 10, top: 20, right: 60, bottom: 32))], context: "\(text) and more")
    }

    private static let search = EntitySearch(recognizer: "rules+names", missing: nil)

    /// Two published documents of one workspace and one of another, with entities.
    private func filled(_ kind: StoreKind) async throws -> Stores {
        let stores = try await Stores(kind)
        for (name, workspace) in [("doc_a", "ws_one"), ("doc_b", "ws_one"), ("doc_c", "ws_two")] {
            let document = Stores.document(name, in: Stores.workspace(workspace))
            try await stores.accept(document)
            #expect(try await stores.publish(["Text of \(name)"], of: document))
        }
        let (a, b, c): (DocumentID, DocumentID, DocumentID) = (
            Stores.identifier("doc_a"), Stores.identifier("doc_b"), Stores.identifier("doc_c")
        )
        let inA = [
            Self.mention(Self.acme, of: a, passage: 0, "Acme Inc."), Self.mention(Self.jane, of: a, passage: 0, "Jane Smith", confidence: 0.6),
            Self.mention(Self.jane, of: a, passage: 1, "J. Smith", confidence: 0.5), Self.mention(Self.acme, of: a, passage: 1, "Acme"),
            Self.mention(Self.acme, of: a, passage: 1, "ACME"), Self.mention(Self.vienna, of: a, passage: 2, "Vienna"),
        ]
        let inB = [Self.mention(Self.acme, of: b, passage: 0, "Acme"), Self.mention(Self.vienna, of: b, passage: 0, "Vienna")]
        #expect(try await stores.entities.save(FoundEntities(search: Self.search, mentions: inA), of: a, revision: 1))
        #expect(try await stores.entities.save(FoundEntities(search: Self.search, mentions: inB), of: b, revision: 1))
        let foreign = FoundEntities(
            search: Self.search,
            mentions: [Self.mention(Self.acme, of: c, passage: 0, "Acme"), Self.mention(Self.jane, of: c, passage: 0, "Jane Smith")])
        #expect(try await stores.entities.save(foreign, of: c, revision: 1))
        return stores
    }

    private let one = Scope.workspace(Stores.workspace())

    @Test("entities are counted over the documents of a workspace and no other", arguments: StoreKind.allCases)
    func counts(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let found = try await stores.entities.entities(EntityQuery(), in: one)
        #expect(found.items.map(\.entity) == [Self.acme, Self.jane, Self.vienna])
        #expect(found.items.map(\.mentionCount) == [4, 2, 2])
        #expect(found.items.map(\.documentCount) == [2, 1, 2])
        #expect(found.items[1].name == "Jane Smith", "the name of the surest mention")
        #expect(found.totalCount == 3)
        #expect(try await stores.entities.entities(EntityQuery(), in: .installation).items[0].mentionCount == 5)
        #expect(try await stores.documents.document(Stores.identifier("doc_a"), in: one)?.facts.entityCount == 3)
    }

    @Test("filters narrow by kind, confidence, document, tag and a part of the name", arguments: StoreKind.allCases)
    func filters(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        func found(_ change: (inout EntityQuery) -> Void) async throws -> [EntityName] {
            var query = EntityQuery()
            change(&query)
            return try await stores.entities.entities(query, in: one).items.map(\.entity)
        }
        #expect(try await found { $0.kinds = [.person, .location] } == [Self.jane, Self.vienna])
        #expect(try await found { $0.leastConfidence = 0.7 } == [Self.acme, Self.vienna])
        #expect(try await found { $0.documents = [Stores.identifier("doc_b")] } == [Self.acme, Self.vienna])
        #expect(try await found { $0.text = "SMI" } == [Self.jane])
        #expect(try await found { $0.text = "%" } == [])
        #expect(try await found { $0.tags = ["none"] } == [])
        _ = try await stores.documents.change(
            Stores.identifier("doc_b"), in: one, DocumentChange(tags: ["signed"]), at: Stores.start.adding(seconds: 200))
        #expect(try await found { $0.tags = ["signed"] } == [Self.acme, Self.vienna])
        #expect(try await found { ($0.limit, $0.offset) = (1, 1) } == [Self.jane])
    }

    @Test("mentions keep their places, and an entity is found wherever it stands", arguments: StoreKind.allCases)
    func mentions(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        var query = EntityQuery()
        query.entity = Self.acme
        let found = try await stores.entities.mentions(query, in: one)
        #expect(found.totalCount == 4)
        #expect(found.items.map(\.text) == ["Acme Inc.", "Acme", "ACME", "Acme"])
        #expect(found.items[0] == Self.mention(Self.acme, of: Stores.identifier("doc_a"), passage: 0, "Acme Inc."))
        (query.limit, query.offset) = (1, 3)
        #expect(try await stores.entities.mentions(query, in: one).items.map(\.document.rawValue) == ["doc_b"])
    }

    @Test("the graph has an edge for each pair in one passage, counted once a passage", arguments: StoreKind.allCases)
    func graph(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let graph = try await stores.entities.graph(EntityQuery(), leastWeight: 1, in: one)
        #expect(graph.nodes.map(\.entity) == [Self.acme, Self.jane, Self.vienna])
        #expect(
            graph.edges == [
                .init(first: Self.acme, second: Self.jane, weight: 2, documentCount: 1),
                .init(first: Self.acme, second: Self.vienna, weight: 1, documentCount: 1),
            ])
        #expect(try await stores.entities.graph(EntityQuery(), leastWeight: 2, in: one).edges.count == 1)
        var few = EntityQuery()
        few.limit = 2
        let cut = try await stores.entities.graph(few, leastWeight: 1, in: one)
        #expect((cut.nodes.count, cut.edges.count, cut.totalCount) == (2, 1, 3))
    }

    @Test("a new revision hides the old entities until it is searched; another revision's are not taken", arguments: StoreKind.allCases)
    func revisions(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        let id: DocumentID = Stores.identifier("doc_a")
        #expect(try await stores.entities.unsearched(by: Self.search.recognizer, limit: 10) == [])
        #expect(try await stores.entities.unsearched(by: "better", limit: 10).map(\.id.rawValue) == ["doc_a", "doc_b", "doc_c"])
        var document = try #require(try await stores.documents.document(id, in: one))
        (document.revision, document.status) = (2, .processing)
        try await stores.documents.acceptAgain(DocumentAcceptance(document: document, job: Stores.job("job_again", document: id, after: 10)))
        #expect(try await stores.publish(["New text"], of: document, revision: 2))
        #expect(try await stores.entities.unsearched(by: Self.search.recognizer, limit: 10).map(\.id) == [id])
        #expect(try await stores.entities.search(of: id, in: one) == nil)
        #expect(try await stores.entities.entities(EntityQuery(), in: one).items.map(\.entity) == [Self.acme, Self.vienna])
        #expect(try await stores.documents.document(id, in: one)?.facts.entityCount == 0)
        #expect(try await stores.entities.save(FoundEntities(search: Self.search, mentions: []), of: id, revision: 1) == false)
        let missing = EntitySearch(recognizer: "rules", missing: "names")
        #expect(try await stores.entities.save(FoundEntities(search: missing, mentions: []), of: id, revision: 2))
        #expect(try await stores.entities.search(of: id, in: one) == missing)
        #expect(try await stores.entities.search(of: id, in: .workspace(Stores.workspace("ws_two"))) == nil)
        #expect(try await stores.entities.coverage(in: one) == EntityCoverage(searched: 2, waiting: 0, incomplete: 1))
    }

    @Test("what is removed takes its entities along", arguments: StoreKind.allCases)
    func removal(_ kind: StoreKind) async throws {
        let stores = try await filled(kind)
        _ = try await stores.documents.remove(Stores.identifier("doc_a"), in: one)
        #expect(try await stores.entities.entities(EntityQuery(), in: one).items.map(\.mentionCount) == [1, 1])
        #expect(try await stores.entities.coverage(in: one) == EntityCoverage(searched: 1, waiting: 0, incomplete: 0))
    }
}
