import Backends
import DocumentModel
import Foundation
import Ingestion

/// Reads what was made of a document.
struct StoredContent: Sendable {
    let contents: any ContentStore
    let blobs: any BlobStore

    /// The output of a finished processing; `nil` before there is one.
    func output(_ format: ContentQuery.Format, of document: DocumentRecord) async throws -> [UInt8]? {
        guard let blob = format.output.blob(of: document) else { return nil }
        return try await blobs.bytes(of: blob, range: nil)
    }

    /// Empty before the first processing is done.
    func chunks(of document: DocumentRecord) async throws -> [ChunkLine] {
        guard let bytes = try await output(.chunks, of: document) else { return [] }
        return try JSONDecoder().decode([Chunk].self, from: Data(bytes)).map { ChunkLine($0, of: document.id) }
    }

    /// The pages read so far, one behind the other.
    func provisional(_ document: DocumentRecord, _ text: (PageRecord) -> String) async throws -> String {
        let pages = try await contents.pages(of: document.id, in: .workspace(document.workspace), numbers: nil, withContent: true)
        return pages.map(text).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// Markdown or plain text, finished or so far.
    func text(_ format: ContentQuery.Format, of document: DocumentRecord) async throws -> String {
        if let bytes = try await output(format, of: document) { return String(decoding: bytes, as: UTF8.self) }
        return try await provisional(document) { format == .markdown ? $0.markdown : $0.text }
    }
}

extension ContentQuery.Format {
    var output: DocumentOutput {
        switch self {
        case .markdown: .markdown
        case .html: .html
        case .text: .text
        case .json: .json
        case .chunks: .chunks
        }
    }

    var mediaType: String {
        switch self {
        case .markdown: "text/markdown"
        case .html: "text/html"
        case .text: "text/plain"
        case .json, .chunks: "application/json"
        }
    }
}
