import GRDB

/// Entities of documents. What belongs to a document goes with it.
enum EntitySchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: tables)
    }

    /// The workspace stands with each mention: searches over a collection would look up each one's document to know whose it is.
    private static let tables = """
        CREATE TABLE entity_search (
            document TEXT PRIMARY KEY NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            revision INTEGER NOT NULL,
            recognizer TEXT NOT NULL,
            missing TEXT
        ) STRICT;
        CREATE TABLE entity_mention (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            workspace TEXT NOT NULL,
            revision INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            passage INTEGER NOT NULL,
            confidence REAL NOT NULL,
            name TEXT NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (document, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX entity_mention_by_entity ON entity_mention(workspace, kind, key, document, revision, confidence, passage, name);
        """
}
