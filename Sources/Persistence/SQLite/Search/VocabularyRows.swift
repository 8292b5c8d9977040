import DocumentModel
import Foundation
import GRDB
import TextAnalysis

/// The words of each workspace's documents, as suggestions and spelling show them, with how many documents have each.
enum VocabularySchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE search_word (
                    workspace TEXT NOT NULL,
                    folded TEXT NOT NULL,
                    text TEXT NOT NULL,
                    letters INTEGER NOT NULL,
                    documents INTEGER NOT NULL,
                    PRIMARY KEY (workspace, folded)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX search_word_by_length ON search_word(workspace, letters, documents);
                CREATE TABLE search_document_words (
                    document INTEGER PRIMARY KEY REFERENCES search_document(number) ON DELETE CASCADE,
                    workspace TEXT NOT NULL,
                    words TEXT NOT NULL
                ) STRICT;
                CREATE TRIGGER search_words_come AFTER INSERT ON search_document_words BEGIN
                    INSERT INTO search_word (workspace, folded, text, letters, documents)
                    SELECT new.workspace, key, value, length(key), 1 FROM json_each(new.words) WHERE true
                    ON CONFLICT DO UPDATE SET documents = documents + 1;
                END;
                CREATE TRIGGER search_words_go AFTER DELETE ON search_document_words BEGIN
                    UPDATE search_word SET documents = documents - 1
                    WHERE workspace = old.workspace AND folded IN (SELECT key FROM json_each(old.words));
                    DELETE FROM search_word
                    WHERE workspace = old.workspace AND documents <= 0 AND folded IN (SELECT key FROM json_each(old.words));
                END;
                """)
    }
}

/// What each document brings to the words of its workspace; triggers count.
enum VocabularyRows {
    /// Words of one document at most: a dictionary has more, and nobody's typos are in it.
    private static let mostWords = 20_000

    /// - Parameter number: of a document in `search_document` that has no words yet.
    static func insert(_ texts: [String], of number: Int64, _ database: Database) throws {
        let words = SpelledWords.distinct(in: texts)
        let kept =
            words.count <= mostWords
            ? words : Dictionary(uniqueKeysWithValues: words.sorted { $0.key < $1.key }.prefix(mostWords).map { ($0.key, $0.value) })
        try database.cachedStatement(
            literal: """
                INSERT INTO search_document_words (document, workspace, words)
                SELECT number, workspace, \(try JSONColumn.text(kept)) FROM document WHERE number = \(number)
                """
        ).execute()
    }
}
