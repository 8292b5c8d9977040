package import Backends
package import DocumentModel
import TextAnalysis

/// Completes what somebody begins to type, and corrects what no document has.
package struct Suggestions: Sendable {
    /// What may stand in the search field.
    package struct Suggestion: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// What was typed, with its last word completed.
            case word
            /// The title of a document.
            case title
        }

        package var text: String
        package var kind: Kind
        /// Documents with the word; 1 for a title.
        package var documentCount: Int
        /// The document of a title; `nil` for words.
        package var document: DocumentID?
    }

    /// Letters that must be there before words are completed: with one, what comes is chance.
    private static let leastLetters = 2
    private static let mostTitles = 5

    private let vocabulary: any SearchVocabulary

    package init(_ vocabulary: any SearchVocabulary) {
        self.vocabulary = vocabulary
    }

    /// Titles first, then words by how many documents have them. Empty when nothing begins so.
    package func completions(of text: String, in scope: Scope, limit: Int) async throws(StoreError) -> [Suggestion] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let last = words.last, limit > 0 else { return [] }
        let prefix = SpelledWords.folded(last)
        guard prefix.unicodeScalars.count >= Self.leastLetters else { return [] }
        let titles = try await vocabulary.documents(titled: words, in: scope, limit: min(limit, Self.mostTitles))
        let before = words.dropLast().joined(separator: " ")
        let completions = try await vocabulary.words(startingWith: prefix, in: scope, limit: limit).map { word in
            Suggestion(text: before.isEmpty ? word.text : "\(before) \(word.text)", kind: .word, documentCount: word.documentCount)
        }
        let named = titles.map { Suggestion(text: $0.title, kind: .title, documentCount: 1, document: $0.id) }
        return Array((named + completions).prefix(limit))
    }
}
