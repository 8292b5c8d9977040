package import Backends
import Crypto
import DocumentModel
import HTTPTypes
import HummingbirdCore
import Ingestion

/// What was read from a document: its text in every form, pages, blocks, tables, images, and the file itself.
package struct ContentRoutes: Sendable {
    private let documents: any DocumentStore
    private let contents: any ContentStore
    private let blobs: any BlobStore
    private let pictures: PagePictures
    private let stagingFolder: String

    package init(
        documents: any DocumentStore, contents: any ContentStore, blobs: any BlobStore, pictures: PagePictures, stagingFolder: String
    ) {
        self.documents = documents
        self.contents = contents
        self.blobs = blobs
        self.pictures = pictures
        self.stagingFolder = stagingFolder
    }

    package var routes: [Route] { [content, pages, page, picture, blocks, tables, table, images, original] }

    private var stored: StoredContent { StoredContent(contents: contents, blobs: blobs) }

    private func route(_ path: String, _ name: String, _ summary: String) -> Route {
        Route(.get, "/api/v1/documents/{document_id}/\(path)", name, summary, in: .documents, access: .permission(.readDocuments))
    }

    private var content: Route {
        route("content", "document_content", "The document's text").also(at: "/api/v1/documents/documents/{document_id}/content")
            .query(ContentQuery.self).failing(.conflict)
            .reply(.ok, "The text.", Envelope<DocumentContentReply>.self)
            .reply(.ok, "The pieces.", Envelope<ChunkList>.self)
            .reply(.ok, "The whole document.", shape: Self.document)
            .reply(.ok, "The text.", mediaTypes: "text/markdown", "text/html", "text/plain")
            .replying { call in
                let query = try call.query(ContentQuery.self)
                let document = try await call.document(in: documents)
                if let format = query.format ?? Self.preferred(call) { return try await text(format, of: document) }
                let reply = DocumentContentReply(
                    content: .init(
                        id: document.id.rawValue, title: document.title, state: document.publishedRevision > 0 ? "final" : "provisional",
                        rawContent: query.includeRaw ? try await stored.text(.text, of: document) : nil,
                        markdownContent: query.includeMarkdown ? try await stored.text(.markdown, of: document) : nil,
                        contentChunks: query.includeChunks ? try await stored.chunks(of: document) : nil))
                return try .json(Envelope(message: "The document's text", data: reply))
            }
    }

    /// As `docs/document.schema.json` has it.
    private static let document = Schema(
        .object([
            SchemaProperty(name: "schema_version", schema: Schema(.any), isRequired: true),
            SchemaProperty(name: "blocks", schema: Schema(.array(Schema(.map(Schema(.any))))), isRequired: true),
        ]), name: "StoredDocument")

    private static func preferred(_ call: Call) -> ContentQuery.Format? {
        [ContentQuery.Format.markdown, .html, .text].first { call.prefers($0.mediaType) }
    }

    private func text(_ format: ContentQuery.Format, of document: DocumentRecord) async throws -> Reply {
        switch format {
        case .markdown, .text: return .text(try await stored.text(format, of: document), format.mediaType)
        case .chunks:
            let chunks = try await stored.chunks(of: document)
            let list = ChunkList(documentId: document.id.rawValue, chunks: chunks, totalChunks: chunks.count)
            return try .json(Envelope(message: "\(chunks.count) chunks", data: list))
        case .html, .json:
            guard let bytes = try await stored.output(format, of: document) else {
                throw APIError(.conflict, "The document is still being processed; Markdown and text of its pages can be read already.")
            }
            return Reply(bytes, format == .json ? format.mediaType : "\(format.mediaType); charset=utf-8")
        }
    }

    private var pages: Route {
        route("pages", "document_pages", "The pages and how each was read")
            .answering(PageList.self) { call in
                let document = try await call.document(in: documents)
                let pages = try await contents.pages(of: document.id, in: try call.scope(), numbers: nil, withContent: false)
                return PageList(
                    documentId: document.id.rawValue, pageCount: max(document.facts.pageCount, pages.count), pages: pages.map(PageLine.init))
            }
    }

    private var page: Route {
        route("pages/{page}", "document_page", "One page: text, Markdown and blocks with their rectangles")
            .answering(PageContent.self) { call in PageContent(try await record(call, withContent: true)) }
    }

    private var picture: Route {
        route("pages/{page}/image", "document_page_image", "A picture of a page at any width").query(PictureQuery.self)
            .failing(.pdfExtraction, .pdfFormat, .pdfTimeout, .pdfValidation, .pdfSize)
            .reply(.ok, "The picture.", mediaTypes: "image/png", "image/jpeg", "image/webp").reply(.notModified, "It is the one you have.")
            .replying { call in
                let query = try call.query(PictureQuery.self)
                let document = try await call.document(in: documents)
                let number = try call.number("page")
                let (pageWidth, isRead) = try await width(ofPage: number, of: document, try call.scope())
                let key = PagePictures.Key(
                    document: document.id, revision: document.revision, page: number, width: query.width, format: query.format)
                // Known before the picture is drawn: the same bytes of the same file.
                let tag = "\"\(document.sha256?.prefix(16) ?? "")-\(number)-\(query.width)-\(query.format.rawValue)\""
                let headers: HTTPFields = [.eTag: tag, .cacheControl: "private, max-age=86400"]
                if EntityTag.matches(call.request.headers[.ifNoneMatch], tag) { return Reply(status: .notModified, headers: headers) }
                do {
                    let bytes = try await pictures.picture(key, of: document, pageWidth: pageWidth)
                    return Reply(bytes, query.format.mediaType, headers: headers)
                } catch let refusal as Refusal where !isRead && refusal.kind == .other {
                    // Beyond the end of the file.
                    throw APIError.noSuch("page")
                }
            }
    }

    /// Points. Of a document that was read in part, the other pages can be looked at as well: they are taken to be as wide as the first that was
    /// read.
    private func width(ofPage number: Int, of document: DocumentRecord, _ scope: Scope) async throws -> (points: Double, isRead: Bool) {
        if let page = try await contents.pages(of: document.id, in: scope, numbers: number...number, withContent: false).first {
            return (page.width, true)
        }
        guard number > 0, let other = try await contents.pages(of: document.id, in: scope, numbers: nil, withContent: false).first else {
            throw APIError.noSuch("page")
        }
        return (other.width, false)
    }

    private func record(_ call: Call, withContent: Bool) async throws -> PageRecord {
        let document: DocumentID = try call.identifier("document_id")
        let number = try call.number("page")
        let scope = try call.scope()
        let found = try await contents.pages(of: document, in: scope, numbers: number...number, withContent: withContent)
        guard let page = found.first else { throw APIError.noSuch("page") }
        return page
    }

    private var blocks: Route {
        route("blocks", "document_blocks", "Blocks in reading order with their rectangles").query(BlockQuery.self)
            .answering(BlockList.self) { call in
                let query = try call.query(BlockQuery.self)
                let document = try await call.document(in: documents)
                let numbers = query.page.map { $0...$0 }
                let pages = try await contents.pages(of: document.id, in: try call.scope(), numbers: numbers, withContent: true)
                let blocks = pages.flatMap { Self.blocks(of: $0) }.filter { block in
                    query.kind.map { block["kind"] == .string($0) || block["type"] == .string($0) } ?? true
                }
                return BlockList(documentId: document.id.rawValue, blocks: blocks, totalBlocks: blocks.count)
            }
    }

    private static func blocks(of page: PageRecord) -> [JSONTree] {
        guard case .array(let blocks)? = JSONTree(parsing: page.blocksJSON) else { return [] }
        return blocks
    }

    private var tables: Route {
        route("tables", "document_tables", "Every table").query(TablesQuery.self)
            .reply(.ok, "The tables.", Envelope<StoredTables>.self)
            .reply(.ok, "The tables.", mediaTypes: "application/zip", Spreadsheet.mediaType)
            .replying { call in
                let query = try call.query(TablesQuery.self)
                let document = try await call.document(in: documents)
                let all = try await contents.tables(of: document.id, in: try call.scope())
                let tables = all.filter { table in query.page.map { table.page == $0 } ?? true }
                let stem = FileName.stem(document.filename)
                switch query.format {
                case .csv: return try StoredTableFiles.zip(tables, stem: stem)
                case .xlsx: return try StoredTableFiles.workbook(tables, stem: stem, folder: stagingFolder)
                case .json:
                    let data = StoredTables(
                        documentId: document.id.rawValue, tables: tables.map(StoredTables.Table.init), totalTables: tables.count)
                    return try .json(Envelope(message: "\(tables.count) tables", data: data))
                }
            }
    }

    private var table: Route {
        route("tables/{table_id}", "document_table", "One table").query(TablesQuery.self)
            .reply(.ok, "The table.", Envelope<StoredTables.Table>.self).reply(.ok, "The table.", mediaTypes: "text/csv", Spreadsheet.mediaType)
            .replying { call in
                let query = try call.query(TablesQuery.self)
                let document = try await call.document(in: documents)
                let name = call.pathValues["table_id"]
                guard let table = try await contents.tables(of: document.id, in: try call.scope()).first(where: { $0.id == name }) else {
                    throw APIError.noSuch("table_id")
                }
                let stem = "\(FileName.stem(document.filename))_\(table.id)"
                switch query.format {
                case .csv: return .text(StoredTableFiles.csv(table), "text/csv").asDownload(named: "\(stem).csv")
                case .xlsx: return try StoredTableFiles.workbook([table], stem: stem, folder: stagingFolder)
                case .json: return try .json(Envelope(message: "One table", data: StoredTables.Table(table)))
                }
            }
    }

    private var images: Route {
        route("images", "document_images", "Every image with its place, text and thumbnails").query(PartQuery.self)
            .answering(StoredImages.self) { call in
                let part = try call.query(PartQuery.self)
                let document = try await call.document(in: documents)
                var query = ImageQuery()
                query.document = document.id
                query.limit = part.limit
                query.offset = part.offset
                let listing = try await contents.images(query, in: try call.scope())
                return StoredImages(
                    documentId: document.id.rawValue, images: listing.items.map(StoredImages.Image.init), totalImages: listing.totalCount)
            }
    }

    private var original: Route {
        route("original", "document_original", "The file as it was uploaded").also(at: "/api/v1/documents/{document_id}/download")
            .failing(.rangeNotSatisfiable).reply(.ok, "The file.", mediaTypes: "application/pdf")
            .reply(.partialContent, "The part asked for.", mediaTypes: "application/pdf").reply(.notModified, "It is the one you have.")
            .sendingLongFile()
            .replying { call in
                let document = try await call.document(in: documents)
                let reply = BlobReply(
                    blobs: blobs, name: .original(of: document), mediaType: document.mimeType, tag: "\"\(document.sha256 ?? document.id.rawValue)\"")
                return try await reply.reply(to: call.request).asDownload(named: document.filename)
            }
    }
}
