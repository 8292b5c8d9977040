import Backends
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

    /// Counting the words of each document by itself wrote a page of the table, and one of its index for every word: in a large workspace
    /// that was 100 times the text of the document. `is_counted`: `search_word` has the document's words.
    static func countTogether(_ database: Database) throws {
        try database.execute(
            sql: """
                DROP INDEX search_word_by_length;
                CREATE INDEX search_word_by_letters ON search_word(workspace, letters);
                ALTER TABLE search_document_words ADD COLUMN count INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE search_document_words ADD COLUMN is_counted INTEGER NOT NULL DEFAULT TRUE;
                CREATE INDEX search_words_to_count ON search_document_words(document) WHERE NOT is_counted;
                DROP TRIGGER search_words_come;
                DROP TRIGGER search_words_go;
                CREATE TRIGGER search_words_go AFTER DELETE ON search_document_words WHEN old.is_counted BEGIN
                    UPDATE search_word SET documents = documents - 1
                    WHERE workspace = old.workspace AND folded IN (SELECT key FROM json_each(old.words));
                    DELETE FROM search_word
                    WHERE workspace = old.workspace AND documents <= 0 AND folded IN (SELECT key FROM json_each(old.words));
                END;
                """)
    }
}

/// What each document brings to the words of its workspace. The words of new documents are counted some documents at a time, each a larger
/// part of what was counted before it; until then, whoever asks reads them where they are.
enum VocabularyRows {
    /// Words of one document at most: a dictionary has more, and nobody's typos are in it.
    private static let mostWords = 20_000
    /// Words that wait to be counted at most, and which part of all that were counted: who asks has to read them.
    private static let mostWaiting = 40_000
    private static let waitingShare = 1.0 / 8
    /// Words of all documents that were ever counted.
    private static let totalName = "counted words"

    /// - Parameter number: of a document in `search_document` that has no words yet.
    static func insert(_ texts: [String], of number: Int64, _ database: Database) throws {
        let words = SpelledWords.distinct(in: texts)
        let kept =
            words.count <= mostWords
            ? words : Dictionary(uniqueKeysWithValues: words.sorted { $0.key < $1.key }.prefix(mostWords).map { ($0.key, $0.value) })
        try database.cachedStatement(
            literal: """
                INSERT INTO search_document_words (document, workspace, words, count, is_counted)
                SELECT number, workspace, \(try JSONColumn.text(kept)), \(kept.count), FALSE FROM document WHERE number = \(number)
                """
        ).execute()
        try countWhenEnough(database)
    }

    private static func countWhenEnough(_ database: Database) throws {
        let waiting =
            try SQLRequest<Int>(
                literal: "SELECT coalesce(sum(count), 0) FROM search_document_words WHERE NOT is_counted", cached: true
            ).fetchOne(database) ?? 0
        let total =
            try SQLRequest<String>(literal: "SELECT value FROM search_state WHERE name = \(totalName)", cached: true)
            .fetchOne(database).flatMap { Int($0) } ?? 0
        guard waiting >= min(mostWaiting, Int(Double(total) * waitingShare)) else { return }
        try count(database)
        try database.cachedStatement(
            literal: "INSERT OR REPLACE INTO search_state (name, value) VALUES (\(totalName), \("\(total + waiting)"))"
        ).execute()
    }

    private static func count(_ database: Database) throws {
        try database.cachedStatement(
            literal: """
                INSERT INTO search_word (workspace, folded, text, letters, documents)
                SELECT workspace, key, min(value), length(key), count(*)
                FROM search_document_words, json_each(words) WHERE NOT is_counted GROUP BY workspace, key
                ON CONFLICT DO UPDATE SET documents = documents + excluded.documents
                """
        ).execute()
        try database.cachedStatement(literal: "UPDATE search_document_words SET is_counted = TRUE WHERE NOT is_counted").execute()
    }

    /// The words of a scope that fulfil the condition, those of most documents first.
    ///
    /// - Parameter condition: about `folded` and `letters`.
    static func words(_ condition: SQL, _ scope: Scope, limit: Int, _ database: Database) throws -> [VocabularyWord] {
        try SQLRequest<Row>(
            literal: """
                SELECT folded, min(text) AS text, sum(documents) AS documents FROM (
                    SELECT folded, text, documents FROM search_word WHERE \(scope.condition) AND \(condition)
                    UNION ALL
                    SELECT folded, text, 1 FROM (
                        SELECT key AS folded, value AS text, length(key) AS letters
                        FROM search_document_words, json_each(words) WHERE NOT is_counted AND \(scope.condition)
                    ) WHERE \(condition)
                ) GROUP BY folded ORDER BY documents DESC, folded LIMIT \(max(0, limit))
                """
        ).all(database) {
            VocabularyWord(text: try $0.get("text"), folded: try $0.get("folded"), documentCount: try $0.get("documents"))
        }
    }
}
