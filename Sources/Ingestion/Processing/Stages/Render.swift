import Backends
import Chunking
import DocumentModel
import Foundation
import Rendering

/// A document in all the forms that are stored of it.
struct RenderedDocument: Sendable {
    var outputs: [DocumentOutput: [UInt8]]
    var pages: [PageRecord]
    var tables: [TableRecord]
    var chunks: [Chunk]
    var facts: DocumentFacts
}

extension ProcessingRun {
    /// The pages as one document. One without any page is a failure, never an empty success.
    func assemble(_ pages: ReadPages) async throws(JobProblem) -> Document {
        let document = await OffThreads.run { Extractor.assemble(pages) }
        guard !document.pages.isEmpty else { throw JobProblem(document.failures) }
        return document
    }

    func render(_ document: Document) async -> RenderedDocument {
        let options = options
        return await OffThreads.run {
            let text = options.extractText ? PlainTextRenderer().render(document) : ""
            var pages = DocumentContentsBuilder.pages(of: document, status: .done)
            if !options.extractText { pages = pages.map(Self.withoutText) }
            let tables = options.extractTables ? DocumentContentsBuilder.tables(of: document) : []
            var facts = DocumentContentsBuilder.facts(of: document, text: text)
            facts.tableCount = tables.count
            let chunks = options.extractText ? DocumentChunker(language: facts.language).chunks(of: document) : []
            return RenderedDocument(
                outputs: options.extractText ? Self.outputs(of: document, text: text, chunks) : [:], pages: pages, tables: tables,
                chunks: chunks, facts: facts)
        }
    }

    private static func outputs(of document: Document, text: String, _ chunks: [Chunk]) -> [DocumentOutput: [UInt8]] {
        [
            .json: JSONRenderer().bytes(of: document), .markdown: Array(MarkdownRenderer().render(document).text.utf8),
            .html: Array(HTMLRenderer().render(document).utf8), .text: Array(text.utf8),
            .chunks: (try? JSONEncoder().encode(chunks)).map { [UInt8]($0) } ?? Array("[]".utf8),
        ]
    }

    private static func withoutText(_ page: PageRecord) -> PageRecord {
        var page = page
        (page.markdown, page.text, page.blocksJSON) = ("", "", "[]")
        return page
    }
}
