import GRDB

/// Users, workspaces, credentials and the audit log.
enum AccountSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: people)
    }

    private static let people = """
        CREATE TABLE workspace (
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            quota TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE user (
            id TEXT PRIMARY KEY NOT NULL,
            email TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            is_platform_admin INTEGER NOT NULL,
            is_disabled INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        """
}
