import Corrections
import DocumentModel
import Foundation
import Rendering
import TextAnalysis

/// From a document to the records that are stored of it. Pure; takes some milliseconds a page.
enum DocumentContentsBuilder {
    /// Characters of the text that lists show.
    private static let previewLength = 300

    /// A record of every page that was read or failed.
    static func pages(of document: Document, status: PageRecord.Status) -> [PageRecord] {
        let parts = document.split()
        let texts = parts.map(\.withoutEmptied)
        let markdown = MarkdownRenderer().renderPages(texts, of: document)
        return zip(parts, zip(texts, markdown)).map { part, forms in
            let (text, markdown) = forms
            let failure = part.failures.first
            let page = part.pages.first
            return PageRecord(
                number: page?.summary.number ?? failure?.page ?? 0, width: page?.summary.width ?? 0, height: page?.summary.height ?? 0,
                status: page == nil ? .failed : status, markdown: markdown, text: PlainTextRenderer().render(text),
                blocksJSON: JSONRenderer().renderBlocks(part.blocks),
                isRecognized: page?.condition == .recognized || page?.recognition?.extent == .pictures,
                failure: failure?.detail ?? (page?.condition.needsOCR == true ? notRecognized : nil))
        }
    }

    static func tables(of document: Document) -> [TableRecord] {
        let captions = captions(of: document)
        return document.blocks.filter { $0.table != nil }.enumerated().compactMap { index, block in
            guard let table = block.table, let region = block.regions.first else { return nil }
            let text = TableText(table)
            return TableRecord(
                id: "table_\(index + 1)", page: region.page, rectangle: region.rectangle, caption: captions[block.id], headers: text.headers,
                rows: text.rows, confidence: block.confidence)
        }
    }

    /// Text of captions by the block that they belong to.
    static func captions(of document: Document) -> [Int: String] {
        let captions = document.blocks.filter { $0.kind == .caption }
        return Dictionary(captions.compactMap { caption in caption.belongsTo.map { ($0, caption.text) } }) { "\($0) \($1)" }
    }

    /// What is known of the document as a whole.
    /// - Parameter text: its plain text.
    static func facts(of document: Document, text: String) -> DocumentFacts {
        var facts = DocumentFacts()
        facts.pageCount = document.info.pageCount
        facts.wordCount = wordCount(of: text)
        facts.characterCount = text.unicodeScalars.count
        facts.failedPageCount = failures(of: document).count
        facts.language = LanguageFinder.language(of: text).language
        facts.preview = preview(of: text)
        facts.fileFields = fileFields(of: document.info)
        return facts
    }

    private static let notRecognized = "its text has to be recognised, and was not"

    /// Pages that lack something, once each, by number: those that failed, and those whose text nobody recognised.
    static func failures(of document: Document) -> [PageFailure] {
        let unread = document.pages.lazy.filter(\.condition.needsOCR).map {
            PageFailure(page: $0.summary.number, cause: .notRecognized, detail: notRecognized)
        }
        return Dictionary((document.failures + unread).map { ($0.page, $0) }) { first, _ in first }.values.sorted { $0.page < $1.page }
    }

    /// Runs of characters between spaces that have a letter or a digit.
    private static func wordCount(of text: String) -> Int {
        var (count, isInWord) = (0, false)
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isInWord = false
            } else if !isInWord, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                isInWord = true
                count += 1
            }
        }
        return count
    }

    private static func preview(of text: String) -> String {
        // Enough to fill the preview even when every other character is space to be folded.
        text.prefix(previewLength * 4).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(previewLength).description
    }

    private static func fileFields(of info: DocumentInfo) -> [String: String] {
        let fields = [
            "author": info.author, "subject": info.subject, "keywords": info.keywords, "creator": info.creator, "producer": info.producer,
            "creation_date": info.creationDate, "modification_date": info.modificationDate, "pdf_version": info.pdfVersion,
        ]
        return fields.compactMapValues { $0 }
    }
}
