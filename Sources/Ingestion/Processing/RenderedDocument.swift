import Chunking
import Corrections
import DocumentModel
import Foundation
import Rendering

/// A document in all the forms that are stored of it.
struct RenderedDocument: Sendable {
    /// The document with its corrections.
    let whole: Document
    /// The version of the corrections, and what came of each.
    let edition: Int
    let standings: [CorrectionID: Correction.Standing]
    let outputs: [DocumentOutput: [UInt8]]
    /// The document as it was read, as JSON: what later corrections are put into. `nil` when `outputs` has it.
    let uncorrected: [UInt8]?
    let pages: [PageRecord]
    let tables: [TableRecord]
    let chunks: [Chunk]
    let facts: DocumentFacts

    init(of document: Document, _ corrections: CorrectionList, hasText: Bool, hasTables: Bool, _ chunking: ChunkOptions) {
        let corrected = CorrectedDocument(document, corrections.corrections)
        whole = corrected.document
        edition = corrections.version
        standings = corrected.standings
        let readable = whole.withoutEmptied
        let text = hasText ? PlainTextRenderer().render(readable) : ""
        let pages = DocumentContentsBuilder.pages(of: whole, status: .done)
        self.pages = hasText ? pages : pages.map(Self.withoutText)
        tables = hasTables ? DocumentContentsBuilder.tables(of: whole) : []
        var facts = DocumentContentsBuilder.facts(of: whole, text: text)
        facts.tableCount = tables.count
        self.facts = facts
        chunks = hasText ? DocumentChunker(chunking, language: facts.language).chunks(of: readable) : []
        outputs = hasText ? Self.outputs(of: whole, readable, text: text, chunks) : [:]
        uncorrected = hasText && edition > 0 ? JSONRenderer().bytes(of: document) : nil
    }

    private static func outputs(of whole: Document, _ readable: Document, text: String, _ chunks: [Chunk]) -> [DocumentOutput: [UInt8]] {
        [
            .json: JSONRenderer().bytes(of: whole), .markdown: Array(MarkdownRenderer().render(readable).text.utf8),
            .html: Array(HTMLRenderer().render(readable).utf8), .text: Array(text.utf8),
            .chunks: (try? JSONEncoder().encode(chunks)).map { [UInt8]($0) } ?? Array("[]".utf8),
        ]
    }

    private static func withoutText(_ page: PageRecord) -> PageRecord {
        var page = page
        (page.markdown, page.text, page.blocksJSON) = ("", "", "[]")
        return page
    }
}
