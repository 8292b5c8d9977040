struct PDFMarkdown: APIMessage {
    struct Metadata: APIMessage {
        var pageCount: Int
        var processingTime: Double
        var fileSize: Int64
        var workspaceId: String
        /// "completed", or "partial" when some pages could not be read.
        var status: String
        var failedPages: [FailedPage]
        /// What the file says of itself: title, author, creator, producer and dates; absent unless asked for.
        var documentInfo: [String: String]?
    }

    var markdownContent: String
    var metadata: Metadata
}

struct PDFTables: APIMessage {
    struct Table: APIMessage {
        var pageNumber: Int
        var tableId: String
        var headers: [String]
        var rows: [[String]]
        var confidenceScore: Double
    }

    var tables: [Table]
    var totalTables: Int
    var workspaceId: String
}

struct PDFImages: APIMessage {
    struct Image: APIMessage {
        var imageId: String
        var pageNumber: Int
        /// Base64.
        var imageData: String
        var format: String
        var dimensions: ImageDimensions
        var ocrText: String?
        /// In points from the top-left corner of the page: left, top, right, bottom.
        var boundingBox: [Double]
    }

    var images: [Image]
    var totalImages: Int
    var workspaceId: String
}

struct PDFHealth: APIMessage {
    var pdfProcessor: HealthState
    var tempStorage: HealthState
    var extractionServices: HealthState
}
