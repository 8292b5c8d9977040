/// What search knows of a document beside its chunks: what filters ask and facets count.
package struct SearchedDocument: Hashable, Sendable, Codable {
    package var id: DocumentID
    package var title: String
    package var tags: [String]
    /// "application/pdf".
    package var mimeType: String
    /// BCP 47; `nil` when unknown.
    package var language: String?
    package var uploadedAt: Timestamp

    package init(id: DocumentID, title: String, tags: [String] = [], mimeType: String, language: String? = nil, uploadedAt: Timestamp) {
        self.id = id
        self.title = title
        self.tags = tags
        self.mimeType = mimeType
        self.language = language
        self.uploadedAt = uploadedAt
    }
}

extension SearchFilters {
    /// Whether the chunk of the document passes.
    package func passes(_ chunk: Chunk, of document: SearchedDocument) -> Bool {
        passes(document) && (kinds.isEmpty || kinds.contains(chunk.kind))
            && (pages.map { range in chunk.regions.contains { range.contains($0.page) } } ?? true)
    }

    /// Whether chunks of the document may pass.
    package func passes(_ document: SearchedDocument) -> Bool {
        (documents.isEmpty || documents.contains(document.id)) && tags.allSatisfy(document.tags.contains)
            && (documentTypes.isEmpty || documentTypes.contains(document.mimeType))
            && (languages.isEmpty || document.language.map(languages.contains) == true) && uploaded?.contains(document.uploadedAt) != false
    }
}
