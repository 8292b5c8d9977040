/// What a search leaves out. Empty lists and `nil` stand for everything.
package struct SearchFilters: Hashable, Sendable, Codable {
    package var documents: [DocumentID] = []
    /// The document has all of these.
    package var tags: [String] = []
    /// Media types of the originals, one of these: "application/pdf".
    package var documentTypes: [String] = []
    /// One of these.
    package var kinds: [Chunk.Kind] = []
    /// Languages of the documents, BCP 47, one of these.
    package var languages: [String] = []
    /// When the document was uploaded.
    package var uploaded: ClosedRange<Timestamp>?
    /// Pages that the chunk is on, from 1.
    package var pages: ClosedRange<Int>?

    package init() {}

    /// Whether everything passes.
    package var isEmpty: Bool { self == SearchFilters() }
}
