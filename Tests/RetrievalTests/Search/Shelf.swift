import Backends
import DocumentModel

@testable import Retrieval

/// Documents in an index in memory, with a model for which words of one kind mean the same.
struct Shelf {
    static let workspace = WorkspaceID(rawValue: "ws_1")!
    static let other = WorkspaceID(rawValue: "ws_2")!
    let index = InMemorySearchIndex()
    let embedder = KindsOfWords()

    var searcher: Searcher {
        let embedder = embedder
        return Searcher(index: index) { () throws(RecognitionError) in embedder }
    }

    /// Chunks are the texts.
    func add(
        _ name: String, title: String = "Untitled", tags: [String] = [], language: String? = "en", day: String = "2025-03-31", _ texts: [String],
        in workspace: WorkspaceID = Shelf.workspace
    ) async throws {
        let id = DocumentID(rawValue: "doc_\(name)")!
        let document = SearchedDocument(
            id: id, title: title, tags: tags, mimeType: "application/pdf", language: language, uploadedAt: CalendarDay.range(of: day)!.lowerBound)
        let chunks = texts.enumerated().map { index, text in
            Chunk(
                index: index, kind: text.hasPrefix("|") ? .table : .text, text: text, headings: ["Part \(index + 1)"],
                regions: [Region(page: index + 1, rectangle: Rectangle(left: 0, top: 0, right: 10, bottom: 10))], blocks: [index], tokenCount: 10)
        }
        await index.add(document, chunks, to: workspace)
        let missing = await index.missing(in: embedder.space, limit: 1000)
        let vectors = try await embedder.embed(missing.map(\.embeddedText))
        try await index.save(
            zip(missing, vectors).map { ChunkVector(id: $0.id, text: $0.embeddedText, values: $1) }, in: embedder.space)
    }

    func find(_ text: String, mode: SearchRequest.Mode = .hybrid, _ change: (inout SearchRequest) -> Void = { _ in }) async throws -> SearchResults {
        var request = SearchRequest(text)
        request.mode = mode
        change(&request)
        return try await searcher.find(request, in: .workspace(Self.workspace))
    }
}

/// One dimension for each kind of words; texts are compared by the kinds that they speak of.
struct KindsOfWords: TextEmbedder {
    let space = EmbeddingSpace(model: "kinds", version: "1", dimension: 5)
    private static let kinds = [["car", "vehicle", "automobile"], ["cement", "concrete", "mortar"], ["oak", "beech", "wood"], ["pump", "valve"]]

    func embed(_ texts: [String]) async throws(RecognitionError) -> [[Float]] {
        texts.map { text in
            let words = text.lowercased().split { !$0.isLetter }.map(String.init)
            var vector = Self.kinds.map { kind in Float(words.count { kind.contains($0) }) } + [0.1]
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            vector = vector.map { $0 / length }
            return vector
        }
    }
}
