import GRDB

/// Chunks of documents, the words in them, and vectors of their meaning.
enum SearchSchema {
    static func create(_ database: Database) throws {
        for part in [chunks, words, vectors] { try database.execute(sql: part) }
    }

    /// Chunks of a document have consecutive numbers, in the order of the document; a number is never given again. `facts` has what
    /// searches ask of every chunk (`ChunkFacts`), so that the index comes into memory without its texts. `digest` is of what is
    /// embedded of the chunk; `analysis` is the version of the rules by which words were cut.
    ///
    /// `search_change` is what readers follow: whatever changes in a document's rows is written there with it.
    private static let chunks = """
        CREATE TABLE search_document (
            number INTEGER PRIMARY KEY REFERENCES document(number) ON DELETE CASCADE,
            first INTEGER NOT NULL,
            count INTEGER NOT NULL,
            language TEXT,
            analysis INTEGER NOT NULL,
            facts BLOB NOT NULL
        ) STRICT;
        CREATE INDEX search_document_by_analysis ON search_document(analysis);
        CREATE INDEX search_document_by_chunk ON search_document(first, count);
        CREATE TABLE search_chunk (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            digest BLOB NOT NULL,
            record TEXT NOT NULL
        ) STRICT;
        CREATE TABLE search_change (
            version INTEGER PRIMARY KEY AUTOINCREMENT,
            document INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE search_state (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
        """

    /// A segment holds the words of the chunks from `first` to `last`; its state is a `SegmentRows.State`. Published documents bring small ones, which are merged into larger
    /// ones: with one large list for each word, every document would write all of them again.
    private static let words = """
        CREATE TABLE search_segment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            level INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            count INTEGER NOT NULL,
            state TEXT NOT NULL
        ) STRICT;
        CREATE TABLE search_posting (
            segment INTEGER NOT NULL,
            term TEXT NOT NULL,
            postings BLOB NOT NULL,
            positions BLOB NOT NULL,
            PRIMARY KEY (segment, term)
        ) STRICT, WITHOUT ROWID;
        """

    /// Vectors are 32-bit floats, little-endian; their key is `VectorKey`. Codes stand together for each document: searches compare those in
    /// memory, and read the vectors of the best few. The state of a space is a `SpaceRows.State`.
    private static let vectors = """
        CREATE TABLE search_space (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            model TEXT NOT NULL,
            version TEXT NOT NULL,
            dimension INTEGER NOT NULL,
            state TEXT NOT NULL,
            UNIQUE (model, version)
        ) STRICT;
        CREATE TABLE search_vector (key INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;
        CREATE TABLE search_code (
            document INTEGER NOT NULL REFERENCES search_document(number) ON DELETE CASCADE,
            space INTEGER NOT NULL REFERENCES search_space(id) ON DELETE CASCADE,
            is_complete INTEGER NOT NULL,
            codes BLOB NOT NULL,
            PRIMARY KEY (document, space)
        ) STRICT;
        CREATE INDEX search_code_by_space ON search_code(space, document, is_complete);
        CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN
            DELETE FROM search_chunk WHERE number BETWEEN old.first AND old.first + old.count - 1;
            DELETE FROM search_vector WHERE key BETWEEN old.first << 16 AND ((old.first + old.count) << 16) - 1;
            INSERT INTO search_change (document) VALUES (old.number);
        END;
        """
}

/// Names of vectors in their table: those of a chunk side by side, whatever their space, so that they go with it.
enum VectorKey {
    /// Spaces that an installation ever has: their numbers are not given again.
    static let mostSpaces = 65_535

    static func key(chunk: Int64, space: Int) -> Int64 { chunk << 16 | Int64(space) }
}
