package import Backends
package import DocumentModel
import GRDB

extension SQLiteContentStore {
    package func publishEdition(
        _ contents: CorrectedContents, of document: DocumentID, revision: Int, at: Timestamp
    ) async throws(StoreError) -> Bool {
        let chunks = AnalyzedChunks(contents.chunks, language: contents.facts.language)
        return try await database.write { database in
            guard try Self.isOlder(than: contents.edition, document, revision: revision, database) else { return false }
            try DocumentWords.relearn(document, database) {
                for page in contents.pages { try page.replaceText(of: document, revision: revision, database) }
                try contents.facts.update(document, database)
                try database.cachedStatement(literal: "UPDATE document SET updated_at = \(at) WHERE id = \(document)").execute()
            }
            try Self.replaceTables(with: contents.tables, of: document, database)
            try CorrectionRows.note(contents.standings, edition: contents.edition, of: document, database)
            // Names and amounts may stand elsewhere now, or read otherwise.
            try database.cachedStatement(literal: "DELETE FROM entity_search WHERE document = \(document)").execute()
            try SearchRows.replace(with: chunks, of: document, database)
            return true
        }
    }

    private static func isOlder(than edition: Int, _ document: DocumentID, revision: Int, _ database: Database) throws -> Bool {
        let row = try SQLRequest<Row>(
            literal: "SELECT published_revision, edition FROM document WHERE id = \(document)", cached: true
        ).fetchOne(database)
        guard let row else { return false }
        return try row.get("published_revision") == revision && row.get("edition") < edition
    }
}

extension PageRecord {
    /// Most pages of a document have no correction: they are compared, and not written.
    fileprivate func replaceText(of document: DocumentID, revision: Int, _ database: Database) throws {
        try database.cachedStatement(
            literal: """
                UPDATE page SET text = \(text), markdown = \(markdown), blocks = \(blocksJSON)
                WHERE document = \(document) AND revision = \(revision) AND number = \(number)
                    AND (blocks <> \(blocksJSON) OR markdown <> \(markdown) OR text <> \(text))
                """
        ).execute()
    }
}
