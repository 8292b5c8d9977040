package import Backends
package import DocumentModel
import Foundation
import GRDB

extension Entity.Kind: DatabaseValueConvertible {}

/// Entities of documents in SQLite.
package struct SQLiteEntityStore: EntityStore {
    /// Rows looked at for the edges of a graph: beyond, weights are of the first ones.
    private static let mostPlaces = 500_000

    let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func save(_ found: FoundEntities, of document: DocumentID, revision: Int) async throws(StoreError) -> Bool {
        try await database.write { database in
            let published = try SQLRequest<Int>(
                literal: "SELECT published_revision FROM document WHERE id = \(document)", cached: true
            ).fetchOne(database)
            guard published == revision else { return false }
            try Self.replace(found, of: document, revision: revision, database)
            let count = Set(found.mentions.map(\.entity)).count
            try database.cachedStatement(literal: "UPDATE document SET entity_count = \(count) WHERE id = \(document)").execute()
            return true
        }
    }

    private static func replace(_ found: FoundEntities, of document: DocumentID, revision: Int, _ database: Database) throws {
        try database.cachedStatement(literal: "DELETE FROM entity_mention WHERE document = \(document)").execute()
        for (position, mention) in found.mentions.enumerated() {
            try database.cachedStatement(
                literal: """
                    INSERT INTO entity_mention (
                        document, position, workspace, revision, kind, key, passage, confidence, name, record
                    ) SELECT id, \(position), workspace, \(revision), \(mention.entity.kind), \(mention.entity.key), \(mention.passage),
                        \(mention.confidence), \(mention.name), \(try JSONColumn.text(mention))
                    FROM document WHERE id = \(document)
                    """
            ).execute()
        }
        try database.cachedStatement(
            literal: """
                INSERT OR REPLACE INTO entity_search (document, revision, recognizer, missing)
                VALUES (\(document), \(revision), \(found.search.recognizer), \(found.search.missing))
                """
        ).execute()
    }

    package func unsearched(by recognizer: String, limit: Int) async throws(StoreError) -> [DocumentRecord] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT document.* FROM document LEFT JOIN entity_search ON entity_search.document = document.id
                        AND entity_search.revision = document.published_revision AND recognizer = \(recognizer)
                    WHERE published_revision > 0 AND entity_search.document IS NULL
                    ORDER BY updated_at, id LIMIT \(max(0, limit))
                    """, cached: true
            ).all(database, DocumentRecord.init(row:))
        }
    }

    package func search(of document: DocumentID, in scope: Scope) async throws(StoreError) -> EntitySearch? {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT recognizer, missing FROM document JOIN entity_search ON entity_search.document = document.id
                    WHERE document.id = \(document) AND entity_search.revision = published_revision AND \(scope.condition)
                    """, cached: true
            ).fetchOne(database).map { EntitySearch(recognizer: try $0.get("recognizer"), missing: try $0.optional("missing")) }
        }
    }

    package func coverage(in scope: Scope) async throws(StoreError) -> EntityCoverage {
        try await database.read { database in
            let row = try SQLRequest<Row>(
                literal: """
                    SELECT count(entity_search.document) AS searched, count(*) AS published, count(missing) AS incomplete
                    FROM document LEFT JOIN entity_search ON entity_search.document = document.id
                        AND entity_search.revision = document.published_revision
                    WHERE published_revision > 0 AND \(scope.condition)
                    """, cached: true
            ).fetchOne(database)
            guard let row else { return EntityCoverage(searched: 0, waiting: 0, incomplete: 0) }
            let (searched, published): (Int, Int) = (try row.get("searched"), try row.get("published"))
            return EntityCoverage(searched: searched, waiting: published - searched, incomplete: try row.get("incomplete"))
        }
    }
}

// MARK: Mentions and entities

extension SQLiteEntityStore {
    package func mentions(_ query: EntityQuery, in scope: Scope) async throws(StoreError) -> Listing<EntityMention> {
        try await database.read { database in
            let source = query.source(in: scope)
            let count = try SQLRequest<Int>(literal: "SELECT count(*) \(source)", cached: true).fetchOne(database) ?? 0
            let records = try SQLRequest<String>(
                literal: """
                    SELECT record \(source) ORDER BY entity_mention.document, position
                    LIMIT \(max(0, query.limit)) OFFSET \(max(0, query.offset))
                    """, cached: true
            ).fetchAll(database)
            return Listing(items: try records.map { try JSONColumn.value($0) }, totalCount: count)
        }
    }

    package func entities(_ query: EntityQuery, in scope: Scope) async throws(StoreError) -> Listing<EntityCount> {
        try await database.read { database in try Self.counts(query, in: scope, database) }
    }

    private static func counts(_ query: EntityQuery, in scope: Scope, _ database: Database) throws -> Listing<EntityCount> {
        let source = query.source(in: scope)
        let count = try SQLRequest<Int>(
            literal: "SELECT count(*) FROM (SELECT 1 \(source) GROUP BY kind, key)", cached: true
        ).fetchOne(database)
        // With one aggregate max(), SQLite takes the bare column from the row that has it: the name of the surest mention.
        let items = try SQLRequest<Row>(
            literal: """
                SELECT kind, key, entity_mention.name AS name, max(confidence) AS confidence, count(*) AS mentions,
                    count(DISTINCT entity_mention.document) AS documents
                \(source) GROUP BY kind, key ORDER BY mentions DESC, key, kind
                LIMIT \(max(0, query.limit)) OFFSET \(max(0, query.offset))
                """, cached: true
        ).all(database, EntityCount.init(row:))
        return Listing(items: items, totalCount: count ?? 0)
    }

    package func graph(_ query: EntityQuery, leastWeight: Int, in scope: Scope) async throws(StoreError) -> EntityGraph {
        try await database.read { database in
            let nodes = try Self.counts(query, in: scope, database)
            let edges = try Self.edges(among: nodes.items.map(\.entity), query, in: scope, database)
            return EntityGraph(nodes: nodes.items, edges: edges.filter { $0.weight >= leastWeight }, totalCount: nodes.totalCount)
        }
    }

    private static func edges(
        among entities: [EntityName], _ query: EntityQuery, in scope: Scope, _ database: Database
    ) throws -> [EntityGraph.Edge] {
        var places = query
        // The nodes are chosen; what they stand beside is looked up by them.
        places.text = nil
        let names = entities.map { "\($0.kind.rawValue)\u{1}\($0.key)" }
        let rows = try SQLRequest<Row>(
            literal: """
                SELECT DISTINCT entity_mention.document AS document, passage, kind, key \(places.source(in: scope))
                    AND kind || char(1) || key IN \(names)
                ORDER BY entity_mention.document, passage LIMIT \(mostPlaces)
                """
        ).fetchCursor(database)
        var counter = EdgeCounter(entities)
        while let row = try rows.next() {
            counter.take(try row.get("document"), try row.get("passage"), EntityName(kind: try row.get("kind"), key: try row.get("key")))
        }
        return counter.edges()
    }
}

/// Counts pairs of entities that stand in one passage, from places in order.
private struct EdgeCounter {
    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    private let entities: [EntityName]
    private let numbers: [EntityName: Int]
    private var weights: [Pair: (weight: Int, documents: Int, last: DocumentID?)] = [:]
    private var members: [Int] = []
    private var place: (document: DocumentID, passage: Int)?

    init(_ entities: [EntityName]) {
        self.entities = entities
        numbers = Dictionary(entities.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }

    mutating func take(_ document: DocumentID, _ passage: Int, _ entity: EntityName) {
        if place.map({ $0 != (document, passage) }) ?? true {
            close()
            place = (document, passage)
        }
        if let number = numbers[entity] { members.append(number) }
    }

    private mutating func close() {
        defer { members = [] }
        guard members.count > 1, let document = place?.document else { return }
        members.sort()
        for (index, first) in members.enumerated() {
            for second in members[(index + 1)...] {
                var known = weights[Pair(first: first, second: second)] ?? (0, 0, nil)
                known.weight += 1
                if known.last != document { (known.documents, known.last) = (known.documents + 1, document) }
                weights[Pair(first: first, second: second)] = known
            }
        }
    }

    mutating func edges() -> [EntityGraph.Edge] {
        close()
        return weights.sorted { ($0.value.weight, $1.key.first, $1.key.second) > ($1.value.weight, $0.key.first, $0.key.second) }.map {
            .init(first: entities[$0.key.first], second: entities[$0.key.second], weight: $0.value.weight, documentCount: $0.value.documents)
        }
    }
}

extension EntityCount {
    fileprivate init(row: Row) throws {
        self.init(
            entity: EntityName(kind: try row.get("kind"), key: try row.get("key")), name: try row.get("name"),
            mentionCount: try row.get("mentions"), documentCount: try row.get("documents"), confidence: try row.get("confidence"))
    }
}

extension EntityQuery {
    /// FROM and WHERE: mentions of revisions that can be read.
    fileprivate func source(in scope: Scope) -> SQL {
        var parts: [SQL] = [
            scope.condition(column: "entity_mention.workspace"), "entity_mention.revision = document.published_revision",
        ]
        if !documents.isEmpty { parts.append("entity_mention.document IN \(documents)") }
        if !kinds.isEmpty { parts.append("kind IN \(kinds)") }
        if leastConfidence > 0 { parts.append("confidence >= \(leastConfidence)") }
        if let entity { parts.append("kind = \(entity.kind) AND key = \(entity.key)") }
        if let text, !text.isEmpty {
            let folded = text.lowercased()
            parts.append("(instr(key, \(folded)) > 0 OR instr(lower(entity_mention.name), \(folded)) > 0)")
        }
        for tag in Set(tags) {
            parts.append("EXISTS (SELECT 1 FROM document_tag WHERE document_tag.document = document.id AND tag = \(tag))")
        }
        return "FROM entity_mention JOIN document ON document.id = entity_mention.document WHERE \(parts.joined(separator: " AND "))"
    }
}
