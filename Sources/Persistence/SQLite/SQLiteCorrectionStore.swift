package import Backends
package import DocumentModel
import GRDB

/// Corrections in SQLite.
package struct SQLiteCorrectionStore: CorrectionStore {
    private let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func corrections(of document: DocumentID, in scope: Scope) async throws(StoreError) -> CorrectionList? {
        try await database.read { database in
            guard let version = try Self.version(of: document, in: scope, database) else { return nil }
            let rows = try SQLRequest<Row>(
                literal: "SELECT record, standing FROM correction WHERE document = \(document)", cached: true
            ).fetchAll(database)
            return CorrectionList(version: version, corrections: try rows.map(Correction.init(row:)))
        }
    }

    package func save(_ change: CorrectionChange, of document: DocumentID, in scope: Scope) async throws(StoreError) -> Bool {
        try await database.write { database in
            guard let version = try Self.version(of: document, in: scope, database) else { throw StoreError.notFound("document \(document)") }
            guard version == change.version else { return false }
            try database.execute(literal: "DELETE FROM correction WHERE document = \(document) AND id IN \(Array(change.removed))")
            for correction in change.saved { try correction.write(of: document, database) }
            try database.cachedStatement(
                literal: "UPDATE document SET corrections_version = \(version + 1) WHERE id = \(document)"
            ).execute()
            for event in change.audit { try AuditTrail.append(event, database) }
            return true
        }
    }

    package func waiting(limit: Int) async throws(StoreError) -> [DocumentID] {
        try await database.read { database in
            try SQLRequest<DocumentID>(
                literal: """
                    SELECT id FROM document WHERE corrections_version <> edition AND published_revision > 0
                    ORDER BY id LIMIT \(max(0, limit))
                    """, cached: true
            ).fetchAll(database)
        }
    }

    /// `nil` when the scope has no such document.
    private static func version(of document: DocumentID, in scope: Scope, _ database: Database) throws -> Int? {
        try SQLRequest<Int>(
            literal: "SELECT corrections_version FROM document WHERE id = \(document) AND \(scope.condition)", cached: true
        ).fetchOne(database)
    }
}

extension Correction {
    fileprivate init(row: Row) throws {
        self = try JSONColumn.value(row.get("record"))
        standing = try JSONColumn.value(row.get("standing"))
    }

    /// The name alone is no right: one of another document stays what it is.
    fileprivate func write(of document: DocumentID, _ database: Database) throws {
        try database.execute(
            literal: """
                INSERT INTO correction (id, document, standing, record)
                VALUES (\(id), \(document), \(try JSONColumn.text(standing)), \(try JSONColumn.text(self)))
                ON CONFLICT (id) DO UPDATE SET standing = excluded.standing, record = excluded.record
                WHERE correction.document = excluded.document
                """)
        guard database.changesCount == 1 else { throw StoreError.conflict("correction \(id)") }
    }
}

/// What publishing writes of corrections, in its transaction.
enum CorrectionRows {
    /// - Parameter edition: the version of the corrections that the contents were made with.
    static func note(
        _ standings: [CorrectionID: Correction.Standing], edition: Int, of document: DocumentID, _ database: Database
    ) throws {
        try database.cachedStatement(literal: "UPDATE document SET edition = \(edition) WHERE id = \(document)").execute()
        for (id, standing) in standings {
            try database.cachedStatement(
                literal: """
                    UPDATE correction SET standing = \(try JSONColumn.text(standing)) WHERE id = \(id) AND document = \(document)
                    """
            ).execute()
        }
    }
}
