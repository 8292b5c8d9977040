/// Everything that is known of a document, asked for at once.
struct WholeAnalysisRequest: APIMessage {
    enum Depth: String, APIChoice { case basic, standard, detailed }

    var documentId: String
    var analysisTypes: [String]?
    var includeTextAnalysis: Bool
    var includeImageAnalysis: Bool
    var includeOcrAnalysis: Bool
    var ocrLanguage: String
    var ocrConfidenceThreshold: Double
    var imageAnalysisDepth: Depth
    var detectObjects: Bool
    var extractVisualFeatures: Bool

    static let rules: [String: FieldRules] = [
        "document_id": .count(1...64), "analysis_types": .count(0...20, "text, images, ocr; the include_ members say the same."),
        "include_text_analysis": .fallback(true), "include_image_analysis": .fallback(true), "include_ocr_analysis": .fallback(true),
        "ocr_language": .count(0...35, default: "en", "Taken; text was recognised when the document was processed."),
        "ocr_confidence_threshold": .range(0...1, default: 0.5, "Taken; recognised text is stored without what is uncertain."),
        "image_analysis_depth": .fallback("standard", "basic: counts; standard: what is stored of each image; detailed: with its stored analysis."),
        "detect_objects": .fallback(true, "Taken; no model here finds objects."), "extract_visual_features": .fallback(true, "As detailed."),
    ]
}

struct WholeAnalysisReply: APIMessage {
    struct Text: APIMessage {
        var language: String?
        var wordCount: Int
        var keywords: [String]
        var topics: [String]
        /// By label; absent until the document was searched.
        var entityCounts: [String: Int]?
        var tableCount: Int
    }

    struct Image: APIMessage {
        var imageId: String
        var pageNumber: Int?
        var width: Int
        var height: Int
        var format: String
        var caption: String?
        var alternativeText: String?
        /// Absent when it was not read.
        var ocrText: String?
        /// As it was stored by POST /images/analyze; absent when there is none or it was not asked for.
        var analysis: JSONTree?
    }

    struct Images: APIMessage {
        var count: Int
        var images: [Image]
        /// What no model here can tell.
        var notPerformed: [String]
    }

    struct Recognition: APIMessage {
        /// Pages whose text was read from a picture.
        var recognizedPages: [Int]
        /// Pages that lack something, with the reason.
        var failedPages: [FailedPage]
        var imagesWithText: Int
    }

    struct Insights: APIMessage {
        var illustratedPages: [Int]
        var commonTerms: [String]
    }

    var documentId: String
    var documentName: String
    var textAnalysis: Text?
    var imageAnalysis: Images?
    var ocrAnalysis: Recognition?
    var multimodalInsights: Insights?
    var contentSummary: String?
    var analysisTimeMs: Double
    var modelsUsed: [String: String]
    var totalPages: Int
    var totalImages: Int
    var totalTextChunks: Int
}
