package import Backends
package import DocumentModel
import GRDB

/// Records of documents in SQLite.
package struct SQLiteDocumentStore: DocumentStore {
    let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func accept(_ acceptances: [DocumentAcceptance], batch: BatchRecord?) async throws(StoreError) {
        try await database.write { database in
            try batch?.insert(database)
            for acceptance in acceptances {
                try acceptance.document.insert(database)
                try DocumentWords.learn(acceptance.document.id, database)
                try acceptance.job.insert(database)
            }
        }
    }

    package func acceptAgain(_ acceptance: DocumentAcceptance) async throws(StoreError) {
        try await database.write { database in
            let document = acceptance.document
            try database.cachedStatement(
                literal: """
                    UPDATE document SET revision = \(document.revision), status = \(document.status), updated_at = \(acceptance.job.createdAt)
                    WHERE id = \(document.id) AND workspace = \(document.workspace) AND revision = \(document.revision - 1)
                    """
            ).execute()
            guard database.changesCount == 1 else { throw StoreError.conflict("document \(document.id)") }
            try acceptance.job.insert(database)
        }
    }

    package func setFile(_ file: StoredFile, of id: DocumentID, at: Timestamp) async throws(StoreError) -> Bool {
        try await database.write { database in
            try database.cachedStatement(
                literal: """
                    UPDATE document SET size_bytes = \(file.sizeBytes), sha256 = \(file.sha256),
                        findings = \(try JSONColumn.text(file.findings)), updated_at = \(at)
                    WHERE id = \(id)
                    """
            ).execute()
            return database.changesCount == 1
        }
    }

    package func document(_ id: DocumentID, in scope: Scope) async throws(StoreError) -> DocumentRecord? {
        try await database.read { try Self.document(id, in: scope, $0) }
    }

    package func document(withSHA256 sha256: String, in workspace: WorkspaceID) async throws(StoreError) -> DocumentRecord? {
        try await database.read { database in
            try SQLRequest<Row>(
                literal: """
                    SELECT * FROM document WHERE workspace = \(workspace) AND sha256 = \(sha256) AND status <> \(DocumentStatus.failed)
                    ORDER BY created_at, number LIMIT 1
                    """, cached: true
            ).first(database, DocumentRecord.init(row:))
        }
    }

    package func existing(_ ids: Set<DocumentID>) async throws(StoreError) -> Set<DocumentID> {
        try await database.read { database in
            try SQLRequest<DocumentID>(literal: "SELECT id FROM document WHERE id IN \(ids)").fetchSet(database)
        }
    }

    package func change(
        _ id: DocumentID, in scope: Scope, _ change: DocumentChange, at: Timestamp
    ) async throws(StoreError) -> DocumentRecord? {
        try await database.write { database in
            guard let document = try Self.document(id, in: scope, database) else { return nil }
            try DocumentWords.relearn(id, database) {
                try database.cachedStatement(
                    literal: """
                        UPDATE document SET
                            title = \(change.title ?? document.title), tags = \(try JSONColumn.text(change.tags ?? document.tags)),
                            custom_fields = \(try JSONColumn.text(change.customFields ?? document.customFields)), updated_at = \(at)
                        WHERE id = \(id)
                        """
                ).execute()
            }
            if let title = change.title, title != document.title { try SearchRows.relearn(id, database) }
            if let tags = change.tags { try DocumentTags.replace(with: tags, of: id, database) }
            return try Self.document(id, in: scope, database)
        }
    }

    package func remove(_ id: DocumentID, in scope: Scope) async throws(StoreError) -> DocumentRecord? {
        try await database.write { database in
            guard let document = try Self.document(id, in: scope, database) else { return nil }
            try DocumentWords.forget(id, database)
            try database.cachedStatement(literal: "DELETE FROM document WHERE id = \(id)").execute()
            return document
        }
    }

    package func usage(of scope: Scope, since: Timestamp) async throws(StoreError) -> StorageUsage {
        try await database.read { database in
            var usage = StorageUsage()
            let held = try SQLRequest<Row>(
                literal: """
                    SELECT count(*) AS documents, coalesce(sum(size_bytes), 0) AS bytes, coalesce(sum(page_count), 0) AS pages
                    FROM document WHERE \(scope.condition)
                    """, cached: true
            ).fetchOne(database)
            if let held {
                usage.documents = try held.get("documents")
                usage.storedBytes = try held.get("bytes")
                usage.pages = try held.get("pages")
            }
            usage.recentPages =
                try SQLRequest<Int>(
                    literal: "SELECT coalesce(sum(pages), 0) FROM processed_pages WHERE \(scope.condition) AND at >= \(since)", cached: true
                ).fetchOne(database) ?? 0
            return usage
        }
    }

    private static func document(_ id: DocumentID, in scope: Scope, _ database: Database) throws -> DocumentRecord? {
        try SQLRequest<Row>(literal: "SELECT * FROM document WHERE id = \(id) AND \(scope.condition)", cached: true)
            .first(database, DocumentRecord.init(row:))
    }
}
