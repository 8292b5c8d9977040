import GRDB

/// Corrections of documents, which they go with.
enum CorrectionSchema {
    /// `corrections_version` counts changes of a document's corrections; `edition` is the version that its readable contents have. They
    /// differ from the saving of a correction until the contents have been made anew, also over the end of a process.
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                ALTER TABLE document ADD COLUMN corrections_version INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE document ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX document_to_correct ON document(id) WHERE corrections_version <> edition AND published_revision > 0;
                CREATE TABLE correction (
                    id TEXT PRIMARY KEY NOT NULL,
                    document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
                    standing TEXT NOT NULL,
                    record TEXT NOT NULL
                ) STRICT;
                CREATE INDEX correction_by_document ON correction(document);
                """)
    }
}
