import DocumentModel
import Retrieval

/// What is to be summarised, and how.
struct SummaryRequest: APIMessage {
    struct Target: APIMessage {
        enum Kind: String, APIChoice {
            case documentId = "document_id"
            case documentIds = "document_ids"
            case searchResults = "search_results"
            case text
        }

        var type: Kind
        var value: JSONTree

        static let rules: [String: FieldRules] = [
            "value": .note(
                "A name; a list of at most 20 names; for search_results a query, or a list of at most 100 chunk_ids or of results with chunk_id or content; a text of at most 200,000 characters."
            )
        ]
    }

    struct Options: APIMessage {
        enum Length: String, APIChoice { case short, medium, long }
        enum Style: String, APIChoice {
            case bulletPoints = "bullet_points"
            case paragraph, executive
        }

        var length: Length
        var style: Style
        var focusAreas: [String]?
        var includeKeyQuotes: Bool
        var maxLength: Int?
        var language: String?

        static let rules: [String: FieldRules] = [
            "length": .fallback("medium", "About 70, 180 or 450 words."), "style": .fallback("paragraph"),
            "focus_areas": .count(0...10, "What it should be about before all else."), "include_key_quotes": .fallback(true),
            "max_length": .range(20...2000, "Words at most, instead of those of the length."),
            "language": .count(0...35, "Of the text, when it must not be told from it."),
        ]
    }

    var target: Target
    var summaryOptions: Options?
}

/// A summary of the document in the path, as older clients ask for it.
struct DocumentSummaryRequest: APIMessage {
    enum Kind: String, APIChoice {
        case brief, comprehensive
        case keyPoints = "key_points"
    }

    var summaryType: Kind
    var maxLength: Int?
    var includeMetadata: Bool
    var summaryOptions: SummaryRequest.Options?

    static let rules: [String: FieldRules] = [
        "summary_type": .fallback("brief"), "max_length": .range(50...2000, "Words at most."), "include_metadata": .fallback(true),
        "summary_options": .note("Goes before summary_type and max_length."),
    ]
}

struct SummaryReply: APIMessage {
    struct Quote: APIMessage {
        var text: String
        /// Title of the document.
        var source: String
        /// From 1; 0 for text without pages.
        var page: Int
        /// Absent for text that is not stored.
        var documentId: String?
        var section: String
        var location: PlaceMessage?
    }

    struct Metadata: APIMessage {
        var wordCount: Int
        var readingTimeMinutes: Int
        /// Extractive: share of the weight of the subject words that the summary has. By a model: share of its words that stand in the text.
        var confidenceScore: Double
        var method: String
        /// "extractive" or the name of the language model.
        var model: String
        var language: String?
        var sourceWordCount: Int
        /// Seconds.
        var processingTime: Double
        var warnings: [String]
    }

    var summaryId: String
    var summary: String
    var keyPoints: [String]
    /// Sentences as they stand in the documents, the most important first.
    var keyQuotes: [Quote]
    var summaryMetadata: Metadata
    // The other dialect, for one document.
    var documentId: String?
    var summaryType: String?
    var metadata: DocumentMetadata?

    struct DocumentMetadata: APIMessage {
        var documentTitle: String
        /// Words.
        var documentLength: Int
        var summaryLength: Int
        var method: String
        var model: String
    }
}

extension SummaryRequest.Options {
    var options: SummaryOptions {
        var options = SummaryOptions()
        options.length = .init(rawValue: length.rawValue) ?? .medium
        options.style = .init(rawValue: style.rawValue) ?? .paragraph
        options.focusAreas = (focusAreas ?? []).filter { !$0.isEmpty }
        options.includesQuotes = includeKeyQuotes
        options.mostWords = maxLength
        return options
    }
}

extension DocumentSummaryRequest {
    /// - Parameter standard: options when nothing is said.
    func options(_ standard: SummaryRequest.Options) -> SummaryRequest.Options {
        if let summaryOptions { return summaryOptions }
        var options = standard
        options.maxLength = maxLength
        switch summaryType {
        case .brief: options.length = .short
        case .comprehensive: (options.length, options.style) = (.long, .executive)
        case .keyPoints: (options.length, options.style) = (.medium, .bulletPoints)
        }
        return options
    }
}

extension SummaryReply {
    /// - Parameter documents: by number of the document in the summary; `nil` for what is not stored.
    init(_ summary: DocumentSummary, of documents: [DocumentRecord?], id: String, seconds: Double) {
        self.init(
            summaryId: id, summary: summary.text, keyPoints: summary.keyPoints,
            keyQuotes: summary.keyQuotes.map { quote in
                Quote(
                    text: quote.text, source: quote.source, page: quote.page ?? 0, documentId: documents[quote.document]?.id.rawValue,
                    section: quote.section, location: PlaceMessage(quote.regions))
            },
            summaryMetadata: .init(
                wordCount: summary.wordCount, readingTimeMinutes: summary.readingMinutes, confidenceScore: summary.confidence,
                method: summary.method, model: summary.model, language: summary.language, sourceWordCount: summary.sourceWordCount,
                processingTime: seconds, warnings: summary.warnings))
    }
}
