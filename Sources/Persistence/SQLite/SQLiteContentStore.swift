package import Backends
package import DocumentModel
import Foundation
import GRDB

/// Pages, tables and images of documents in SQLite.
package struct SQLiteContentStore: ContentStore {
    let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func savePages(_ pages: [SavedPage], of document: DocumentID, revision: Int) async throws(StoreError) {
        try await database.write { database in
            guard try Self.isCurrent(revision, of: document, database) else { return }
            for saved in pages { try saved.page.write(of: document, revision: revision, layout: saved.layout, database) }
        }
    }

    package func savedLayouts(of document: DocumentID, revision: Int) async throws(StoreError) -> [(page: Int, layout: [UInt8])] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT number, layout FROM page WHERE document = \(document) AND revision = \(revision) AND layout IS NOT NULL
                    ORDER BY number
                    """, cached: true
            ).all(database) { (page: try $0.get("number"), layout: [UInt8](try $0.get("layout") as Data)) }
        }
    }

    package func pages(
        of document: DocumentID, in scope: Scope, numbers: ClosedRange<Int>?, withContent: Bool
    ) async throws(StoreError) -> [PageRecord] {
        try await database.read { database in
            let columns: SQL = withContent ? ", text, markdown, blocks" : ""
            let range = numbers ?? 1...Int.max
            return try SQLRequest<Row>(
                literal: """
                    SELECT page.number, width, height, page.status, is_recognized, failure\(columns)
                    FROM document JOIN page ON page.document = document.id
                        AND page.revision = CASE WHEN published_revision > 0 THEN published_revision ELSE document.revision END
                    WHERE document.id = \(document) AND \(scope.condition)
                        AND page.number BETWEEN \(range.lowerBound) AND \(range.upperBound)
                    ORDER BY page.number
                    """, cached: true
            ).all(database) { try PageRecord(row: $0, hasContent: withContent) }
        }
    }

    package func tables(of document: DocumentID, in scope: Scope) async throws(StoreError) -> [DocumentModel.TableRecord] {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT record FROM document JOIN document_table ON document_table.document = document.id
                    WHERE document.id = \(document) AND \(scope.condition) ORDER BY position
                    """, cached: true
            ).all(database) { try JSONColumn.value($0.get("record")) }
        }
    }

    static func isCurrent(_ revision: Int, of document: DocumentID, _ database: Database) throws -> Bool {
        try SQLRequest<Int>(literal: "SELECT revision FROM document WHERE id = \(document)", cached: true).fetchOne(database) == revision
    }
}

// MARK: Publishing

extension SQLiteContentStore {
    package func publish(
        _ contents: DocumentContents, of document: DocumentID, revision: Int, at: Timestamp
    ) async throws(StoreError) -> Bool {
        let chunks = AnalyzedChunks(contents.chunks, language: contents.facts.language)
        return try await database.write { database in
            guard try Self.isCurrent(revision, of: document, database) else { return false }
            try DocumentWords.relearn(document, database) {
                try Self.replacePages(with: contents.pages, of: document, revision: revision, database)
                try Self.note(contents, of: document, revision: revision, at: at, database)
            }
            try Self.replaceTables(with: contents.tables, of: document, database)
            try Self.replaceImages(with: contents.images, of: document, database)
            // Last: it reads the title, and says whether the document can be found by meaning.
            try SearchRows.replace(with: chunks, of: document, database)
            return true
        }
    }

    private static func replacePages(with pages: [PageRecord], of document: DocumentID, revision: Int, _ database: Database) throws {
        try database.cachedStatement(literal: "DELETE FROM page WHERE document = \(document)").execute()
        for page in pages { try page.write(of: document, revision: revision, layout: nil, database) }
    }

    private static func replaceTables(with tables: [DocumentModel.TableRecord], of document: DocumentID, _ database: Database) throws {
        try database.cachedStatement(literal: "DELETE FROM document_table WHERE document = \(document)").execute()
        for (position, table) in tables.enumerated() {
            try database.cachedStatement(
                literal: """
                    INSERT INTO document_table (document, position, record)
                    VALUES (\(document), \(position), \(try JSONColumn.text(table)))
                    """
            ).execute()
        }
    }

    /// An image that is still there keeps what people and models said of it.
    private static func replaceImages(with images: [ImageRecord], of document: DocumentID, _ database: Database) throws {
        let before = try SQLRequest<Row>(literal: "SELECT record FROM image WHERE document = \(document)", cached: true)
            .all(database, ImageRecord.init(row:))
        let known = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
        // Those that stay are changed and not replaced: with its row, an image would lose its vector.
        try database.execute(literal: "DELETE FROM image WHERE document = \(document) AND id NOT IN \(images.map(\.id))")
        for (position, image) in images.enumerated() {
            var image = image
            if let old = known[image.id], old.sha256 == image.sha256 {
                if image.tags.isEmpty { image.tags = old.tags }
                image.analysisJSON = image.analysisJSON ?? old.analysisJSON
            }
            try image.write(position: position, database)
            try database.cachedStatement(literal: "UPDATE image SET position = \(position) WHERE id = \(image.id)").execute()
        }
    }

    private static func note(
        _ contents: DocumentContents, of document: DocumentID, revision: Int, at: Timestamp, _ database: Database
    ) throws {
        try database.cachedStatement(
            literal: """
                UPDATE document SET status = \(contents.status), published_status = \(contents.status), published_revision = \(revision),
                    updated_at = \(at), title = coalesce(\(contents.title), title)
                WHERE id = \(document)
                """
        ).execute()
        try contents.facts.update(document, database)
        try database.cachedStatement(
            literal: """
                INSERT INTO processed_pages (workspace, at, pages)
                SELECT workspace, \(at), \(contents.facts.pageCount) FROM document WHERE id = \(document)
                """
        ).execute()
    }
}

// MARK: Images

extension SQLiteContentStore {
    package func images(_ query: ImageQuery, in scope: Scope) async throws(StoreError) -> Listing<ImageRecord> {
        try await database.read { database in
            let condition = query.condition(in: scope)
            let order: SQL = query.document == nil ? "created_at DESC, position DESC, id" : "position, id"
            let count = try SQLRequest<Int>(literal: "SELECT count(*) FROM image WHERE \(condition)", cached: true).fetchOne(database)
            let items = try SQLRequest<Row>(
                literal: """
                    SELECT record FROM image WHERE \(condition) ORDER BY \(order)
                    LIMIT \(max(0, query.limit)) OFFSET \(max(0, query.offset))
                    """, cached: true
            ).all(database, ImageRecord.init(row:))
            return Listing(items: items, totalCount: count ?? 0)
        }
    }

    package func existing(_ ids: Set<ImageID>) async throws(StoreError) -> Set<ImageID> {
        try await database.read { try SQLRequest<ImageID>(literal: "SELECT id FROM image WHERE id IN \(ids)").fetchSet($0) }
    }

    package func saveImages(_ images: [ImageRecord]) async throws(StoreError) {
        try await database.write { database in
            for (position, image) in images.enumerated() {
                let owner = try SQLRequest<WorkspaceID>(literal: "SELECT workspace FROM image WHERE id = \(image.id)").fetchOne(database)
                guard owner == nil || owner == image.workspace else { throw StoreError.conflict("image \(image.id)") }
                try image.write(position: position, database)
            }
        }
    }

    package func removeImage(_ id: ImageID, in scope: Scope) async throws(StoreError) -> ImageRecord? {
        try await database.write { database in
            let row = try SQLRequest<Row>(literal: "SELECT record FROM image WHERE id = \(id) AND \(scope.condition)").fetchOne(database)
            guard let row else { return nil }
            let image = try ImageRecord(row: row)
            try database.cachedStatement(literal: "DELETE FROM image WHERE id = \(id)").execute()
            return image
        }
    }
}

extension ImageQuery {
    fileprivate func condition(in scope: Scope) -> SQL {
        var parts: [SQL] = [scope.condition]
        if !ids.isEmpty { parts.append("id IN \(ids)") }
        if let document { parts.append("document = \(document)") }
        for tag in Set(tags) { parts.append("EXISTS (SELECT 1 FROM json_each(record, '$.tags') WHERE value = \(tag))") }
        return parts.joined(separator: " AND ")
    }
}
