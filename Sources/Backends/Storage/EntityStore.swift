package import DocumentModel

/// Names, amounts and codes of documents, where they stand, and which stand together. What is known belongs to one revision of a document:
/// it is replaced with the document's contents and goes with the document.
package protocol EntityStore: Sendable {
    /// Replaces what is known of the document and counts its different entities among its facts. Does nothing and returns false when the
    /// document is gone, or another revision or edition is published.
    func save(_ found: FoundEntities, of document: DocumentID, revision: Int, edition: Int) async throws(StoreError) -> Bool

    /// Documents whose published revision this recogniser has not searched, those longest unchanged first.
    func unsearched(by recognizer: String, limit: Int) async throws(StoreError) -> [DocumentRecord]

    /// How the document was searched; `nil` when its published revision has not been, or the scope has no such document.
    func search(of document: DocumentID, in scope: Scope) async throws(StoreError) -> EntitySearch?

    /// Mentions in the order of their documents and positions.
    func mentions(_ query: EntityQuery, in scope: Scope) async throws(StoreError) -> Listing<EntityMention>

    /// Different entities, those with the most mentions first.
    func entities(_ query: EntityQuery, in scope: Scope) async throws(StoreError) -> Listing<EntityCount>

    /// Entities, and how often two of them stand in one passage.
    func graph(_ query: EntityQuery, leastWeight: Int, in scope: Scope) async throws(StoreError) -> EntityGraph

    /// Documents of the scope that have been searched, and those that have not yet.
    func coverage(in scope: Scope) async throws(StoreError) -> EntityCoverage
}

extension EntityStore {
    /// Of a document without corrections.
    package func save(_ found: FoundEntities, of document: DocumentID, revision: Int) async throws(StoreError) -> Bool {
        try await save(found, of: document, revision: revision, edition: 0)
    }
}

/// What a search of one document brought.
package struct FoundEntities: Hashable, Sendable {
    package var search: EntitySearch
    /// In order of position.
    package var mentions: [EntityMention]

    package init(search: EntitySearch, mentions: [EntityMention]) {
        self.search = search
        self.mentions = mentions
    }
}

/// How a document was searched.
package struct EntitySearch: Hashable, Sendable, Codable {
    /// `EntityAbility.recognizer`.
    package var recognizer: String
    /// For people: what could not be found, and why; `nil` when all kinds could.
    package var missing: String?

    package init(recognizer: String, missing: String?) {
        self.recognizer = recognizer
        self.missing = missing
    }
}

/// Name of an entity across documents: equal for equal kinds and keys.
package struct EntityName: Hashable, Sendable, Codable {
    package var kind: Entity.Kind
    /// Without what differs from writing to writing.
    package var key: String

    package init(kind: Entity.Kind, key: String) {
        self.kind = kind
        self.key = key
    }
}

/// An entity at one place of a document.
package struct EntityMention: Hashable, Sendable, Codable {
    package var document: DocumentID
    package var entity: EntityName
    /// The entity as it is best written: the full name where the text has a part of it.
    package var name: String
    /// As it stands there.
    package var text: String
    /// Number of its passage in the document: those of equal numbers stand together.
    package var passage: Int
    /// `Block.id`.
    package var block: Int
    /// From 1; `nil` for text without pages.
    package var page: Int?
    /// UTF-8 offsets in the text of its passage: of its block, or of its row of a table.
    package var range: Range<Int>
    package var confidence: Double
    /// One rectangle for each line.
    package var regions: [Region]
    /// The passage around it.
    package var context: String

    package init(
        document: DocumentID, entity: EntityName, name: String, text: String, passage: Int, block: Int, page: Int?, range: Range<Int>,
        confidence: Double, regions: [Region], context: String
    ) {
        self.document = document
        self.entity = entity
        self.name = name
        self.text = text
        self.passage = passage
        self.block = block
        self.page = page
        self.range = range
        self.confidence = confidence
        self.regions = regions
        self.context = context
    }
}

/// Which mentions and entities; empty lists and `nil` stand for everything.
package struct EntityQuery: Hashable, Sendable {
    package var documents: [DocumentID] = []
    /// The document has all of these.
    package var tags: [String] = []
    package var kinds: [Entity.Kind] = []
    package var leastConfidence = 0.0
    /// Entities whose key or name holds this, whatever the case.
    package var text: String?
    /// This one only.
    package var entity: EntityName?
    package var limit = 50
    package var offset = 0

    package init() {}
}

/// An entity with how often and where it stands.
package struct EntityCount: Hashable, Sendable {
    package var entity: EntityName
    package var name: String
    package var mentionCount: Int
    package var documentCount: Int
    /// The highest of its mentions.
    package var confidence: Double

    package init(entity: EntityName, name: String, mentionCount: Int, documentCount: Int, confidence: Double) {
        self.entity = entity
        self.name = name
        self.mentionCount = mentionCount
        self.documentCount = documentCount
        self.confidence = confidence
    }
}

/// Entities that stand together.
package struct EntityGraph: Hashable, Sendable {
    package struct Edge: Hashable, Sendable {
        package var first: EntityName
        package var second: EntityName
        /// Passages that have both.
        package var weight: Int
        package var documentCount: Int

        package init(first: EntityName, second: EntityName, weight: Int, documentCount: Int) {
            self.first = first
            self.second = second
            self.weight = weight
            self.documentCount = documentCount
        }
    }

    /// Those with the most mentions first.
    package var nodes: [EntityCount]
    /// The heaviest first.
    package var edges: [Edge]
    /// Entities that match, beyond those that are nodes.
    package var totalCount: Int

    package init(nodes: [EntityCount], edges: [Edge], totalCount: Int) {
        self.nodes = nodes
        self.edges = edges
        self.totalCount = totalCount
    }
}

/// How much of a scope has been searched for entities.
package struct EntityCoverage: Hashable, Sendable {
    package var searched: Int
    /// Published documents that have not been searched.
    package var waiting: Int
    /// Documents that were searched without all that a search needs.
    package var incomplete: Int

    package init(searched: Int, waiting: Int, incomplete: Int) {
        self.searched = searched
        self.waiting = waiting
        self.incomplete = incomplete
    }
}
