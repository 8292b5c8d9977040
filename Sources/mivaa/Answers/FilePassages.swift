import Backends
import DocumentModel
import Retrieval

/// Files on this machine, read and cut, as something that can be asked once: vectors are made of the passages that a question's words find,
/// and of no others.
struct FilePassages: PassageFinder, ChunkReader {
    /// Passages whose meaning is compared: embedding them takes some 10 ms each.
    private static let comparedPassages = 40

    private let shelf = FileShelf()
    private let embedder: (any TextEmbedder)?

    /// - Parameter embedder: compares meanings; `nil` for words alone.
    init(embedder: (any TextEmbedder)?) {
        self.embedder = embedder
    }

    /// - Returns: what of the files could not be read, for people.
    func fill(from files: [InputFile], room: OpenRoom, reading: ReadingOptions) async throws(CommandFailure) -> [String] {
        try await shelf.fill(from: files, room: room, reading: reading, verb: "ask")
    }

    func find(_ request: SearchRequest, in scope: Scope) async throws(SearchError) -> SearchResults {
        guard let embedder, request.mode != .keyword else { return try await byWords(request, in: scope) }
        var wide = request
        (wide.offset, wide.limit) = (0, Self.comparedPassages)
        let hits = try await byWords(wide, in: scope).hits
        // Words have to do where the model fails.
        guard (try? await shelf.embed(hits.map(\.found), by: embedder)) != nil else { return try await byWords(request, in: scope) }
        return try await Searcher(index: shelf.index) { () throws(RecognitionError) in embedder }.find(request, in: scope)
    }

    private func byWords(_ request: SearchRequest, in scope: Scope) async throws(SearchError) -> SearchResults {
        var request = request
        request.mode = .keyword
        return try await Searcher(index: shelf.index) { () throws(RecognitionError) in throw .cancelled }.find(request, in: scope)
    }

    func chunks(of document: DocumentID, _ range: Range<Int>, in scope: Scope) async throws(StoreError) -> [IndexedChunk] {
        try await IndexReader(shelf.index).chunks(of: document, range, in: scope)
    }

    func counts(of words: [String], language: String?, in scope: Scope) async throws(StoreError) -> WordCounts {
        try await IndexReader(shelf.index).counts(of: words, language: language, in: scope)
    }
}
