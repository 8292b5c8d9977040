package import Backends
package import DocumentModel
import GRDB

/// Searches of people in SQLite.
package struct SQLiteSearchMemory: SearchMemory {
    private let database: SQLiteDatabase

    package init(_ database: SQLiteDatabase) {
        self.database = database
    }

    package func save(_ search: SavedSearch, of owner: SearchOwner) async throws(StoreError) {
        try await database.write { database in
            let record = try JSONColumn.text(search)
            try database.cachedStatement(
                literal: """
                    UPDATE saved_search SET record = \(record), updated_at = \(search.updatedAt) WHERE id = \(search.id) AND \(owner.condition)
                    """
            ).execute()
            guard database.changesCount == 0 else { return }
            let isTaken = try SQLRequest<Bool>(literal: "SELECT EXISTS (SELECT 1 FROM saved_search WHERE id = \(search.id))").fetchOne(database)
            guard isTaken != true else { throw StoreError.conflict("the name of a saved search") }
            let count = try SQLRequest<Int>(literal: "SELECT COUNT(*) FROM saved_search WHERE \(owner.condition)").fetchOne(database) ?? 0
            guard count < SearchMemoryLimits.savedSearches else {
                throw StoreError.conflict("there are \(SearchMemoryLimits.savedSearches) saved searches already")
            }
            try database.cachedStatement(
                literal: """
                    INSERT INTO saved_search (id, workspace, user, updated_at, record)
                    VALUES (\(search.id), \(owner.workspace), \(owner.user), \(search.updatedAt), \(record))
                    """
            ).execute()
        }
    }

    package func saved(_ id: SavedSearchID, of owner: SearchOwner) async throws(StoreError) -> SavedSearch? {
        try await database.read { database in
            try SQLRequest<String>(literal: "SELECT record FROM saved_search WHERE id = \(id) AND \(owner.condition)").fetchOne(database)
                .map { try JSONColumn.value($0) }
        }
    }

    package func saved(of owner: SearchOwner, limit: Int, offset: Int) async throws(StoreError) -> Listing<SavedSearch> {
        try await listing("saved_search", "updated_at DESC, id", owner, limit, offset)
    }

    package func remove(_ id: SavedSearchID, of owner: SearchOwner) async throws(StoreError) -> Bool {
        try await database.write { database in
            try database.cachedStatement(literal: "DELETE FROM saved_search WHERE id = \(id) AND \(owner.condition)").execute()
            return database.changesCount > 0
        }
    }

    package func note(_ search: PastSearch, of owner: SearchOwner) async throws(StoreError) {
        try await database.write { database in
            try database.cachedStatement(
                literal: """
                    INSERT INTO past_search (workspace, user, record) VALUES (\(owner.workspace), \(owner.user), \(try JSONColumn.text(search)))
                    """
            ).execute()
            try database.cachedStatement(
                literal: """
                    DELETE FROM past_search WHERE \(owner.condition) AND number <= (
                        SELECT number FROM past_search WHERE \(owner.condition)
                        ORDER BY number DESC LIMIT 1 OFFSET \(SearchMemoryLimits.pastSearches))
                    """
            ).execute()
        }
    }

    package func past(of owner: SearchOwner, limit: Int, offset: Int) async throws(StoreError) -> Listing<PastSearch> {
        try await listing("past_search", "number DESC", owner, limit, offset)
    }

    package func forgetPast(of owner: SearchOwner) async throws(StoreError) {
        try await database.write { database in
            try database.cachedStatement(literal: "DELETE FROM past_search WHERE \(owner.condition)").execute()
        }
    }

    private func listing<Record: Decodable & Sendable>(
        _ table: String, _ order: String, _ owner: SearchOwner, _ limit: Int, _ offset: Int
    ) async throws(StoreError) -> Listing<Record> {
        try await database.read { database in
            let count = try SQLRequest<Int>(literal: "SELECT COUNT(*) FROM \(sql: table) WHERE \(owner.condition)").fetchOne(database) ?? 0
            let records = try SQLRequest<String>(
                literal: """
                    SELECT record FROM \(sql: table) WHERE \(owner.condition) ORDER BY \(sql: order)
                    LIMIT \(max(0, limit)) OFFSET \(max(0, offset))
                    """
            ).fetchAll(database)
            return Listing(items: try records.map { try JSONColumn.value($0) }, totalCount: count)
        }
    }
}

extension SearchOwner {
    fileprivate var condition: SQL { "workspace = \(workspace) AND user = \(user)" }
}

/// The tables behind it. They go with the user and with the workspace.
enum SearchMemorySchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE saved_search (
                    id TEXT PRIMARY KEY NOT NULL,
                    workspace TEXT NOT NULL,
                    user TEXT NOT NULL,
                    updated_at INTEGER NOT NULL,
                    record TEXT NOT NULL
                ) STRICT;
                CREATE INDEX saved_search_by_owner ON saved_search(workspace, user, updated_at);
                CREATE TABLE past_search (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    workspace TEXT NOT NULL,
                    user TEXT NOT NULL,
                    record TEXT NOT NULL
                ) STRICT;
                CREATE INDEX past_search_by_owner ON past_search(workspace, user, number);
                CREATE TRIGGER searches_of_user_gone AFTER DELETE ON user BEGIN
                    DELETE FROM saved_search WHERE user = old.id;
                    DELETE FROM past_search WHERE user = old.id;
                END;
                CREATE TRIGGER searches_of_workspace_gone AFTER DELETE ON workspace BEGIN
                    DELETE FROM saved_search WHERE workspace = old.id;
                    DELETE FROM past_search WHERE workspace = old.id;
                END;
                """)
    }
}
