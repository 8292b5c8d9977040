package import Backends
package import DocumentModel
import GRDB

extension SQLiteSearchIndex: SearchIndexUpkeep {
    package func activeSpace() async throws(StoreError) -> EmbeddingSpace? {
        try await database.read { try SpaceRows.active($0)?.space }
    }

    package func activate(_ space: EmbeddingSpace) async throws(StoreError) -> Bool {
        guard try await missing(in: space, limit: 1).isEmpty else { return false }
        return try await database.write { database in
            _ = try SpaceRows.note(space, database)
            return try SpaceRows.activate(space, database)
        }
    }

    private static let wantedModelName = "wanted model"

    package func wantedModel() async throws(StoreError) -> String? {
        try await database.read { database in
            try SQLRequest<String>(literal: "SELECT value FROM search_state WHERE name = \(Self.wantedModelName)", cached: true).fetchOne(database)
        }
    }

    package func want(model: String?) async throws(StoreError) {
        try await database.write { database in
            guard let model else { return try database.execute(literal: "DELETE FROM search_state WHERE name = \(Self.wantedModelName)") }
            try database.execute(
                literal: "INSERT OR REPLACE INTO search_state (name, value) VALUES (\(Self.wantedModelName), \(model))")
        }
    }

    package func unindexed(limit: Int) async throws(StoreError) -> [DocumentRecord] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT * FROM document WHERE published_revision > 0
                        AND NOT EXISTS (SELECT 1 FROM search_document WHERE search_document.number = document.number)
                    ORDER BY number LIMIT \(max(0, limit))
                    """, cached: true
            ).all(database, DocumentRecord.init(row:))
        }
    }

    package func index(_ chunks: [Chunk], of document: DocumentID, revision: Int) async throws(StoreError) -> Bool {
        let language = try await database.read { database in
            try SQLRequest<String?>(literal: "SELECT language FROM document WHERE id = \(document)", cached: true).fetchOne(database) ?? nil
        }
        let analyzed = AnalyzedChunks(chunks, language: language)
        return try await database.write { database in
            let readable = try SQLRequest<Int>(
                literal: "SELECT published_revision FROM document WHERE id = \(document)", cached: true
            ).fetchOne(database)
            guard readable == revision else { return false }
            try SearchRows.replace(with: analyzed, of: document, database)
            return true
        }
    }

    package func renew(limit: Int) async throws(StoreError) -> Int {
        let outdated = try await database.read { database in
            try SQLRequest<DocumentID>(
                literal: """
                    SELECT id FROM search_document JOIN document USING (number)
                    WHERE analysis < \(AnalyzedChunks.version) LIMIT \(max(0, limit))
                    """, cached: true
            ).fetchAll(database)
        }
        // One at a time: others want to write, too.
        for document in outdated { try await database.write { try SearchRows.relearn(document, $0) } }
        return outdated.count
    }

    package func markOutdated() async throws(StoreError) {
        try await database.write { try $0.execute(sql: "UPDATE search_document SET analysis = 0") }
    }

    /// Of words: some tenths of a second.
    private static let rowsAtOnce = 20_000
    private static let documentsAtOnce = 50

    package func tidy() async throws(StoreError) -> Bool {
        try await database.write { database in
            let hasOldVectors = try SpaceRows.removeOld(documents: Self.documentsAtOnce, database)
            let hasOpenMerges = try SegmentMerge.goOn(rows: Self.rowsAtOnce, database)
            return hasOldVectors || hasOpenMerges
        }
    }
}
