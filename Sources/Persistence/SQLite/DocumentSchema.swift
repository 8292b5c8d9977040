import GRDB

/// Documents, their contents, jobs and batches. Times are milliseconds since 1970; lists and maps are JSON.
enum DocumentSchema {
    static func create(_ database: Database) throws {
        for part in [documents, contents, words, jobs] { try database.execute(sql: part) }
    }

    /// `number` is what the word index knows a document by: it must not change when the file is copied or compacted.
    /// `published_revision` is the one whose contents can be read, 0 before the first; `published_status` is what it ended as.
    private static let documents = """
        CREATE TABLE document (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            workspace TEXT NOT NULL,
            uploaded_by TEXT NOT NULL,
            title TEXT NOT NULL,
            filename TEXT NOT NULL,
            mime_type TEXT NOT NULL,
            size_bytes INTEGER NOT NULL,
            sha256 TEXT,
            source_url TEXT,
            status TEXT NOT NULL,
            published_status TEXT,
            revision INTEGER NOT NULL,
            published_revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            page_count INTEGER NOT NULL,
            word_count INTEGER NOT NULL,
            character_count INTEGER NOT NULL,
            image_count INTEGER NOT NULL,
            table_count INTEGER NOT NULL,
            entity_count INTEGER NOT NULL,
            failed_page_count INTEGER NOT NULL,
            language TEXT,
            has_embeddings INTEGER NOT NULL,
            processing_seconds REAL,
            tags TEXT NOT NULL,
            custom_fields TEXT NOT NULL,
            findings TEXT NOT NULL,
            file_fields TEXT NOT NULL,
            preview TEXT NOT NULL,
            summary TEXT
        ) STRICT;
        CREATE INDEX document_by_creation ON document(workspace, created_at);
        CREATE INDEX document_by_change ON document(workspace, updated_at);
        CREATE INDEX document_by_title ON document(workspace, title COLLATE NOCASE);
        CREATE INDEX document_by_filename ON document(workspace, filename COLLATE NOCASE);
        CREATE INDEX document_by_state ON document(workspace, status, created_at);
        CREATE INDEX document_by_size ON document(workspace, size_bytes, page_count);
        CREATE INDEX document_by_pages ON document(workspace, page_count);
        CREATE INDEX document_by_content ON document(workspace, sha256, created_at);
        CREATE TABLE document_tag (
            tag TEXT NOT NULL,
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            PRIMARY KEY (tag, document)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX document_tag_by_document ON document_tag(document);
        CREATE TABLE processed_pages (
            workspace TEXT NOT NULL,
            at INTEGER NOT NULL,
            pages INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX processed_pages_by_time ON processed_pages(workspace, at, pages);
        """

    /// Large columns stand last: what stands before them is read without them.
    private static let contents = """
        CREATE TABLE page (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            revision INTEGER NOT NULL,
            number INTEGER NOT NULL,
            width REAL NOT NULL,
            height REAL NOT NULL,
            status TEXT NOT NULL,
            is_recognized INTEGER NOT NULL,
            failure TEXT,
            text TEXT NOT NULL,
            markdown TEXT NOT NULL,
            blocks TEXT NOT NULL,
            layout BLOB
        ) STRICT;
        CREATE UNIQUE INDEX page_by_number ON page(document, revision, number);
        CREATE TABLE document_table (
            document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (document, position)
        ) STRICT;
        CREATE TABLE image (
            id TEXT PRIMARY KEY NOT NULL,
            workspace TEXT NOT NULL,
            document TEXT REFERENCES document(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            record TEXT NOT NULL
        ) STRICT;
        CREATE INDEX image_by_creation ON image(workspace, created_at, position);
        CREATE INDEX image_by_document ON image(document, position);
        """

    /// The index keeps no text of its own: it takes it from the view, also to forget it.
    private static let words = """
        CREATE VIEW document_text AS
            SELECT number, title, filename,
                (SELECT group_concat(page.text, ' ') FROM page
                    WHERE page.document = document.id AND page.revision = document.published_revision) AS text
            FROM document;
        CREATE VIRTUAL TABLE document_words USING fts5(
            title, filename, text, content='document_text', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
        );
        """

    /// `interruptions`: workers that died with it, one after the other, without bringing it any further. `pages_at_claim` and
    /// `saved_at_claim`: pages done and pages stored when the present attempt began, to tell that by.
    private static let jobs = """
        CREATE TABLE batch (
            id TEXT PRIMARY KEY NOT NULL,
            workspace TEXT NOT NULL,
            owner TEXT NOT NULL,
            name TEXT,
            total_count INTEGER NOT NULL,
            fails_fast INTEGER NOT NULL,
            webhook_url TEXT,
            maximum_concurrent INTEGER,
            created_at INTEGER NOT NULL,
            announced_at INTEGER
        ) STRICT;
        CREATE INDEX batch_by_creation ON batch(workspace, created_at);
        CREATE INDEX batch_to_announce ON batch(created_at) WHERE announced_at IS NULL AND webhook_url IS NOT NULL;
        CREATE TABLE job (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            workspace TEXT NOT NULL,
            owner TEXT NOT NULL,
            document TEXT REFERENCES document(id) ON DELETE CASCADE,
            batch TEXT,
            priority INTEGER NOT NULL,
            status TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            failure_count INTEGER NOT NULL,
            interruptions INTEGER NOT NULL,
            maximum_attempts INTEGER NOT NULL,
            percentage INTEGER NOT NULL,
            pages_done INTEGER NOT NULL,
            page_count INTEGER NOT NULL,
            pages_at_claim INTEGER NOT NULL,
            saved_at_claim INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            run_after INTEGER NOT NULL,
            worker TEXT,
            lease_until INTEGER,
            wish TEXT,
            failure_code TEXT,
            failure_message TEXT,
            steps TEXT NOT NULL,
            payload TEXT NOT NULL,
            result TEXT
        ) STRICT;
        CREATE INDEX job_waiting ON job(priority, workspace, created_at, run_after, kind, batch, id)
            WHERE status IN ('pending', 'retrying', 'interrupted');
        CREATE INDEX job_running ON job(lease_until, workspace, batch, worker) WHERE status = 'processing';
        CREATE INDEX job_by_state ON job(workspace, status, kind);
        CREATE INDEX job_by_creation ON job(workspace, created_at);
        CREATE INDEX job_by_age ON job(created_at, status);
        CREATE INDEX job_by_document ON job(document, created_at);
        CREATE INDEX job_by_batch ON job(batch, status);
        CREATE INDEX job_by_end ON job(ended_at, workspace, status, started_at, page_count) WHERE ended_at IS NOT NULL;
        CREATE TABLE queue_state (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
        """
}

/// How many documents each workspace has, kept by the database itself.
enum DocumentCountSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE document_count (workspace TEXT PRIMARY KEY NOT NULL, documents INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                INSERT INTO document_count SELECT workspace, count(*) FROM document GROUP BY workspace;
                CREATE TRIGGER document_comes AFTER INSERT ON document BEGIN
                    INSERT INTO document_count VALUES (NEW.workspace, 1) ON CONFLICT (workspace) DO UPDATE SET documents = documents + 1;
                END;
                CREATE TRIGGER document_goes AFTER DELETE ON document BEGIN
                    UPDATE document_count SET documents = documents - 1 WHERE workspace = OLD.workspace;
                END;
                """)
    }
}
