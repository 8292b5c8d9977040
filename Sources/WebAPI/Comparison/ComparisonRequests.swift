import Retrieval

/// Two documents to be compared; with `document_ids`, the first with each of the others.
struct ComparisonRequest: APIMessage {
    enum Aspect: String, APIChoice {
        case content, general, topics, sentiment
        case keyInsights = "key_insights"
    }

    var documentA: SubjectMessage?
    var documentB: SubjectMessage?
    var documentIds: [String]?
    var comparisonOptions: ComparisonOptions?
    var comparisonType: ComparisonOptions.Kind?
    var comparisonAspect: Aspect
    var includeSimilarities: Bool
    var includeDifferences: Bool

    static let rules: [String: FieldRules] = [
        "document_a": .note("The one before."), "document_b": .note("The one after."),
        "document_ids": .count(2...10, "Instead of document_a and document_b: the first is compared with each of the others."),
        "comparison_type": .note("The same as in comparison_options."),
        "comparison_aspect": .fallback(
            "content", "What comparison_result speaks of: content and general of what differs, topics of keywords, key_insights of what each says."),
        "include_similarities": .fallback(true), "include_differences": .fallback(true),
    ]
}

struct ComparisonOptions: APIMessage {
    enum Kind: String, APIChoice { case semantic, structural, textual }

    var comparisonType: Kind?
    var highlightDifferences: Bool
    var similarityThreshold: Double?
    var maxDifferences: Int

    static let rules: [String: FieldRules] = [
        "comparison_type": .note(
            "textual (standard): word by word; structural: headings and what stands under them; semantic: what only says the same in other words is no difference."
        ),
        "highlight_differences": .fallback(true, "Whether each difference has its words and values with their places."),
        "similarity_threshold": .range(
            0...1, "semantic: cosine from which two passages say the same. Otherwise least score of what is listed as similar."),
        "max_differences": .range(1...2000, default: 500, "Listed; all are counted."),
    ]
}

/// Files to be compared, or one with a stored document.
struct ComparisonForm: APIMessage {
    var documentA: String?
    var documentB: String?
    var comparisonOptions: ComparisonOptions?
    var comparisonType: ComparisonOptions.Kind?

    static let rules: [String: FieldRules] = [
        "document_a": .count(1...64, "Name of a stored document, when file_a is not given."),
        "document_b": .count(1...64, "Name of a stored document, when file_b is not given."),
        "comparison_options": .note("As a JSON object."),
    ]
}

extension ComparisonOptions.Kind {
    var mode: DocumentComparison.Mode {
        switch self {
        case .semantic: .semantic
        case .structural: .structural
        case .textual: .textual
        }
    }
}
