import GRDB

/// Documents, their contents, jobs and batches. Times are milliseconds since 1970; lists and maps are JSON.
enum DocumentSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: documents)
        try database.execute(sql: contents)
        try database.execute(sql: jobs)
    }

    private static let documents = """
        CREATE TABLE document (
            id TEXT PRIMARY KEY NOT NULL,
            workspace TEXT NOT NULL,
            uploaded_by TEXT NOT NULL,
            title TEXT NOT NULL,
            filename TEXT NOT NULL,
            mime_type TEXT NOT NULL,
            size_bytes INTEGER NOT NULL,
            sha256 TEXT,
            source_url TEXT,
            status TEXT NOT NULL,
            tags TEXT NOT NULL,
            custom_fields TEXT NOT NULL,
            facts TEXT NOT NULL,
            page_count INTEGER NOT NULL,
            findings TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX document_by_workspace ON document(workspace, created_at);
        CREATE INDEX document_by_content ON document(workspace, sha256);
        """

    private static let contents = """
        CREATE TABLE page (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            width REAL NOT NULL,
            height REAL NOT NULL,
            status TEXT NOT NULL,
            markdown TEXT NOT NULL,
            text TEXT NOT NULL,
            blocks TEXT NOT NULL,
            is_recognized INTEGER NOT NULL,
            failure TEXT,
            PRIMARY KEY (document, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE saved_layout (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            revision INTEGER NOT NULL,
            number INTEGER NOT NULL,
            layout BLOB NOT NULL,
            PRIMARY KEY (document, revision, number)
        ) STRICT;
        CREATE TABLE document_table (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (document, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE image (
            id TEXT PRIMARY KEY NOT NULL,
            workspace TEXT NOT NULL,
            document TEXT REFERENCES document(id) ON DELETE CASCADE,
            created_at INTEGER NOT NULL,
            record TEXT NOT NULL
        ) STRICT;
        CREATE INDEX image_by_workspace ON image(workspace, created_at);
        CREATE INDEX image_by_document ON image(document);
        """

    private static let jobs = """
        CREATE TABLE batch (
            id TEXT PRIMARY KEY NOT NULL,
            workspace TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            record TEXT NOT NULL
        ) STRICT;
        CREATE INDEX batch_by_workspace ON batch(workspace, created_at);
        CREATE TABLE job (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            workspace TEXT NOT NULL,
            owner TEXT NOT NULL,
            document TEXT REFERENCES document(id) ON DELETE CASCADE,
            batch TEXT,
            priority INTEGER NOT NULL,
            status TEXT NOT NULL,
            payload TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            maximum_attempts INTEGER NOT NULL,
            progress TEXT NOT NULL,
            failure TEXT,
            result TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            run_after INTEGER NOT NULL,
            worker TEXT,
            lease_until INTEGER,
            wish TEXT
        ) STRICT;
        CREATE INDEX job_to_claim ON job(status, priority DESC, created_at);
        CREATE INDEX job_by_workspace ON job(workspace, created_at);
        CREATE INDEX job_by_document ON job(document);
        CREATE INDEX job_by_batch ON job(batch);
        CREATE TABLE queue_state (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
        """
}
