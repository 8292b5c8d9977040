package import Backends
package import DocumentModel

/// What two documents have in common and where they differ. The first is called the one before, the second the one after, whether or
/// not they are versions of one document.
package struct DocumentComparison: Hashable, Sendable, Codable {
    package enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
        /// Word by word.
        case textual
        /// By headings and what kinds of things stand under them.
        case structural
        /// By meaning: what only says the same in other words is no difference.
        case semantic
    }

    package var mode: Mode
    /// For people: what was compared, and by what.
    package var method: String
    /// Share of the words of both that stand in the other too, 0...1; in structural mode of the sections.
    package var similarity: Double
    package var before: Summary
    package var after: Summary
    /// In the order of the document after; sections that are gone stand where they stood.
    package var sections: [SectionPair]
    package var differences: [Difference]
    /// Passages that are the same or say the same, longest first; up to a limit.
    package var similarities: [Likeness]
    package var totals: Totals
    /// `nil` for versions of one document, and in structural mode.
    package var commonGround: CommonGround?
    /// For people: what was left out, and why.
    package var warnings: [String]

    /// Whether both look like versions of one document. Of two different ones, passages that stand in the same place say nothing of what
    /// was changed.
    package var areVersions: Bool { commonGround == nil }

    /// What stands at the top of a comparison about each document.
    package struct Summary: Hashable, Sendable, Codable {
        package var title: String
        package var pageCount: Int
        package var sectionCount: Int
        package var passageCount: Int
        package var wordCount: Int
    }

    /// Counted over everything, also beyond what is listed.
    package struct Totals: Hashable, Sendable, Codable {
        package var unchanged = 0
        package var additions = 0
        package var deletions = 0
        package var modifications = 0
        package var moves = 0
        /// Passages that differ in words and not in meaning; only in semantic mode.
        package var rewordings = 0
        package var changedValues = 0
    }
}

extension DocumentComparison {
    /// A section of one document and the one of the other that it corresponds to.
    package struct SectionPair: Hashable, Sendable, Codable {
        package enum State: String, Hashable, Sendable, Codable { case unchanged, modified, added, removed, moved }

        package var state: State
        package var before: Place?
        package var after: Place?
        /// 0...1; 0 for one that has no counterpart.
        package var similarity: Double

        package struct Place: Hashable, Sendable, Codable {
            package var title: String
            /// 1...6; 0 before the first heading.
            package var level: Int
            /// From 1.
            package var page: Int
            package var wordCount: Int
        }
    }

    /// One place where the documents differ.
    package struct Difference: Hashable, Sendable, Codable {
        package enum Kind: String, Hashable, Sendable, Codable { case addition, deletion, modification, move }

        package var kind: Kind
        /// Title of the section that it stands in: of the document after, or of the one before for what is gone.
        package var section: String
        /// `nil` for an addition.
        package var before: Side?
        /// `nil` for a deletion.
        package var after: Side?
        /// Of both sides, 0...1; 0 when there is one side only.
        package var similarity: Double
        /// What exactly differs; empty for additions, deletions, and moves of what is the same.
        package var words: [WordChange]
        /// Numbers, dates and amounts that differ.
        package var values: [ValueChange]
        /// In structural mode, what differs, for people.
        package var remark: String?
    }

    /// What stands in one document at a difference.
    package struct Side: Hashable, Sendable, Codable {
        package var text: String
        /// `Block.id`; `nil` in structural mode for what is no block.
        package var block: Int?
        /// One rectangle for each line or block and page.
        package var regions: [Region]

        /// From 1; `nil` for text that is printed nowhere.
        package var page: Int? { regions.first?.page }
    }

    /// Words that were replaced, added (`before` is `nil`) or removed (`after` is `nil`).
    package struct WordChange: Hashable, Sendable, Codable {
        package var before: Part?
        package var after: Part?
        /// Where in each side's text it stands, also where there is nothing of it: UTF-8 offsets.
        package var beforeOffset: Int
        package var afterOffset: Int
    }

    /// A part of a side's text.
    package struct Part: Hashable, Sendable, Codable {
        /// UTF-8 offsets in the side's text.
        package var range: Range<Int>
        package var text: String
        package var regions: [Region]
    }

    /// A number, date or amount that is another, new or gone.
    package struct ValueChange: Hashable, Sendable, Codable {
        /// `.quantity` for a number with or without a unit.
        package var kind: Entity.Kind
        package var before: Part?
        package var after: Part?
    }

    /// A passage that both documents have.
    package struct Likeness: Hashable, Sendable, Codable {
        package var section: String
        package var similarity: Double
        package var before: Side
        package var after: Side
        /// Whether it is the same word for word.
        package var isSame: Bool
    }
}
