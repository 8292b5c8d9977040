import GRDB

/// Users, workspaces, credentials and the audit log. Times are milliseconds since 1970.
enum AccountSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: people)
        try database.execute(sql: credentials)
        try database.execute(sql: auditLog)
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
            password_hash TEXT,
            token_generation INTEGER NOT NULL,
            tokens_valid_from INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE external_identity (
            issuer TEXT NOT NULL,
            subject TEXT NOT NULL,
            user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            PRIMARY KEY (issuer, subject),
            UNIQUE (issuer, user)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE membership (
            user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            workspace TEXT NOT NULL REFERENCES workspace(id) ON DELETE CASCADE,
            role TEXT NOT NULL,
            joined_at INTEGER NOT NULL,
            PRIMARY KEY (user, workspace)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX membership_by_workspace ON membership(workspace);
        """

    private static let credentials = """
        CREATE TABLE one_time_link (
            digest TEXT PRIMARY KEY NOT NULL,
            id TEXT NOT NULL UNIQUE,
            purpose TEXT NOT NULL,
            user TEXT REFERENCES user(id) ON DELETE CASCADE,
            workspace TEXT REFERENCES workspace(id) ON DELETE CASCADE,
            email TEXT,
            role TEXT,
            issued_by TEXT,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX one_time_link_by_workspace ON one_time_link(workspace);
        CREATE TABLE session (
            id TEXT PRIMARY KEY NOT NULL,
            user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
            workspace TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            last_used_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            address TEXT
        ) STRICT;
        CREATE INDEX session_by_user ON session(user, last_used_at);
        CREATE TABLE refresh_token (
            digest TEXT PRIMARY KEY NOT NULL,
            session TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE,
            expires_at INTEGER NOT NULL,
            replaced_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX refresh_token_by_session ON refresh_token(session);
        CREATE TABLE api_key (
            id TEXT PRIMARY KEY NOT NULL,
            digest TEXT NOT NULL UNIQUE,
            workspace TEXT NOT NULL,
            user TEXT NOT NULL,
            name TEXT NOT NULL,
            prefix TEXT NOT NULL,
            scopes TEXT NOT NULL,
            requests_per_minute INTEGER,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            last_used_at INTEGER,
            FOREIGN KEY (user, workspace) REFERENCES membership(user, workspace) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX api_key_by_member ON api_key(user, workspace);
        CREATE INDEX api_key_by_workspace ON api_key(workspace, created_at);
        """

    /// Entries are only ever added: the triggers keep our own mistakes from changing one, the hashes show everybody else's.
    private static let auditLog = """
        CREATE TABLE audit_entry (
            sequence INTEGER PRIMARY KEY NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            workspace TEXT,
            action TEXT NOT NULL,
            target TEXT,
            address TEXT,
            outcome TEXT NOT NULL,
            details TEXT NOT NULL,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_entry_by_workspace ON audit_entry(workspace, sequence);
        CREATE INDEX audit_entry_by_actor ON audit_entry(actor, sequence);
        CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
        CREATE TRIGGER audit_entry_is_not_removed BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
        """
}
