import Chunking
import DocumentModel
import Ingestion
import TextAnalysis

/// A file on this machine, read and cut.
struct CutFile {
    /// Characters by which a document's language is told.
    private static let sampleLength = 20_000

    /// From 0, in the order of the files.
    let number: Int
    /// The document's own, or the file's name.
    let title: String
    /// BCP 47; `nil` when it cannot be told.
    let language: String?
    let chunks: [Chunk]

    private init(_ document: Document, number: Int, name: String) {
        self.number = number
        title = document.info.title.flatMap { $0.isEmpty ? nil : $0 } ?? name
        let sample = document.blocks.lazy.map(\.text).joined(separator: "\n").prefix(Self.sampleLength)
        language = LanguageFinder.language(of: String(sample)).language
        chunks = DocumentChunker(language: language).chunks(of: document)
    }

    /// Reads the files one after the other; what goes wrong with one is returned for people, and the others are read.
    ///
    /// - Parameters:
    ///   - limit: chunks of all files together.
    ///   - verb: what is done with documents that are stored instead: "search".
    /// - Throws: when there is more text than the limit, or nothing but failures.
    static func read(
        _ files: [InputFile], room: OpenRoom, reading: ReadingOptions, limit: Int, verb: String, _ take: (CutFile) async -> Void
    ) async throws(CommandFailure) -> [String] {
        var failures: [String] = []
        var count = 0
        for (number, file) in files.enumerated() {
            do throws(Refusal) {
                let source = try file.open(limitBytes: reading.limits.fileSizeBytes)
                let document = try await room.extractor.extract(source, password: try? reading.password())
                failures += document.failures.map { "\(file.path): page \($0.page): \($0.detail)" }
                let cut = CutFile(document, number: number, name: file.relativePath)
                count += cut.chunks.count
                await take(cut)
            } catch {
                failures.append("\(file.path): \(error.detail)")
            }
            guard count <= limit else {
                throw CommandFailure("These files have too much text for one go.", hint: "Store them (mivaa serve) and \(verb) with --data.")
            }
        }
        guard count > 0 || failures.isEmpty else { throw CommandFailure(failures.joined(separator: "\n")) }
        return failures
    }
}
