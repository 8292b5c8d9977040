import DocumentModel
import Ingestion

/// What is to stand at some places of a document.
struct CorrectionProposals: APIMessage {
    enum Subject: String, APIChoice { case line, cell, level }

    struct Change: APIMessage {
        var blockId: Int
        var subject: Subject
        /// Of a line, from 0.
        var line: Int?
        /// Of a cell, from 0.
        var row: Int?
        var column: Int?
        var seenText: String?
        var text: String?
        var seenLevel: Int?
        var level: Int?

        static let rules: [String: FieldRules] = [
            "block_id": .range(0...100_000_000), "line": .range(0...1_000_000, "Of subject line, from 0."),
            "row": .range(0...1_000_000, "Of subject cell, from 0."), "column": .range(0...1_000_000, "Of subject cell, from 0."),
            "seen_text": .count(
                0...1_000_000, "Of subjects line and cell: what stands there, as corrections/places says. Another text there is a conflict."),
            "text": .count(
                0...CorrectionLimits().characters, "Of subjects line and cell; empty to take the text away. What was read takes the correction away."),
            "seen_level": .range(0...6, "Of subject level: what stands there; 0 for no heading."),
            "level": .range(0...6, "Of subject level; 0 for no heading."),
        ]
    }

    var revision: Int
    var changes: [Change]

    static let rules: [String: FieldRules] = [
        "revision": .range(1...1_000_000_000, "Of the document, as corrections/places says. Another one is a conflict."),
        "changes": .count(1...CorrectionLimits().changes, "Saved together or not at all."),
    ]
}

extension CorrectionProposals {
    func proposals() throws(APIError) -> [Proposal] {
        var proposals: [Proposal] = []
        for (index, change) in changes.enumerated() { proposals.append(try change.proposal(field: "changes[\(index)]")) }
        return proposals
    }
}

extension CorrectionProposals.Change {
    fileprivate func proposal(field: String) throws(APIError) -> Proposal {
        let place: Proposal.Place =
            switch subject {
            case .line: .line(try needed(line, "\(field).line"))
            case .cell: .cell(row: try needed(row, "\(field).row"), column: try needed(column, "\(field).column"))
            case .level: .level
            }
        if subject == .level {
            return Proposal(
                block: blockId, place: place, seen: .init(text: "", level: try needed(seenLevel, "\(field).seen_level")),
                wanted: .init(text: "", level: try needed(level, "\(field).level")))
        }
        let text = try needed(text, "\(field).text")
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw APIError(.validation, "\(field).text must be one line.", details: ["field": .string("\(field).text")])
        }
        return Proposal(
            block: blockId, place: place, seen: .init(text: try needed(seenText, "\(field).seen_text")), wanted: .init(text: text))
    }

    private func needed<Value>(_ value: Value?, _ field: String) throws(APIError) -> Value {
        guard let value else { throw APIError(.validation, "\(field) is missing.", details: ["field": .string(field)]) }
        return value
    }
}

struct CorrectionLine: APIMessage {
    enum State: String, APIChoice {
        case applied
        case notApplied = "not_applied"
        case waiting
    }

    enum Reason: String, APIChoice {
        case pageMissing = "page_missing"
        case nothingThere = "nothing_there"
        case textDiffers = "text_differs"
        case taken
    }

    var correctionId: String
    /// Counts its changes; to be named when it is removed.
    var version: Int
    /// "waiting" until the document's contents have been made with it.
    var state: State
    /// Why it has no place in what was read last.
    var reason: Reason?
    var subject: CorrectionProposals.Subject
    var pageNumber: Int
    /// Points from the top-left corner: left, top, right, bottom.
    var boundingBox: [Double]
    /// The block that it stands in; absent when it stands in none.
    var blockId: Int?
    /// Kind of the block that it was made in.
    var blockKind: String
    var row: Int?
    var column: Int?
    /// What was read.
    var originalText: String
    var text: String
    /// Of subject level; 0 for no heading.
    var originalLevel: Int?
    var level: Int?
    var authorId: String
    var authorName: String?
    var createdAt: String
    var updatedAt: String

    init(_ correction: Correction, authorName: String?) {
        correctionId = correction.id.rawValue
        version = correction.version
        switch correction.standing {
        case .waiting: state = .waiting
        case .applied(let block):
            state = .applied
            blockId = block
        case .notApplied(let obstacle):
            state = .notApplied
            reason = Reason(rawValue: obstacle.rawValue)
        }
        subject = CorrectionProposals.Subject(rawValue: correction.subject.rawValue) ?? .line
        pageNumber = correction.page
        boundingBox = correction.rectangle.corners
        blockKind = correction.blockKind.rawValue
        (row, column) = (correction.row, correction.column)
        (originalText, text) = (correction.original.text, correction.corrected.text)
        (originalLevel, level) = (correction.original.level, correction.corrected.level)
        authorId = correction.author.rawValue
        self.authorName = authorName
        createdAt = correction.createdAt.iso8601
        updatedAt = correction.updatedAt.iso8601
    }
}

struct CorrectionListing: APIMessage {
    var documentId: String
    /// Of the contents that can be read.
    var revision: Int
    /// Counts changes of the list.
    var listVersion: Int
    /// Whether the contents that can be read were made with this list.
    var isCurrent: Bool
    /// The part that was asked for; those that were saved, in the answer to a change.
    var corrections: [CorrectionLine]
    var totalCorrections: Int
    /// Those that have no place in what was read last.
    var notApplied: Int
}

struct PlacesQuery: APIMessage {
    var page: Int

    static let rules: [String: FieldRules] = ["page": .range(1...1_000_000, "Blocks that begin on this page.")]
}

/// A piece of a page that can be corrected.
struct CorrectablePlaceLine: APIMessage {
    var blockId: Int
    var blockKind: String
    var subject: CorrectionProposals.Subject
    var line: Int?
    var row: Int?
    var column: Int?
    /// What stands there.
    var text: String
    /// Of subject level; 0 for no heading.
    var level: Int?
    var pageNumber: Int
    /// Points from the top-left corner: left, top, right, bottom.
    var boundingBox: [Double]
    /// The correction that stands there, and what had been read.
    var correctionId: String?
    var originalText: String?
    var originalLevel: Int?
}

struct CorrectablePlaces: APIMessage {
    var documentId: String
    /// To be named with changes.
    var revision: Int
    var places: [CorrectablePlaceLine]
}

extension Rectangle {
    fileprivate var corners: [Double] { [left, top, right, bottom] }
}
