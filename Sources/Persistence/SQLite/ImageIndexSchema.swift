import GRDB

/// Vectors of images, and an index of the words in and about them that follows the image table by itself.
enum ImageIndexSchema {
    static func create(_ database: Database) throws {
        for part in [vectors, words, following, present] { try database.execute(sql: part) }
    }

    /// A row with no vector is of an image that cannot have one. Floats of 32 bits, little-endian.
    private static let vectors = """
        CREATE TABLE image_space (
            model TEXT NOT NULL,
            version TEXT NOT NULL,
            dimension INTEGER NOT NULL,
            PRIMARY KEY (model, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE image_vector (
            image TEXT PRIMARY KEY NOT NULL REFERENCES image(id) ON DELETE CASCADE,
            workspace TEXT NOT NULL,
            model TEXT NOT NULL,
            version TEXT NOT NULL,
            vector BLOB,
            FOREIGN KEY (model, version) REFERENCES image_space(model, version)
        ) STRICT;
        CREATE INDEX image_vector_by_space ON image_vector(workspace, model, version);
        """

    /// The table keeps the text, as it must know what to forget when an image changes.
    private static let words = """
        CREATE TABLE image_text (
            number INTEGER PRIMARY KEY,
            image TEXT NOT NULL UNIQUE,
            words TEXT NOT NULL
        ) STRICT;
        CREATE VIRTUAL TABLE image_words USING fts5(
            words, content='image_text', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
        );
        CREATE VIEW image_said AS
            SELECT id AS image,
                coalesce(json_extract(record, '$.filename'), '') || ' ' || coalesce(json_extract(record, '$.caption'), '') || ' '
                || coalesce(json_extract(record, '$.alternativeText'), '') || ' ' || coalesce(json_extract(record, '$.recognizedText'), '')
                || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(record, '$.tags')), '') AS words
            FROM image;
        """

    private static let following = """
        CREATE TRIGGER image_text_learns AFTER INSERT ON image_text BEGIN
            INSERT INTO image_words (rowid, words) VALUES (new.number, new.words);
        END;
        CREATE TRIGGER image_text_forgets AFTER DELETE ON image_text BEGIN
            INSERT INTO image_words (image_words, rowid, words) VALUES ('delete', old.number, old.words);
        END;
        CREATE TRIGGER image_is_added AFTER INSERT ON image BEGIN
            INSERT INTO image_text (image, words) SELECT image, words FROM image_said WHERE image = new.id;
        END;
        CREATE TRIGGER image_is_changed AFTER UPDATE OF record ON image BEGIN
            DELETE FROM image_text WHERE image = new.id;
            INSERT INTO image_text (image, words) SELECT image, words FROM image_said WHERE image = new.id;
        END;
        CREATE TRIGGER image_is_removed AFTER DELETE ON image BEGIN
            DELETE FROM image_text WHERE image = old.id;
        END;
        """

    private static let present = "INSERT INTO image_text (image, words) SELECT image, words FROM image_said;"
}
