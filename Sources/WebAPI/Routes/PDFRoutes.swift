import DocumentModel
import Foundation
import HTTPTypes
import Ingestion
import Rendering

/// Module 3 of the contract: extraction with options, for callers with an account.
package struct PDFRoutes: Sendable {
    private let desk: ExtractionDesk

    package init(desk: ExtractionDesk) {
        self.desk = desk
    }

    package var routes: [Route] { [markdown, tables, images, health] }

    private func route(_ kind: String, _ summary: String) -> Route {
        Route(.post, "/api/v1/pdf/extract/\(kind)", "pdf_\(kind)", summary, in: .pdf, access: .permission(.readPDF), rate: .extract)
            .also(at: "/api/v1/extract/\(kind)", "/api/v1/pdf/\(kind)")
            .form(PDFForm.self, files: FilePart("file", "The PDF."))
            .failing(.pdfValidation, .pdfExtraction, .pdfFormat, .pdfSize, .pdfTimeout, .modelMissing)
    }

    private var markdown: Route {
        route("markdown", "The document as Markdown, with options")
            .reply(.ok, "The Markdown.", Envelope<PDFMarkdown>.self).reply(.ok, "The Markdown.", mediaTypes: "text/markdown")
            .replying { call in
                let workspace = try call.caller().workspace
                let request = try await PDFRequest(call, desk: desk, MarkdownOptions.self)
                let wish = try request.wish(
                    pageNumber: request.options.pageNumber, pageRange: request.options.pageRange, recognizes: request.options.includeOcr)
                let (document, seconds) = try await desk.document(request.file, wish)
                let text = request.options.render(document)
                if call.prefers("text/markdown") { return .text(text, "text/markdown") }
                let metadata = PDFMarkdown.Metadata(
                    pageCount: document.info.pageCount, processingTime: seconds, fileSize: request.file.sizeBytes,
                    workspaceId: workspace.rawValue, status: document.outcome.rawValue,
                    failedPages: document.failures.map { FailedPage(page: $0.page, reason: $0.detail) },
                    documentInfo: request.options.extractMetadata ? document.info.fields : nil)
                return try .json(
                    Envelope(message: "The document as Markdown", data: PDFMarkdown(markdownContent: text, metadata: metadata)))
            }
    }

    private var tables: Route {
        route("tables", "Every table of the document, with options")
            .reply(.ok, "The tables.", Envelope<PDFTables>.self)
            .reply(.ok, "The tables.", mediaTypes: "application/zip", Spreadsheet.mediaType)
            .replying { call in
                let workspace = try call.caller().workspace
                let request = try await PDFRequest(call, desk: desk, TableOptions.self)
                let options = request.options
                let wish = try request.wish(pageNumber: options.pageNumber, pageRange: options.pageRange, recognizes: options.includeOcr)
                let tables = FoundTable.all(in: try await desk.document(request.file, wish).document)
                let stem = FileName.stem(request.file.filename)
                if options.outputFormat == .csv || call.prefers("application/zip") { return try TableFiles.zip(tables, stem: stem) }
                if options.outputFormat == .excel || call.prefers(Spreadsheet.mediaType) {
                    return try TableFiles.workbook(tables, stem: stem, folder: desk.stagingFolder)
                }
                let data = PDFTables(
                    tables: tables.map { $0.message(options) }, totalTables: tables.count, workspaceId: workspace.rawValue)
                return try .json(Envelope(message: "\(tables.count) tables", data: data))
            }
    }

    private var images: Route {
        route("images", "Every image of the document, with options")
            .reply(.ok, "The images.", Envelope<PDFImages>.self).reply(.ok, "The images.", mediaTypes: "application/zip")
            .replying { call in
                let workspace = try call.caller().workspace
                let request = try await PDFRequest(call, desk: desk, ImageOptions.self)
                let options = request.options
                let wish = try request.wish(pageNumber: options.pageNumber, pageRange: options.pageRange, recognizes: false)
                let (document, found, _) = try await desk.figures(request.file, wish, minimumSide: options.minResolution)
                var pictures: [FigurePicture] = []
                for picture in found {
                    pictures.append(try await options.outputFormat.asyncMap { try await desk.converted(picture, to: $0) } ?? picture)
                }
                if call.prefers("application/zip") {
                    return try ImageFiles.zip(pictures, document, stem: FileName.stem(request.file.filename))
                }
                var images: [PDFImages.Image] = []
                for picture in pictures {
                    images.append(PDFImages.Image(picture, ocrText: options.includeOcr ? try await desk.text(in: picture) : nil))
                }
                let data = PDFImages(images: images, totalImages: images.count, workspaceId: workspace.rawValue)
                return try .json(Envelope(message: "\(images.count) images", data: data))
            }
    }

    private var health: Route {
        Route(.get, "/api/v1/pdf/health", "pdf_health", "Whether PDFs can be processed", in: .pdf, access: .permission(.readPDF))
            .also(at: "/api/v1/enhanced/health")
            .answering(PDFHealth.self) { _ in
                let canStage = access(desk.stagingFolder, W_OK) == 0
                let canRead = await desk.canRead()
                return PDFHealth(
                    pdfProcessor: canRead ? .healthy : .unhealthy, tempStorage: canStage ? .healthy : .unhealthy,
                    extractionServices: canRead && canStage ? .healthy : .unhealthy)
            }
    }
}

extension MarkdownOptions {
    fileprivate func render(_ document: Document) -> String {
        var options = ContentOptions()
        options.marksPages = includePageNumbers
        guard !preserveFormatting else { return MarkdownRenderer(options: options).render(document).text }
        return MarkdownRenderer(options: options).render(document.withoutStyles()).text
    }
}

extension FoundTable {
    fileprivate func message(_ options: TableOptions) -> PDFTables.Table {
        let matrix = options.mergeCells ? matrix : TableMatrix(table, repeatsSpans: false)
        let hasHeaders = options.detectHeaders && !matrix.headers.isEmpty
        let rows = hasHeaders || matrix.headers.isEmpty ? matrix.rows : [matrix.headers] + matrix.rows
        return PDFTables.Table(
            pageNumber: page, tableId: id, headers: hasHeaders ? matrix.headers : [], rows: rows, confidenceScore: confidence)
    }
}

extension PDFImages.Image {
    fileprivate init(_ picture: FigurePicture, ocrText: String?) {
        imageId = FileName.stem(picture.name)
        pageNumber = picture.page
        imageData = Data(picture.bytes).base64EncodedString()
        format = picture.format
        dimensions = ImageDimensions(width: picture.width, height: picture.height)
        self.ocrText = ocrText
        let place = picture.rectangle
        boundingBox = [place.left, place.top, place.right, place.bottom]
    }
}

extension DocumentInfo {
    /// What the file says of itself, by the contract's names; only what it says.
    package var fields: [String: String] {
        let all = [
            "title": title, "author": author, "subject": subject, "keywords": keywords, "creator": creator, "producer": producer,
            "creation_date": creationDate, "modification_date": modificationDate, "pdf_version": pdfVersion,
        ]
        return all.compactMapValues { $0 }
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let wrapped = self else { return nil }
        return try await transform(wrapped)
    }
}
