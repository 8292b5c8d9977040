import Backends
import DocumentModel
import Retrieval

/// What two documents have in common and where they differ: the contract's documented members, and those that say more.
struct ComparisonReply: APIMessage {
    struct Similarity: APIMessage {
        var section: String
        var similarityScore: Double
        var matchingContent: String
        /// When it is said in other words there.
        var documentAContent: String?
        var documentALocation: PlaceMessage?
        var documentBLocation: PlaceMessage?
    }

    struct Part: APIMessage {
        /// UTF-8 offsets in the content of its side.
        var start: Int
        var end: Int
        var text: String
        var location: PlaceMessage?
    }

    struct WordChange: APIMessage {
        var documentA: Part?
        var documentB: Part?
    }

    struct ValueChange: APIMessage {
        /// date, money or quantity.
        var kind: String
        var section: String
        var documentA: Part?
        var documentB: Part?
    }

    struct Difference: APIMessage {
        var section: String
        /// Empty for an addition.
        var documentAContent: String
        /// Empty for a deletion.
        var documentBContent: String
        /// addition, deletion or modification.
        var differenceType: String
        var similarityScore: Double
        var documentALocation: PlaceMessage?
        var documentBLocation: PlaceMessage?
        /// Absent unless differences are highlighted.
        var wordChanges: [WordChange]?
        var valueChanges: [ValueChange]?
        var remark: String?
    }

    struct Move: APIMessage {
        var section: String
        var content: String
        var remark: String?
        var documentALocation: PlaceMessage?
        var documentBLocation: PlaceMessage?
    }

    struct Section: APIMessage {
        struct Place: APIMessage {
            var title: String
            var level: Int
            var page: Int
            var wordCount: Int
        }

        /// unchanged, modified, added, removed or moved.
        var state: String
        var similarityScore: Double
        var documentA: Place?
        var documentB: Place?
    }

    struct Counts: APIMessage {
        var unchanged: Int
        var additions: Int
        var deletions: Int
        var modifications: Int
        var moves: Int
        var rewordings: Int
        var changedValues: Int
    }

    struct Metadata: APIMessage {
        var algorithmUsed: String
        /// Seconds.
        var processingTime: Double
        var comparisonType: String
        /// The same as algorithm_used.
        var comparisonMethod: String
        var counts: Counts
        var warnings: [String]
    }

    struct DocumentInfo: APIMessage {
        /// Absent for a file that is not stored.
        var documentId: String?
        var title: String
        var contentType: String
        var pageCount: Int
        var wordCount: Int
    }

    /// Of two different documents, which have no changes.
    struct CommonGround: APIMessage {
        struct Topic: APIMessage {
            var text: String
            /// How often it comes in each.
            var documentACount: Int
            var documentBCount: Int
        }

        struct Value: APIMessage {
            /// date, money or quantity.
            var kind: String
            var text: String
            /// Where it stands first.
            var documentALocation: PlaceMessage?
            var documentBLocation: PlaceMessage?
        }

        /// 0...1: of the words of both, whatever is said with them.
        var subjectSimilarity: Double
        /// The most important first.
        var topics: [Topic]
        var onlyDocumentA: [String]
        var onlyDocumentB: [String]
        /// Numbers, dates and amounts that stand in both.
        var values: [Value]
        /// About the same, whatever they say of it; most alike first.
        var passages: [Similarity]
    }

    /// With one of more than two documents.
    struct Other: APIMessage {
        var documentId: String
        var overallSimilarity: Double
        var counts: Counts
        var comparisonResult: String
    }

    var comparisonId: String
    var overallSimilarity: Double
    /// The same as overall_similarity.
    var similarityScore: Double
    var similarities: [Similarity]
    var differences: [Difference]
    var moves: [Move]
    /// Of all differences.
    var changedValues: [ValueChange]
    var sections: [Section]
    var commonTopics: [String]
    /// Absent for versions of one document, and when structures are compared.
    var commonGround: CommonGround?
    var comparisonMetadata: Metadata
    // The other dialect.
    var documentIds: [String]
    var comparisonAspect: String
    /// For people.
    var comparisonResult: String
    var documentsInfo: [DocumentInfo]
    /// The first document compared with the third and following ones.
    var otherComparisons: [Other]?
}

extension ComparisonReply.Counts {
    init(_ totals: DocumentComparison.Totals) {
        self.init(
            unchanged: totals.unchanged, additions: totals.additions, deletions: totals.deletions, modifications: totals.modifications,
            moves: totals.moves, rewordings: totals.rewordings, changedValues: totals.changedValues)
    }
}

extension ComparisonReply.Part {
    init(_ part: DocumentComparison.Part) {
        self.init(start: part.range.lowerBound, end: part.range.upperBound, text: part.text, location: PlaceMessage(part.regions))
    }
}

extension ComparisonReply.ValueChange {
    init(_ change: DocumentComparison.ValueChange, section: String) {
        self.init(kind: change.kind.rawValue, section: section, documentA: change.before.map { .init($0) }, documentB: change.after.map { .init($0) })
    }
}

extension ComparisonReply.Difference {
    /// `nil` for a move.
    init?(_ difference: DocumentComparison.Difference, isHighlighted: Bool) {
        guard difference.kind != .move else { return nil }
        self.init(
            section: difference.section, documentAContent: difference.before?.text ?? "", documentBContent: difference.after?.text ?? "",
            differenceType: difference.kind.rawValue, similarityScore: difference.similarity,
            documentALocation: difference.before.flatMap { PlaceMessage($0.regions) },
            documentBLocation: difference.after.flatMap { PlaceMessage($0.regions) },
            wordChanges: isHighlighted
                ? difference.words.map { .init(documentA: $0.before.map { .init($0) }, documentB: $0.after.map { .init($0) }) } : nil,
            valueChanges: isHighlighted ? difference.values.map { .init($0, section: difference.section) } : nil, remark: difference.remark)
    }
}

extension ComparisonReply.Move {
    /// `nil` for everything else.
    init?(_ difference: DocumentComparison.Difference) {
        guard difference.kind == .move else { return nil }
        self.init(
            section: difference.section, content: difference.after?.text ?? "", remark: difference.remark,
            documentALocation: difference.before.flatMap { PlaceMessage($0.regions) },
            documentBLocation: difference.after.flatMap { PlaceMessage($0.regions) })
    }
}

extension ComparisonReply.Similarity {
    init(_ likeness: DocumentComparison.Likeness) {
        self.init(
            section: likeness.section, similarityScore: likeness.similarity, matchingContent: likeness.after.text,
            documentAContent: likeness.isSame ? nil : likeness.before.text, documentALocation: PlaceMessage(likeness.before.regions),
            documentBLocation: PlaceMessage(likeness.after.regions))
    }
}

extension ComparisonReply.CommonGround {
    init(_ ground: Retrieval.CommonGround) {
        self.init(
            subjectSimilarity: ground.subjectLikeness,
            topics: ground.topics.map { .init(text: $0.text, documentACount: $0.countBefore, documentBCount: $0.countAfter) },
            onlyDocumentA: ground.onlyBefore, onlyDocumentB: ground.onlyAfter,
            values: ground.values.map {
                .init(
                    kind: $0.kind.rawValue, text: $0.text, documentALocation: PlaceMessage($0.before), documentBLocation: PlaceMessage($0.after))
            }, passages: ground.passages.map { .init($0) })
    }
}

extension ComparisonReply.Section {
    init(_ pair: DocumentComparison.SectionPair) {
        func place(_ place: DocumentComparison.SectionPair.Place) -> Place {
            .init(title: place.title, level: place.level, page: place.page, wordCount: place.wordCount)
        }
        self.init(
            state: pair.state.rawValue, similarityScore: pair.similarity, documentA: pair.before.map(place), documentB: pair.after.map(place))
    }
}
