/// What is to be said of a document's text.
struct TextAnalysisRequest: APIMessage {
    enum Kind: String, APIChoice { case sentiment, readability, topics, keywords, language, medical }

    struct Options: APIMessage {
        var language: String?
        var includeConfidenceScores: Bool
        var detailedResults: Bool
        var maxKeywords: Int
        var maxTopics: Int

        static let rules: [String: FieldRules] = [
            "language": .count(0...35, "Of the text, when the document's own must not be told from it; auto to tell it."),
            "include_confidence_scores": .fallback(true), "detailed_results": .fallback(false, "Counts that the figures were made from."),
            "max_keywords": .range(1...100, default: 20), "max_topics": .range(1...50, default: 10),
        ]
    }

    var analysisTypes: [Kind]?
    var analysisOptions: Options?

    static let rules: [String: FieldRules] = ["analysis_types": .count(1...10, "All but medical when absent; medical is refused.")]
}

struct TextAnalysisReply: APIMessage {
    struct Results: APIMessage {
        var sentiment: SentimentResult?
        var readability: ReadabilityResult?
        var topics: [TopicResult]?
        var keywords: [KeywordResult]?
        var language: LanguageResult
    }

    struct SentimentResult: APIMessage {
        struct Scores: APIMessage {
            var positive: Double
            var negative: Double
            var neutral: Double
        }

        var overallSentiment: String
        /// Of texts with such a score, the share of which readers thought the same.
        var confidence: Double?
        /// Shares of the sentences.
        var sentimentScores: Scores
        /// Mean over the sentences, -1 to 1.
        var meanScore: Double
        var sentences: Int
    }

    struct ReadabilityResult: APIMessage {
        struct Counts: APIMessage {
            var sentences: Int
            var words: Int
            var syllables: Int?
            var longWords: Int
        }

        /// Of the formula after Flesch for the language; absent where it has none.
        var fleschReadingEase: Double?
        /// English only.
        var fleschKincaidGrade: Double?
        /// Of languages without a formula of their own.
        var lix: Double?
        var readingLevel: String
        var formula: String
        var source: String
        var counts: Counts?
    }

    struct TopicResult: APIMessage {
        var topic: String
        /// Share of the passages that have one of its keywords.
        var relevance: Double
        var keywords: [String]
    }

    struct KeywordResult: APIMessage {
        var keyword: String
        var frequency: Int
        /// Beside the most important one, 0 to 1.
        var importance: Double
    }

    struct LanguageResult: APIMessage {
        /// Absent when it cannot be told.
        var language: String?
        /// How far it is ahead of the next one, 0 to 1; 1 when the client said it.
        var confidence: Double?
        var method: String
    }

    struct Omission: APIMessage {
        var analysisType: String
        /// Of the table of errors.
        var code: String
        var reason: String
    }

    var documentId: String
    var analysisId: String
    var analysisResults: Results
    /// Seconds.
    var analysisTime: Double
    var analysisTypesPerformed: [String]
    var notPerformed: [Omission]
    /// By type of analysis.
    var methods: [String: String]
    var wordsAnalyzed: Int
    /// The document is longer than what is looked at.
    var isCut: Bool
}
