import DocumentModel

enum PriorityName: String, APIChoice {
    case low, normal, high, urgent

    var priority: JobPriority { JobPriority(name: rawValue) ?? .normal }
}

enum RecognitionName: String, APIChoice { case `true`, `false`, auto, always, never }

enum QualityName: String, APIChoice { case fast, standard, high }

/// What comes with an uploaded document. Options may also be fields of the form or of the query by their own names.
struct ProcessForm: APIMessage {
    var processingOptions: [String: JSONTree]?
    var title: String?
    var documentName: String?
    var tags: [String]?
    var metadata: [String: JSONTree]?
    var asyncProcessing: Bool
    var processingPriority: PriorityName?
    var extractText: Bool?
    var extractTables: Bool?
    var extractImages: Bool?
    var performOcr: RecognitionName?
    var pageRange: String?
    var password: String?
    var quality: QualityName?
    var language: String?
    var minImageSize: Int?
    var timeoutSeconds: Int?

    static let rules: [String: FieldRules] = [
        "processing_options": .note("Options of processing as a JSON object; also as fields by their own names."),
        "title": .count(1...500), "document_name": .count(1...500), "tags": .count(0...100, "Separated by commas, or repeated."),
        "metadata": .note("Own fields as a JSON object of strings."),
        "async_processing": .fallback(false, "Answer at once and not when the document is done. Without it, the answer waits some seconds."),
        "page_range": .count(1...1000), "password": .count(1...127), "language": .count(1...35),
        "perform_ocr": .note("true and auto: where a page needs it."),
        "min_image_size": .range(1...10_000, "Pixels."), "timeout_seconds": .range(10...3600),
    ]

    /// All options by name: fields first, what the JSON part says goes before.
    var options: [String: JSONTree] {
        var options: [String: JSONTree] = [:]
        options["extract_text"] = extractText.map { .boolean($0) }
        options["extract_tables"] = extractTables.map { .boolean($0) }
        options["extract_images"] = extractImages.map { .boolean($0) }
        options["perform_ocr"] = performOcr.map { name in Bool(name.rawValue).map { .boolean($0) } ?? .string(name.rawValue) }
        options["page_range"] = pageRange.map { .string($0) }
        options["password"] = password.map { .string($0) }
        options["quality"] = quality.map { .string($0.rawValue) }
        options["language"] = language.map { .string($0) }
        options["min_image_size"] = minImageSize.map { .integer(Int64($0)) }
        options["timeout_seconds"] = timeoutSeconds.map { .integer(Int64($0)) }
        return options.merging(processingOptions ?? [:]) { $1 }
    }
}

/// The members of an object whose values are plain, as text.
func texts(of members: [String: JSONTree]?, _ field: String) throws(APIError) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, value) in members ?? [:] {
        switch value {
        case .string(let text): texts[name] = text
        case .integer(let number): texts[name] = String(number)
        case .number(let number): texts[name] = String(number)
        case .boolean(let truth): texts[name] = String(truth)
        case .null: continue
        case .array, .object: throw APIError(.validation, "\(field).\(name) must be plain.", details: ["field": .string("\(field).\(name)")])
        }
    }
    guard texts.count <= 100, texts.allSatisfy({ $0.utf8.count <= 200 && $1.utf8.count <= 10_000 }) else {
        throw APIError(.validation, "\(field) has too many or too long members.", details: ["field": .string(field)])
    }
    return texts
}

struct URLRequest: APIMessage {
    struct Download: APIMessage {
        var timeoutSeconds: Int?
        var maxFileSizeMb: Int?
        var allowedContentTypes: [String]?

        static let rules: [String: FieldRules] = [
            "timeout_seconds": .range(1...3600), "max_file_size_mb": .range(1...2048),
            "allowed_content_types": .note("Taken, but the bytes decide: a PDF is what begins like one."),
        ]
    }

    var url: String
    var processingOptions: [String: JSONTree]?
    var options: [String: JSONTree]?
    var downloadOptions: Download?
    var asyncProcessing: Bool
    var documentName: String?
    var processingPriority: PriorityName?
    var tags: [String]?
    var metadata: [String: JSONTree]?

    static let rules: [String: FieldRules] = [
        "url": .count(1...2083, "http or https, not in a private network."), "async_processing": .fallback(false), "document_name": .count(1...500),
        "tags": .count(0...100), "options": .note("The same as processing_options."),
    ]
}

struct ReprocessRequest: APIMessage {
    var processingOptions: [String: JSONTree]?
    var options: [String: JSONTree]?
    var processingPriority: PriorityName?
}

struct BatchOptions: APIMessage {
    var processingOptions: [String: JSONTree]?
    var parallelProcessing: Bool
    var maxConcurrent: Int?
    var failFast: Bool
    var notificationWebhook: String?
    var name: String?

    static let rules: [String: FieldRules] = [
        "parallel_processing": .fallback(true), "max_concurrent": .range(1...100),
        "fail_fast": .fallback(false, "The first failure cancels the rest."),
        "notification_webhook": .count(0...2083, "Told when all is done."), "name": .count(1...200),
    ]
}

/// A batch as a form: files, addresses, or both.
struct BatchForm: APIMessage {
    var batchOptions: BatchOptions?
    var urls: [String]?
    var tags: [String]?
    var metadata: [String: JSONTree]?
    var processingPriority: PriorityName?

    static let rules: [String: FieldRules] = [
        "batch_options": .note("Options of the batch as a JSON object."), "urls": .count(0...500, "Addresses of documents."), "tags": .count(0...100),
    ]
}

/// A batch as JSON: addresses.
struct BatchRequest: APIMessage {
    var urls: [String]
    var options: [String: JSONTree]?
    var batchOptions: BatchOptions?
    var asyncProcessing: Bool?
    var tags: [String]?
    var metadata: [String: JSONTree]?
    var processingPriority: PriorityName?

    static let rules: [String: FieldRules] = ["urls": .count(1...500), "tags": .count(0...100)]
}

struct BulkRequest: APIMessage {
    var urls: [String]
    var options: [String: JSONTree]?
    var batchSize: Int

    static let rules: [String: FieldRules] = ["urls": .count(1...100), "batch_size": .range(1...20, default: 5)]
}

// MARK: Answers

struct ProcessReply: APIMessage {
    struct Content: APIMessage {
        var text: String
        var images: [StoredImages.Image]
        var tables: [StoredTables.Table]
        var entities: [JSONTree]
    }

    struct Metadata: APIMessage {
        var filename: String
        var fileSize: Int64
        var pageCount: Int
        var processingTime: Double?
        var uploadTimestamp: String
    }

    var documentId: String
    /// "completed", "partial", "processing" or "failed".
    var processingStatus: String
    var jobId: String?
    /// The same bytes were stored before: this is that document.
    var isDuplicate: Bool
    var extractedContent: Content?
    var metadata: Metadata
    var embeddingsGenerated: Bool
    var summary: String?
    var errorMessage: String?
    /// What validation noticed.
    var findings: [String]
}

struct URLReply: APIMessage {
    struct Download: APIMessage {
        var contentType: String?
        var fileSize: Int64
        /// Seconds; absent until downloaded.
        var downloadTime: Double?
    }

    var documentId: String
    var jobId: String?
    var sourceUrl: String
    var downloadMetadata: Download
    var processingStatus: String
    var processingResults: ProcessReply
}

struct BatchAcceptedReply: APIMessage {
    struct Item: APIMessage {
        var filename: String
        /// "accepted", "duplicate" or "rejected".
        var status: String
        var documentId: String?
        var jobId: String?
        var errorCode: String?
        var errorMessage: String?
    }

    var batchId: String
    var totalDocuments: Int
    var jobIds: [String]
    var estimatedCompletionTime: String?
    var batchStatus: String
    var progress: BatchReply.Progress
    var results: [Item]
}

struct BulkReply: APIMessage {
    var jobId: String
    var totalDocuments: Int
    var estimatedCompletionTime: String?
}

struct ReprocessReply: APIMessage {
    var documentId: String
    var jobId: String
    var revision: Int
}
