package import Backends
package import DocumentModel
import GRDB
import TextAnalysis

extension SQLiteSearchIndex: SearchVocabulary {
    /// Titles that are looked through for words, the newest documents': more than anybody waits for at a key.
    private static let comparedTitles = 20_000
    /// Names in one statement.
    private static let namesAtOnce = 500

    package func documents(_ ids: Set<DocumentID>, in scope: Scope) async throws(StoreError) -> [DocumentID: SearchedDocument] {
        try await database.read { database in
            var found: [DocumentID: SearchedDocument] = [:]
            let ids = ids.sorted()
            for start in stride(from: 0, to: ids.count, by: Self.namesAtOnce) {
                let part = Array(ids[start..<min(ids.count, start + Self.namesAtOnce)])
                for document in try Self.documents("id IN \(part) AND \(scope.condition)", database) { found[document.id] = document }
            }
            return found
        }
    }

    package func documents(titled words: [String], in scope: Scope, limit: Int) async throws(StoreError) -> [SearchedDocument] {
        let wanted = words.flatMap { SpelledWords.folded($0).split { !$0.isLetter && !$0.isNumber }.map(String.init) }
        guard !wanted.isEmpty else { return [] }
        return try await database.read { database in
            let titles = try SQLRequest<Row>(
                literal: """
                    SELECT id, title FROM document WHERE \(scope.condition) AND published_revision > 0
                    ORDER BY created_at DESC, id LIMIT \(Self.comparedTitles)
                    """
            ).fetchCursor(database)
            var ids: [DocumentID] = []
            while ids.count < limit, let row = try titles.next() {
                let title = SpelledWords.folded(try row.get("title")).split { !$0.isLetter && !$0.isNumber }
                if wanted.allSatisfy({ word in title.contains { $0.hasPrefix(word) } }) { ids.append(try row.get("id")) }
            }
            let byID = Dictionary(
                try Self.documents("id IN \(ids)", database).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return ids.compactMap { byID[$0] }
        }
    }

    package func words(startingWith prefix: String, in scope: Scope, limit: Int) async throws(StoreError) -> [VocabularyWord] {
        guard let end = Self.end(ofPrefix: prefix) else { return [] }
        return try await words("folded >= \(prefix) AND folded < \(end)", scope, limit)
    }

    package func words(ofLengths letters: ClosedRange<Int>, in scope: Scope, limit: Int) async throws(StoreError) -> [VocabularyWord] {
        try await words("letters BETWEEN \(letters.lowerBound) AND \(letters.upperBound)", scope, limit)
    }

    private func words(_ condition: SQL, _ scope: Scope, _ limit: Int) async throws(StoreError) -> [VocabularyWord] {
        try await database.read { try VocabularyRows.words(condition, scope, limit: limit, $0) }
    }

    /// The first text behind all that begin so; `nil` for an empty prefix.
    private static func end(ofPrefix prefix: String) -> String? {
        guard !prefix.isEmpty else { return nil }
        return prefix + "\u{10FFFF}"
    }

    private static func documents(_ condition: SQL, _ database: Database) throws -> [SearchedDocument] {
        try SQLRequest<Row>(
            literal: "SELECT id, title, tags, mime_type, language, created_at FROM document WHERE \(condition)"
        ).all(database) { row in
            SearchedDocument(
                id: try row.get("id"), title: try row.get("title"), tags: try JSONColumn.list(row.get("tags")),
                mimeType: try row.get("mime_type"), language: try row.optional("language"), uploadedAt: try row.get("created_at"))
        }
    }
}
