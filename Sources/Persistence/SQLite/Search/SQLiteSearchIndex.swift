package import Backends
package import DocumentModel
import Foundation
import GRDB

/// Chunks in SQLite: words in lists that are merged as they grow, vectors beside codes that searches compare in memory
/// ([ADR 28](docs/adr/0028-search-index.md)).
package struct SQLiteSearchIndex: SearchIndex {
    /// Hits of one search: more than anybody reads, and each is looked up.
    package static let mostHits = 10_000

    let database: SQLiteDatabase
    let memory = SearchMemory()
    let weights: LexicalWeights

    /// - Parameter weights: what words of a query count for, where they stand.
    package init(_ database: SQLiteDatabase, weights: LexicalWeights = LexicalWeights()) {
        self.database = database
        self.weights = weights
    }

    package func lexical(
        _ query: LexicalQuery, _ filters: SearchFilters, scope: Scope, limit: Int
    ) async throws(StoreError) -> [ScoredChunk] {
        let limit = min(limit, Self.mostHits)
        guard limit > 0 else { return [] }
        try filters.checkCounts()
        return try await database.read { database in
            try memory.read(database, scope: scope) { contents in
                let bits = try contents.catalogue.bits(filters, in: contents.view, scope: scope, database)
                return try LexicalSearch(contents, weights: weights, database).best(query, among: bits, limit: limit)
            }
        }
    }

    package func counts(of words: [String], language: String?, in scope: Scope) async throws(StoreError) -> WordCounts {
        try await database.read { database in
            try memory.read(database, scope: scope) { contents in
                let search = try LexicalSearch(contents, weights: weights, database)
                let counts = try words.prefix(LexicalQuery.mostWords).map { try search.count(of: $0, language: language) }
                return WordCounts(chunkCount: contents.view.chunkCount, counts: counts + words.dropFirst(counts.count).map { _ in 0 })
            }
        }
    }

    package func nearest(
        to vector: [Float], in space: EmbeddingSpace, _ filters: SearchFilters, scope: Scope, limit: Int
    ) async throws(StoreError) -> [ScoredChunk] {
        guard vector.count == space.dimension else { throw .conflict("the dimension of a vector of \(space.model)") }
        let limit = min(limit, Self.mostHits)
        guard limit > 0 else { return [] }
        try filters.checkCounts()
        return try await database.read { database in
            guard let id = try SpaceRows.id(of: space, database) else { return [] }
            return try memory.read(database, scope: scope, space: (id, space.dimension)) { contents in
                let bits = try contents.catalogue.bits(filters, in: contents.view, scope: scope, database)
                return try VectorSearch(contents, space: id, database).nearest(to: vector, among: bits, limit: limit)
            }
        }
    }
}

// MARK: Vectors

extension SQLiteSearchIndex {
    package func vectors(of ids: [ChunkID], in space: EmbeddingSpace, scope: Scope) async throws(StoreError) -> [ChunkID: [Float]] {
        try await database.read { database in
            guard let space = try SpaceRows.id(of: space, database) else { return [:] }
            var vectors: [ChunkID: [Float]] = [:]
            for (document, ids) in Dictionary(grouping: ids, by: \.document) {
                guard let found = try IndexedDocument(document, in: scope, database) else { continue }
                for id in ids where found.has(id.index) {
                    let key = VectorKey.key(chunk: found.first + Int64(id.index), space: space)
                    vectors[id] = try SQLRequest<Data>(literal: "SELECT vector FROM search_vector WHERE key = \(key)", cached: true)
                        .fetchOne(database).map(VectorColumn.floats)
                }
            }
            return vectors
        }
    }

    package func save(_ vectors: [ChunkVector], in space: EmbeddingSpace) async throws(StoreError) {
        guard vectors.allSatisfy({ $0.values.count == space.dimension }) else { throw .conflict("the dimension of a vector of \(space.model)") }
        guard vectors.allSatisfy({ VectorCode($0.values).scale > 0 }) else { throw .conflict("a vector that is no direction") }
        try await database.write { database in
            let space = try SpaceRows.note(space, database)
            for (document, vectors) in Dictionary(grouping: vectors, by: \.id.document) {
                guard let found = try IndexedDocument(document, in: .installation, database) else { continue }
                let current = try vectors.filter { vector in
                    guard found.has(vector.id.index) else { return false }
                    let stored = try SQLRequest<Data>(
                        literal: "SELECT digest FROM search_chunk WHERE number = \(found.first + Int64(vector.id.index))", cached: true
                    ).fetchOne(database)
                    return stored == PassageDigest.digest(ofPassage: vector.text)
                }
                let values = current.map { (index: $0.id.index, vector: VectorColumn.data($0.values)) }
                try VectorRows.insert(values, of: found.number, first: found.first, count: found.count, space: space, database)
                try SearchRows.note(found.number, database)
            }
        }
    }

    package func missing(in space: EmbeddingSpace, limit: Int) async throws(StoreError) -> [IndexedChunk] {
        try await database.read { database in
            let space = try SpaceRows.id(of: space, database) ?? 0
            let documents = try SQLRequest<Row>(
                literal: """
                    SELECT id, title, search_document.number, first, count FROM search_document JOIN document USING (number)
                    WHERE count > 0 AND NOT EXISTS (
                        SELECT 1 FROM search_code
                        WHERE search_code.document = search_document.number AND space = \(space) AND is_complete)
                    ORDER BY number LIMIT \(max(0, limit))
                    """, cached: true
            ).fetchCursor(database)
            var missing: [IndexedChunk] = []
            while missing.count < limit, let row = try documents.next() {
                missing += try IndexedDocument(row: row).chunksWithoutVector(in: space, limit: limit - missing.count, database)
            }
            return missing
        }
    }
}

// MARK: Chunks

extension SQLiteSearchIndex {
    package func chunks(_ ids: [ChunkID], in scope: Scope) async throws(StoreError) -> [IndexedChunk] {
        try await database.read { database in
            var documents: [DocumentID: IndexedDocument?] = [:]
            return try ids.compactMap { id in
                let known = documents[id.document]
                let document = try known ?? IndexedDocument(id.document, in: scope, database)
                documents[id.document] = .some(document)
                guard let document, document.has(id.index) else { return nil }
                return try document.chunks(id.index..<(id.index + 1), database).first
            }
        }
    }

    /// All kinds of a document are in one column of its row; its texts are in as many rows as it has chunks.
    package func kinds(of ids: [ChunkID], in scope: Scope) async throws(StoreError) -> [ChunkID: Chunk.Kind] {
        try await database.read { database in
            var kinds: [ChunkID: Chunk.Kind] = [:]
            for (document, ids) in Dictionary(grouping: ids, by: \.document) {
                guard let found = try IndexedDocument(document, in: scope, database) else { continue }
                let facts = try found.facts(database)
                for id in ids where found.has(id.index) && id.index < facts.count { kinds[id] = facts[id.index].kind }
            }
            return kinds
        }
    }

    package func chunks(of document: DocumentID, _ range: Range<Int>, in scope: Scope) async throws(StoreError) -> [IndexedChunk] {
        try await database.read { database in
            try IndexedDocument(document, in: scope, database)?.chunks(range, database) ?? []
        }
    }

    package func statistics(in scope: Scope) async throws(StoreError) -> SearchIndexStatistics {
        try await database.read { database in
            let owned = scope.condition(column: "document.workspace")
            let row = try SQLRequest<Row>(
                literal: """
                    SELECT count(*) AS documents, coalesce(sum(count), 0) AS chunks
                    FROM search_document JOIN document USING (number) WHERE count > 0 AND \(owned)
                    """, cached: true
            ).fetchOne(database)
            // Vectors are counted one by one only where some are missing.
            let spaces = try SQLRequest<Row>(
                literal: """
                    SELECT model, version, dimension, sum(CASE WHEN is_complete THEN count ELSE (
                        SELECT count(*) FROM search_vector
                        WHERE key BETWEEN first << 16 AND ((first + count) << 16) - 1 AND key & 65535 = space) END) AS vectors
                    FROM search_code JOIN search_document ON search_document.number = search_code.document
                    JOIN document USING (number) JOIN search_space ON search_space.id = space
                    WHERE \(owned) GROUP BY space
                    """, cached: true
            ).fetchAll(database)
            let counts = try spaces.map { (try EmbeddingSpace(row: $0), try $0.get("vectors") as Int) }
            return SearchIndexStatistics(
                documentCount: try row?.get("documents") ?? 0, chunkCount: try row?.get("chunks") ?? 0,
                vectorCounts: Dictionary(counts) { $0 + $1 })
        }
    }
}

extension SearchFilters {
    /// Values of one filter: each is a parameter of a statement.
    package static let mostValues = 1_000

    fileprivate func checkCounts() throws(StoreError) {
        let most = [documents.count, tags.count, documentTypes.count, kinds.count, languages.count].max() ?? 0
        guard most <= Self.mostValues else { throw .conflict("a filter of more than \(Self.mostValues) values") }
    }
}
