package import Backends
package import DocumentModel

/// The whole document in one of the forms that are made when it is processed.
package enum DocumentOutput: String, Hashable, Sendable, CaseIterable {
    case json, markdown, html, text
    /// A JSON array of `Chunk`.
    case chunks

    package var mediaType: String {
        switch self {
        case .json: "application/json"
        case .markdown: "text/markdown; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        case .text: "text/plain; charset=utf-8"
        case .chunks: "application/json"
        }
    }

    private var file: StaticString {
        switch self {
        case .json: "document.json"
        case .markdown: "markdown.md"
        case .html: "document.html"
        case .text: "text.txt"
        case .chunks: "chunks.json"
        }
    }

    /// Where the readable one of a document lies; `nil` before its first processing is done.
    package func blob(of document: DocumentRecord) -> BlobName? {
        document.publishedRevision > 0 ? blob(of: document, revision: document.publishedRevision, edition: document.edition) : nil
    }

    /// - Parameter edition: 0 for the document as it was read.
    func blob(of document: DocumentRecord, revision: Int, edition: Int) -> BlobName {
        edition > 0
            ? .output(file, of: document.id, in: document.workspace, revision: revision, edition: edition)
            : .output(file, of: document.id, in: document.workspace, revision: revision)
    }
}

extension BlobName {
    /// Where the file lies that a document was made from.
    package static func original(of document: DocumentRecord) -> BlobName {
        .document(document.id, in: document.workspace, file: "original.pdf")
    }
}
