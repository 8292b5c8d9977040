import Backends
import Chunking
import DocumentModel
import Inference
import Ingestion
import Retrieval
import TextAnalysis

/// Files on this machine, read and cut, as something that can be asked.
struct FilePassages {
    /// Characters by which a document's language is told.
    private static let sampleLength = 20_000

    let passages: PassagesInMemory
    /// What of the files could not be read, for people.
    let failures: [String]

    /// - Parameter embedder: compares meanings; `nil` for words alone.
    init(_ files: [InputFile], room: OpenRoom, reading: ReadingOptions, embedder: (any TextEmbedder)?) async throws {
        var chunks: [IndexedChunk] = []
        var failures: [String] = []
        var language: String?
        for (number, file) in files.enumerated() {
            do throws(Refusal) {
                let source = try file.open(limitBytes: reading.limits.fileSizeBytes)
                let document = try await room.extractor.extract(source, password: try? reading.password())
                failures += document.failures.map { "\(file.path): page \($0.page): \($0.detail)" }
                let found = Self.chunks(of: document, number: number, name: file.relativePath)
                language = language ?? found.language
                chunks += found.chunks
            } catch {
                failures.append("\(file.path): \(error.detail)")
            }
        }
        guard chunks.count <= PassagesInMemory.mostChunks else {
            throw CommandFailure("These files have too much text for one go.", hint: "Store them (mivaa serve) and ask with --data.")
        }
        guard !chunks.isEmpty || failures.isEmpty else { throw CommandFailure(failures.joined(separator: "\n")) }
        passages = PassagesInMemory(chunks, language: language, embedder: embedder)
        self.failures = failures
    }

    private static func chunks(of document: Document, number: Int, name: String) -> (chunks: [IndexedChunk], language: String?) {
        let sample = document.blocks.lazy.map(\.text).joined(separator: "\n").prefix(sampleLength)
        let language = LanguageFinder.language(of: String(sample)).language
        // Names of nothing that is stored; unlike each other within this run.
        guard let id = DocumentID(rawValue: "file_\(number + 1)") else { return ([], language) }
        let title = document.info.title.flatMap { $0.isEmpty ? nil : $0 } ?? name
        let chunks = DocumentChunker(language: language).chunks(of: document).map {
            IndexedChunk(document: id, documentTitle: title, chunk: $0)
        }
        return (chunks, language)
    }
}

/// The model that compares meanings, where it is installed.
enum LocalEmbedder {
    /// `nil` when it is not installed: words have to do then.
    static func find() async -> (any TextEmbedder)? {
        guard let store = try? InferenceLocation.store(), let model = try? EmbeddingModel(ModelCatalogue.miniLM, in: store, precision: .int8),
            let runtime = try? InferenceLocation.runtime()
        else { return nil }
        return try? await SentenceEmbedder.open(model, runtime: runtime)
    }
}
