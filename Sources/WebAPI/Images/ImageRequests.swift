/// A picture to be analysed, as a form.
struct ImageAnalysisForm: APIMessage, AnalysisFields {
    var analysisType: AnalysisType.Profile?
    var analysisTypes: [AnalysisType]?
    var quality: AnalysisType.Quality
    var language: String
    var confidenceThreshold: Double
    var documentContext: String?
    var pageContext: String?

    static let rules = analysisRules.merging([
        "document_context": .count(0...10_000, "Taken; the methods here look at the picture only."), "page_context": .count(0...10_000),
    ]) { $1 }
}

/// A picture to be analysed that is stored, or at an address.
struct ImageAnalysisRequest: APIMessage, AnalysisFields {
    var imageId: String?
    var imageUrl: String?
    var analysisType: AnalysisType.Profile?
    var analysisTypes: [AnalysisType]?
    var quality: AnalysisType.Quality
    var language: String
    var confidenceThreshold: Double
    var documentContext: String?
    var pageContext: String?

    static let rules = analysisRules.merging([
        "image_id": .count(1...64, "A stored image; or image_url."),
        "image_url": .count(1...2083, "http or https, not in a private network; the picture is not kept."),
        "document_context": .count(0...10_000, "Taken; the methods here look at the picture only."), "page_context": .count(0...10_000),
    ]) { $1 }
}

struct ImageBatchForm: APIMessage, AnalysisFields {
    var batchOptions: ImageBatchOptions?
    var analysisType: AnalysisType.Profile?
    var analysisTypes: [AnalysisType]?
    var quality: AnalysisType.Quality
    var language: String
    var confidenceThreshold: Double

    static let rules = analysisRules.merging([
        "batch_options": .note("parallel_processing, max_concurrent (1 to 8) and fail_on_error as a JSON object.")
    ]) { $1 }
}

struct ImageBatchRequest: APIMessage, AnalysisFields {
    enum Priority: String, APIChoice { case low, normal, high }

    var imageIds: [String]
    var batchOptions: ImageBatchOptions?
    var parallelProcessing: Bool
    var priority: Priority
    var analysisType: AnalysisType.Profile?
    var analysisTypes: [AnalysisType]?
    var quality: AnalysisType.Quality
    var language: String
    var confidenceThreshold: Double

    static let rules = analysisRules.merging([
        "image_ids": .count(1...50, "Stored images."), "parallel_processing": .fallback(true),
        "priority": .fallback("normal", "Taken; the answer is made at once."),
    ]) { $1 }
}

struct ImageBatchOptions: APIMessage {
    var parallelProcessing: Bool
    var maxConcurrent: Int
    var failOnError: Bool

    static let rules: [String: FieldRules] = [
        "parallel_processing": .fallback(true), "max_concurrent": .range(1...8, default: 4, "Pictures that are looked at at the same time."),
        "fail_on_error": .fallback(false, "The first picture that cannot be analysed makes the whole request fail."),
    ]
}

/// A picture to be stored.
struct ImageUploadForm: APIMessage, AnalysisFields {
    var storageOptions: ImageStorageOptions?
    var analysisOptions: ImageAnalysisOptions?
    var tags: [String]?
    var caption: String?
    var alternativeText: String?
    var analysisType: AnalysisType.Profile?
    var analysisTypes: [AnalysisType]?
    var quality: AnalysisType.Quality
    var language: String
    var confidenceThreshold: Double
    var documentContext: String?

    static let rules = analysisRules.merging([
        "storage_options": .note("make_public, generate_thumbnails and compression_quality as a JSON object."),
        "analysis_options": .note("The members of an analysis as a JSON object."), "tags": .count(0...50, "Separated by commas, or repeated."),
        "caption": .count(0...2000, "What it shows, for search by words."), "alternative_text": .count(0...2000),
        "document_context": .count(0...10_000),
    ]) { $1 }
}

struct ImageStorageOptions: APIMessage {
    var makePublic: Bool
    var generateThumbnails: Bool
    var compressionQuality: Int

    static let rules: [String: FieldRules] = [
        "make_public": .fallback(false, "Not offered: images are for members of their workspace."), "generate_thumbnails": .fallback(true),
        "compression_quality": .range(1...100, default: 85, "Of the thumbnails; the original is kept as it is."),
    ]
}

/// What goes before the members of the form around it.
struct ImageAnalysisOptions: APIMessage {
    var analysisType: AnalysisType.Profile?
    var analysisTypes: [AnalysisType]?
    var quality: AnalysisType.Quality?
    var language: String?
    var confidenceThreshold: Double?

    static let rules: [String: FieldRules] = [
        "analysis_types": .count(0...20), "language": .count(0...35), "confidence_threshold": .range(0...1),
    ]
}

/// What alike images are looked for by.
struct ImageSearchRequest: APIMessage {
    enum SearchScope: String, APIChoice { case workspace, global }

    var queryImageId: String?
    var queryDescription: String?
    var limit: Int?
    var maxResults: Int?
    var similarityThreshold: Double?
    var documentIds: [String]?
    var imageTypes: [String]?
    var tags: [String]?
    var searchScope: SearchScope
    var includeMetadata: Bool

    static let rules: [String: FieldRules] = [
        "query_image_id": .count(1...64, "A stored image."), "query_description": .count(1...1000, "What the image shows or says."),
        "limit": .range(1...50, "Images in the answer; 10 when absent."), "max_results": .range(1...50, "The same as limit."),
        "similarity_threshold": .range(
            0...1, "Least score: the cosine of vectors, or the share of the words that an image has. When absent, what was measured for the method."),
        "document_ids": .count(0...100), "image_types": .count(0...20, "Formats or kinds: png, photo."), "tags": .count(0...50, "All of these."),
        "search_scope": .fallback("workspace", "Only images of the workspace are ever found."), "include_metadata": .fallback(true),
    ]
}

struct ImageSearchForm: APIMessage {
    var searchOptions: ImageSearchRequest?

    static let rules: [String: FieldRules] = [
        "search_options": .note("The members of a search as a JSON object.")
    ]
}

struct ImageListQuery: APIMessage {
    var limit: Int?
    var offset: Int?
    var page: Int?
    var pageSize: Int?
    var documentId: String?
    var tags: [String]?

    static let rules: [String: FieldRules] = [
        "limit": .range(1...100, "Images in the answer; 50 when absent."), "offset": .range(0...10_000_000),
        "page": .range(1...1_000_000, "From 1; instead of offset."), "page_size": .range(1...100, "Instead of limit."),
        "document_id": .count(1...64, "Only images of this document."), "tags": .count(0...50, "All of these."),
    ]

    var part: PageOfList { PageOfList(limit: limit, offset: offset, page: page, pageSize: pageSize, standard: 50) }
}
