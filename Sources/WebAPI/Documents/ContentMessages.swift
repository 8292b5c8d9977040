import DocumentModel

struct ContentQuery: APIMessage {
    enum Format: String, APIChoice { case markdown, html, text, json, chunks }

    var format: Format?
    var includeRaw: Bool
    var includeMarkdown: Bool
    var includeChunks: Bool

    static let rules: [String: FieldRules] = [
        "format": .note("The content itself in this form, instead of a JSON answer around it."), "include_raw": .fallback(false, "Plain text."),
        "include_markdown": .fallback(true), "include_chunks": .fallback(false, "Pieces for search and answers."),
    ]
}

struct DocumentContentReply: APIMessage {
    struct Content: APIMessage {
        var id: String
        var title: String
        /// "provisional" while pages are still being read.
        var state: String
        var rawContent: String?
        var markdownContent: String?
        var contentChunks: [ChunkLine]?
    }

    var content: Content
}

struct PageLine: APIMessage {
    var page: Int
    /// Points.
    var width: Double
    var height: Double
    /// "provisional" until all pages are read, then "done"; or "failed".
    var status: String
    var isRecognized: Bool
    var failure: String?

    init(_ page: PageRecord) {
        self.page = page.number
        width = page.width
        height = page.height
        status = page.status.rawValue
        isRecognized = page.isRecognized
        failure = page.failure
    }
}

struct PageList: APIMessage {
    var documentId: String
    var pageCount: Int
    var pages: [PageLine]
}

struct PageContent: APIMessage {
    var page: PageLine
    var markdown: String
    var text: String
    /// As in the JSON output of the document: kind, text, rectangles in points from the top-left corner.
    var blocks: JSONTree

    init(_ page: PageRecord) {
        self.page = PageLine(page)
        markdown = page.markdown
        text = page.text
        blocks = JSONTree(parsing: page.blocksJSON) ?? .array([])
    }
}

struct BlockQuery: APIMessage {
    var page: Int?
    var kind: String?

    static let rules: [String: FieldRules] = [
        "page": .range(1...1_000_000, "Only this page."), "kind": .count(1...40, "Only blocks of this kind, such as heading or table."),
    ]
}

struct BlockList: APIMessage {
    var documentId: String
    var blocks: [JSONTree]
    var totalBlocks: Int
}

struct PictureQuery: APIMessage {
    enum Format: String, APIChoice { case png, jpeg, webp }

    var width: Int
    var format: Format

    static let rules: [String: FieldRules] = [
        "width": .range(16...4000, default: 1000, "Pixels across."), "format": .fallback("png"),
    ]
}

struct TablesQuery: APIMessage {
    enum Format: String, APIChoice { case json, csv, xlsx }

    var format: Format
    var page: Int?

    static let rules: [String: FieldRules] = [
        "format": .fallback("json", "json; csv is a ZIP of files for a document and one file for a table; xlsx a workbook."),
        "page": .range(1...1_000_000),
    ]
}

struct StoredTables: APIMessage {
    struct Table: APIMessage {
        var tableId: String
        var pageNumber: Int
        var caption: String?
        var headers: [String]
        var rows: [[String]]
        var rowCount: Int
        var columnCount: Int
        var confidenceScore: Double
        /// Points from the top-left corner: left, top, right, bottom.
        var boundingBox: [Double]

        init(_ table: TableRecord) {
            tableId = table.id
            pageNumber = table.page
            caption = table.caption
            headers = table.headers
            rows = table.rows
            rowCount = table.rows.count
            columnCount = max(table.headers.count, table.rows.first?.count ?? 0)
            confidenceScore = table.confidence
            let place = table.rectangle
            boundingBox = [place.left, place.top, place.right, place.bottom]
        }
    }

    var documentId: String
    var tables: [Table]
    var totalTables: Int
}

struct StoredImages: APIMessage {
    struct Image: APIMessage {
        var imageId: String
        var pageNumber: Int?
        var filename: String
        var format: String
        var sizeBytes: Int64
        var dimensions: ImageDimensions
        var caption: String?
        var alternativeText: String?
        var ocrText: String?
        var boundingBox: [Double]?
        var url: String
        var thumbnailUrls: [String: String]
        var analysis: JSONTree?

        init(_ image: ImageRecord) {
            imageId = image.id.rawValue
            pageNumber = image.page
            filename = image.filename
            format = image.format
            sizeBytes = image.sizeBytes
            dimensions = ImageDimensions(width: image.width, height: image.height)
            caption = image.caption
            alternativeText = image.alternativeText
            ocrText = image.recognizedText
            boundingBox = image.rectangle.map { [$0.left, $0.top, $0.right, $0.bottom] }
            let base = "/api/v1/images/\(image.id)"
            url = "\(base)/download"
            thumbnailUrls = Dictionary(uniqueKeysWithValues: ["small", "medium", "large"].map { ($0, "\(base)/thumbnails/\($0)") })
            analysis = image.analysisJSON.flatMap { JSONTree(parsing: $0) }
        }
    }

    var documentId: String
    var images: [Image]
    var totalImages: Int
}

struct PartQuery: APIMessage {
    var limit: Int
    var offset: Int

    static let rules: [String: FieldRules] = ["limit": .range(1...500, default: 100), "offset": .range(0...10_000_000, default: 0)]
}

/// A piece of a document as clients see it.
struct ChunkLine: APIMessage {
    var chunkId: String
    var chunkIndex: Int
    var kind: String
    var content: String
    var headingPath: [String]
    var pageNumber: Int
    var regions: [RegionLine]
    var tokenCount: Int
    var overlapLength: Int

    init(_ chunk: Chunk, of document: DocumentID) {
        chunkId = ChunkID(document: document, index: chunk.index).description
        chunkIndex = chunk.index
        kind = chunk.kind.rawValue
        content = chunk.text
        headingPath = chunk.headings
        pageNumber = chunk.page
        regions = chunk.regions.map(RegionLine.init)
        tokenCount = chunk.tokenCount
        overlapLength = chunk.overlapLength
    }
}

struct ChunkList: APIMessage {
    var documentId: String
    var chunks: [ChunkLine]
    var totalChunks: Int
}
