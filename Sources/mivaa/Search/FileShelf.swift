import Backends
import DocumentModel
import Retrieval

/// Files on this machine, read and cut, in an index that lasts as long as the command.
struct FileShelf {
    /// Chunks of one run: comparing all of them takes a second.
    private static let mostChunks = 200_000

    /// Nobody else's: files have no workspace.
    static let workspace = Identifier<Workspace>(prefix: "ws", milliseconds: 0, entropy: (0, 0))

    let index = InMemorySearchIndex()

    /// What goes wrong with one of the files is returned for people, and the others are read.
    ///
    /// - Parameter verb: what is done with documents that are stored instead: "search".
    func fill(from files: [InputFile], room: OpenRoom, reading: ReadingOptions, verb: String) async throws(CommandFailure) -> [String] {
        try await CutFile.read(files, room: room, reading: reading, limit: Self.mostChunks, verb: verb) { await add($0) }
    }

    private func add(_ file: CutFile) async {
        let searched = SearchedDocument(
            // Names of nothing that is stored; unlike each other within this run.
            id: DocumentID(prefix: "file", milliseconds: 0, entropy: (0, UInt64(file.number))), title: file.title, mimeType: "application/pdf",
            language: file.language, uploadedAt: ServiceClock.system.now())
        await index.add(searched, file.chunks, to: Self.workspace)
    }

    /// Makes the vectors that are missing.
    func embed(by embedder: any TextEmbedder) async throws {
        while true {
            let missing = await index.missing(in: embedder.space, limit: Self.embeddedAtOnce)
            guard !missing.isEmpty else { return }
            try await embed(missing, by: embedder)
        }
    }

    /// Makes the vectors of these.
    func embed(_ chunks: [IndexedChunk], by embedder: any TextEmbedder) async throws {
        let texts = chunks.map(\.chunk.passage)
        let vectors = try await embedder.embed(texts)
        try await index.save(zip(chunks, zip(texts, vectors)).map { ChunkVector(id: $0.id, text: $1.0, values: $1.1) }, in: embedder.space)
    }

    private static let embeddedAtOnce = 1000
}
