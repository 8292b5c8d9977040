import Backends
import DocumentModel
import Retrieval

/// Files on this machine, read and cut, as something that can be asked.
struct FilePassages {
    let passages: PassagesInMemory
    /// What of the files could not be read, for people.
    let failures: [String]

    /// - Parameter embedder: compares meanings; `nil` for words alone.
    init(_ files: [InputFile], room: OpenRoom, reading: ReadingOptions, embedder: (any TextEmbedder)?) async throws(CommandFailure) {
        var chunks: [IndexedChunk] = []
        var language: String?
        failures = try await CutFile.read(files, room: room, reading: reading, limit: PassagesInMemory.mostChunks, verb: "ask") { file in
            // Names of nothing that is stored; unlike each other within this run.
            guard let id = DocumentID(rawValue: "file_\(file.number + 1)") else { return }
            language = language ?? file.language
            chunks += file.chunks.map { IndexedChunk(document: id, documentTitle: file.title, chunk: $0) }
        }
        passages = PassagesInMemory(chunks, language: language, embedder: embedder)
    }
}
