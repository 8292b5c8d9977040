/// What clients send to `/extract/...`.
struct ExtractionForm: APIMessage {
    enum OutputFormat: String, APIChoice { case json, zip, text, markdown, csv, excel }

    var pageNumber: Int?
    var pageRange: String?
    var includeOcr: Bool
    var outputFormat: OutputFormat?
    var password: String?
    /// The contract's JSON part with options.
    var options: [String: JSONTree]?

    static let rules: [String: FieldRules] = [
        "page_number": .range(1...100_000, "One page, from 1."),
        "page_range": .count(1...1000, "Pages to read: 1-5 or 1,3,5 or 10-."),
        "include_ocr": .fallback(true, "Whether text in pictures of pages is recognised where the page has no other."),
        "output_format": .note("The form of the answer; the Accept header says the same."),
        "password": .count(1...256, "Of an encrypted document."),
        "options": .note("Options as a JSON object, with the same names as the fields."),
    ]
}

struct ExtractedMarkdown: APIMessage {
    struct Metadata: APIMessage {
        var pageCount: Int
        var processingTime: Double
        /// "completed", or "partial" when some pages could not be read.
        var status: String
        var failedPages: [FailedPage]
    }

    var markdownContent: String
    var metadata: Metadata
}

struct FailedPage: APIMessage {
    var page: Int
    var reason: String
}

struct ExtractedTables: APIMessage {
    struct Table: APIMessage {
        var pageNumber: Int
        var tableData: [[String]]
        var headers: [String]
    }

    var tables: [Table]
    var totalTables: Int
}

struct ImageDimensions: APIMessage {
    var width: Int
    var height: Int
}

struct ExtractedImages: APIMessage {
    struct Image: APIMessage {
        var pageNumber: Int
        /// Base64.
        var imageData: String
        var format: String
        var dimensions: ImageDimensions
    }

    var images: [Image]
    var totalImages: Int
}
