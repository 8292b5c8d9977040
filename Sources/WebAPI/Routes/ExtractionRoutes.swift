import DocumentModel
import Foundation
import HTTPTypes
import Ingestion
import Rendering

/// Module 1 of the contract: extraction without an account, answered at once.
package struct ExtractionRoutes: Sendable {
    private let desk: ExtractionDesk

    package init(desk: ExtractionDesk) {
        self.desk = desk
    }

    package var routes: [Route] { [markdown, tables, images] }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.post, path, name, summary, in: .extraction, access: .openExtraction, rate: .extract)
            .form(ExtractionForm.self, files: FilePart("file", "The PDF."))
            .failing(.pdfValidation, .pdfExtraction, .pdfFormat, .pdfSize, .pdfTimeout, .modelMissing)
    }

    private var markdown: Route {
        route("/extract/markdown", "extract_markdown", "The document as Markdown")
            .reply(.ok, "The Markdown.", ExtractedMarkdown.self).reply(.ok, "The Markdown.", mediaTypes: "text/markdown")
            .replying { call in
                let form = try await receive(call)
                let (document, seconds) = try await desk.document(form.files[0], try form.fields.wish())
                let text = MarkdownRenderer(options: ContentOptions()).render(document).text
                if form.fields.isWanted(.markdown, .text) || call.prefers("text/markdown") {
                    return .text(text, "text/markdown")
                }
                return try .json(
                    ExtractedMarkdown(
                        markdownContent: text,
                        metadata: ExtractedMarkdown.Metadata(
                            pageCount: document.info.pageCount, processingTime: seconds, status: document.outcome.rawValue,
                            failedPages: document.failures.map { FailedPage(page: $0.page, reason: $0.detail) })))
            }
    }

    private var tables: Route {
        route("/extract/tables", "extract_tables", "Every table of the document").failing(.notFound)
            .reply(.ok, "The tables.", ExtractedTables.self)
            .reply(.ok, "The tables.", mediaTypes: "application/zip", Spreadsheet.mediaType)
            .replying { call in
                let form = try await receive(call)
                let (document, _) = try await desk.document(form.files[0], try form.fields.wish())
                let tables = FoundTable.all(in: document)
                guard !tables.isEmpty else { throw APIError(.notFound, "The document has no tables.") }
                let stem = FileName.stem(form.files[0].filename)
                if form.fields.isWanted(.zip, .csv) || call.prefers("application/zip") {
                    return try TableFiles.zip(tables, stem: stem)
                }
                if form.fields.isWanted(.excel) || call.prefers(Spreadsheet.mediaType) {
                    return try TableFiles.workbook(tables, stem: stem, folder: desk.stagingFolder)
                }
                return try .json(
                    ExtractedTables(
                        tables: tables.map { .init(pageNumber: $0.page, tableData: $0.matrix.rows, headers: $0.matrix.headers) },
                        totalTables: tables.count))
            }
    }

    private var images: Route {
        route("/extract/images", "extract_images", "Every image of the document").failing(.notFound)
            .reply(.ok, "The images.", ExtractedImages.self).reply(.ok, "The images.", mediaTypes: "application/zip")
            .replying { call in
                let form = try await receive(call)
                let (document, pictures, _) = try await desk.figures(form.files[0], try form.fields.wish(), minimumSide: 1)
                guard !pictures.isEmpty else { throw APIError(.notFound, "The document has no images.") }
                if form.fields.isWanted(.zip) || call.prefers("application/zip") {
                    return try ImageFiles.zip(pictures, document, stem: FileName.stem(form.files[0].filename))
                }
                return try .json(
                    ExtractedImages(
                        images: pictures.map {
                            .init(
                                pageNumber: $0.page, imageData: Data($0.bytes).base64EncodedString(), format: $0.format,
                                dimensions: ImageDimensions(width: $0.width, height: $0.height))
                        }, totalImages: pictures.count))
            }
    }

    private func receive(_ call: Call) async throws -> Form<ExtractionForm> {
        try await call.form(ExtractionForm.self, folder: desk.stagingFolder, fileLimit: call.limits.fileBytes)
    }
}

extension ExtractionForm {
    func wish() throws(APIError) -> ExtractionWish {
        try ExtractionWish(page: pageNumber, range: pageRange, recognizes: includeOcr ? .auto : .never, password: password)
    }

    func isWanted(_ formats: OutputFormat...) -> Bool {
        outputFormat.map(formats.contains) ?? false
    }
}
