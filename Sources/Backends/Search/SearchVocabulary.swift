package import DocumentModel

/// What is in an index beside chunks: documents for facets, words and titles for suggestions and spelling.
package protocol SearchVocabulary: Sendable {
    /// Those that are there and that the scope may see.
    func documents(_ ids: Set<DocumentID>, in scope: Scope) async throws(StoreError) -> [DocumentID: SearchedDocument]

    /// Documents whose title has all of the words, each at least as the beginning of one; case and accents do not matter. Newest first.
    func documents(titled words: [String], in scope: Scope, limit: Int) async throws(StoreError) -> [SearchedDocument]

    /// Words of documents that begin so, without regard to case and accents; those of most documents first.
    /// - Parameter prefix: folded, as `VocabularyWord.folded` is.
    func words(startingWith prefix: String, in scope: Scope, limit: Int) async throws(StoreError) -> [VocabularyWord]

    /// Words of documents of so many letters; those of most documents first.
    func words(ofLengths letters: ClosedRange<Int>, in scope: Scope, limit: Int) async throws(StoreError) -> [VocabularyWord]
}

/// A word that documents have.
package struct VocabularyWord: Hashable, Sendable {
    /// As documents write it, in small letters.
    package var text: String
    /// Without accents, as it is compared.
    package var folded: String
    package var documentCount: Int

    package init(text: String, folded: String, documentCount: Int) {
        self.text = text
        self.folded = folded
        self.documentCount = documentCount
    }
}
