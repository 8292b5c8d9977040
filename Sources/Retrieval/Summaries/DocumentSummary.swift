package import DocumentModel

/// A document, or several, in fewer words.
package struct DocumentSummary: Hashable, Sendable, Codable {
    /// A sentence of a document, as it stands there.
    package struct Quote: Hashable, Sendable, Codable {
        package var text: String
        /// Index of the document among those summarised.
        package var document: Int
        /// Title of the document.
        package var source: String
        /// Heading that it stands under; empty when there is none.
        package var section: String
        /// From 1; `nil` for text without pages.
        package var page: Int?
        /// One rectangle for each line.
        package var regions: [Region]
    }

    /// In the style that was asked for, as Markdown.
    package var text: String
    package var keyPoints: [String]
    /// The sentences that say most, most important first; empty unless asked for.
    package var keyQuotes: [Quote]
    /// Sentences that the text is made of, in its order; empty when a model wrote it.
    package var sentences: [Quote]
    /// For people: what made it.
    package var method: String
    /// Name of the model that wrote it; "extractive" when it is put together from the documents' own sentences.
    package var model: String
    /// BCP 47; `nil` when it cannot be told.
    package var language: String?
    package var wordCount: Int
    package var sourceWordCount: Int
    /// Extractive: share of the weight of the documents' subject words that the summary has. By a model: share of its subject words and
    /// numbers that stand in the documents. 0...1.
    package var confidence: Double
    /// For people: what was left out, and why.
    package var warnings: [String]

    /// Of the summary, at a pace of careful reading; at least 1.
    package var readingMinutes: Int { max(1, Int((Double(wordCount) / Self.wordsPerMinute).rounded())) }

    /// M. Brysbaert, "How many words do we read per minute?" (2019): 238 for non-fiction in English.
    private static let wordsPerMinute = 238.0
}

/// How a summary should be.
package struct SummaryOptions: Hashable, Sendable {
    package enum Length: String, Hashable, Sendable, Codable, CaseIterable {
        case short, medium, long

        /// Words of the summary.
        var words: Int {
            switch self {
            case .short: 70
            case .medium: 180
            case .long: 450
            }
        }

        var points: Int {
            switch self {
            case .short: 3
            case .medium: 5
            case .long: 8
            }
        }
    }

    package enum Style: String, Hashable, Sendable, Codable, CaseIterable {
        case bulletPoints = "bullet_points"
        case paragraph
        /// An overview, the key points, and for long ones the gist of each section.
        case executive
    }

    package var length = Length.medium
    package var style = Style.paragraph
    /// What it should be about before all else.
    package var focusAreas: [String] = []
    package var includesQuotes = true
    /// Words at most; `nil` for those of the length.
    package var mostWords: Int?

    package init() {}

    var words: Int { mostWords ?? length.words }
}

/// Why there is no summary. Texts are for people.
package enum SummaryError: Error, Hashable, Sendable {
    /// There are no whole sentences to choose from.
    case tooLittleText
}
