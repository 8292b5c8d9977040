import DocumentModel

/// A passage that may be a heading, with all that speaks for and against it.
struct HeadingCandidate {
    var passage: Int
    var style: HeadingStyle
    var score = 0.0
    var outlineLevel: Int?
    var tagLevel: Int?
    var numberDepth: Int?
    var hasLabel = false
    var isTitle = false

    /// Strongest first.
    var sources: [HeadingEvidence.Source] {
        var sources: [HeadingEvidence.Source] = []
        if isTitle { sources.append(.title) }
        if outlineLevel != nil { sources.append(.outline) }
        if tagLevel != nil { sources.append(.tag) }
        if numberDepth != nil { sources.append(.numbering) }
        if standsOut || sources.isEmpty { sources.append(.fontCluster) }
        return sources
    }

    /// The font alone tells it from body text.
    var standsOut = false

    /// What outline, numbering or tags say; `nil` when only the font speaks.
    var statedLevel: Int? { outlineLevel ?? (hasLabel ? 1 : numberDepth.flatMap { $0 > 1 ? $0 : nil }) ?? tagLevel ?? numberDepth }
}
