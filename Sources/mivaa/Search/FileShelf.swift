import Backends
import Chunking
import DocumentModel
import Inference
import Ingestion
import Retrieval
import TextAnalysis

/// Files on this machine, read and cut, in an index that lasts as long as the command.
struct FileShelf {
    /// Characters by which a document's language is told.
    private static let sampleLength = 20_000
    /// Chunks of one run: comparing all of them takes a second.
    private static let mostChunks = 200_000

    /// Nobody else's: files have no workspace.
    static let workspace = Identifier<Workspace>(prefix: "ws", milliseconds: 0, entropy: (0, 0))

    let index = InMemorySearchIndex()

    /// Reads the files one after the other; what goes wrong with one is returned for people, and the others are read.
    func fill(from files: [InputFile], room: OpenRoom, reading: ReadingOptions) async throws(CommandFailure) -> [String] {
        var failures: [String] = []
        var count = 0
        for (number, file) in files.enumerated() {
            do throws(Refusal) {
                let source = try file.open(limitBytes: reading.limits.fileSizeBytes)
                let document = try await room.extractor.extract(source, password: try? reading.password())
                failures += document.failures.map { "\(file.path): page \($0.page): \($0.detail)" }
                count += await add(document, number: number, name: file.relativePath)
            } catch {
                failures.append("\(file.path): \(error.detail)")
            }
            guard count <= Self.mostChunks else {
                throw CommandFailure("These files have too much text for one go.", hint: "Store them (mivaa serve) and search with --data.")
            }
        }
        guard count > 0 || failures.isEmpty else { throw CommandFailure(failures.joined(separator: "\n")) }
        return failures
    }

    private func add(_ document: Document, number: Int, name: String) async -> Int {
        let sample = document.blocks.lazy.map(\.text).joined(separator: "\n").prefix(Self.sampleLength)
        let language = LanguageFinder.language(of: String(sample)).language
        // Names of nothing that is stored; unlike each other within this run.
        let id = DocumentID(prefix: "file", milliseconds: 0, entropy: (0, UInt64(number)))
        let title = document.info.title.flatMap { $0.isEmpty ? nil : $0 } ?? name
        let chunks = DocumentChunker(language: language).chunks(of: document)
        let searched = SearchedDocument(
            id: id, title: title, mimeType: "application/pdf", language: language, uploadedAt: ServiceClock.system.now())
        await index.add(searched, chunks, to: Self.workspace)
        return chunks.count
    }

    /// Makes the vectors that are missing.
    func embed(by embedder: any TextEmbedder) async throws {
        while true {
            let missing = await index.missing(in: embedder.space, limit: Self.embeddedAtOnce)
            guard !missing.isEmpty else { return }
            let texts = missing.map(\.chunk.passage)
            let vectors = try await embedder.embed(texts)
            try await index.save(
                zip(missing, zip(texts, vectors)).map { ChunkVector(id: $0.id, text: $1.0, values: $1.1) }, in: embedder.space)
        }
    }

    private static let embeddedAtOnce = 1000
}
