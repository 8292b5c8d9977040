import Backends
import DocumentModel
import Retrieval
import Synchronization

/// Passages and models that tests decide.
enum AnswerHouse {
    static let workspace = Scope.workspace(WorkspaceID(rawValue: "ws_one") ?? WorkspaceID(prefix: "ws", milliseconds: 0, entropy: (0, 0)))
    static let document = DocumentID(rawValue: "doc_one") ?? DocumentID(prefix: "doc", milliseconds: 0, entropy: (0, 0))

    /// A chunk whose sentences are at places of their own, one below the other.
    static func chunk(
        _ index: Int, _ sentences: [String], page: Int = 1, headings: [String] = [], kind: Chunk.Kind = .text, title: String = "Report"
    ) -> IndexedChunk {
        var places: [Chunk.Place] = []
        var text = ""
        for (line, sentence) in sentences.enumerated() {
            if !text.isEmpty { text += kind == .table ? "\n" : " " }
            let start = text.utf8.count
            text += sentence
            places.append(Chunk.Place(range: start..<text.utf8.count, regions: [region(page, line)]))
        }
        let regions = places.flatMap(\.regions)
        let chunk = Chunk(
            index: index, kind: kind, text: text, headings: headings, regions: regions, blocks: [index], tokenCount: text.utf8.count / 4 + 1,
            places: places)
        return IndexedChunk(document: document, documentTitle: title, chunk: chunk)
    }

    static func region(_ page: Int, _ line: Int) -> Region {
        Region(page: page, rectangle: Rectangle(left: 72, top: 72 + 14 * Double(line), right: 500, bottom: 84 + 14 * Double(line)))
    }

    static func answerer(
        _ chunks: [IndexedChunk], language: String? = "en",
        random: @escaping @Sendable () -> (UInt64, UInt64) = { (0x1234_5678_9ABC_DEF0, 0x0FED_CBA9_8765_4321) }
    ) async -> Answerer {
        let index = InMemorySearchIndex()
        for (document, chunks) in Dictionary(grouping: chunks, by: \.document) {
            let searched = SearchedDocument(
                id: document, title: chunks.first?.documentTitle ?? "", mimeType: "application/pdf", language: language,
                uploadedAt: Timestamp(milliseconds: 0))
            await index.add(searched, chunks.map(\.chunk), to: workspace.workspace ?? WorkspaceID(prefix: "ws", milliseconds: 0, entropy: (0, 0)))
        }
        let searcher = Searcher(index: index) { () throws(RecognitionError) in throw .cancelled }
        return Answerer(finder: searcher, reader: IndexReader(index), random: random)
    }

    /// The mark that the answerer's prompts have.
    static let mark = "123456789abcdef00fedcba987654321"
}

/// Says what it was told to say, and remembers what it was asked.
final class ScriptedModel: LanguageModel {
    let name = "scripted"
    let contextTokens: Int
    private let pieces: [String]
    private let failure: LanguageModelError?
    private let asked = Mutex<[[LanguageMessage]]>([])

    init(_ pieces: String..., contextTokens: Int = 4096, failing failure: LanguageModelError? = nil) {
        self.pieces = pieces
        self.contextTokens = contextTokens
        self.failure = failure
    }

    var prompts: [[LanguageMessage]] { asked.withLock { $0 } }
    /// Everything of the last request.
    var prompt: String { prompts.last?.map(\.content).joined(separator: "\n") ?? "" }

    func write(_ messages: [LanguageMessage], _ options: LanguageOptions) -> AsyncThrowingStream<LanguagePiece, any Error> {
        asked.withLock { $0.append(messages) }
        return AsyncThrowingStream { continuation in
            for piece in pieces { continuation.yield(LanguagePiece(text: piece)) }
            if let failure {
                continuation.finish(throwing: failure)
            } else {
                continuation.yield(LanguagePiece(text: "", usage: TokenUsage(promptTokens: 100, completionTokens: 20)))
                continuation.finish()
            }
        }
    }
}
