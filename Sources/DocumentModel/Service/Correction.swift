/// What somebody found wrong in a document, and how it should be.
///
/// It belongs to a place on a page and to what was read there, not to a block: blocks are cut anew by every processing.
package struct Correction: Hashable, Sendable, Codable {
    /// What is corrected.
    package enum Subject: String, Sendable, Codable, CaseIterable {
        /// The text of one printed line.
        case line
        /// The text of one cell of a table.
        case cell
        /// The level of a heading, or whether something is one.
        case level
    }

    /// What stands at a place.
    package struct Reading: Hashable, Sendable, Codable {
        /// Of the line, the cell or the heading.
        package var text: String
        /// Of a heading, 1...6, or 0 for what is none; `nil` where it is about the text.
        package var level: Int?

        package init(text: String, level: Int? = nil) {
            self.text = text
            self.level = level
        }
    }

    package var id: CorrectionID
    package var subject: Subject
    /// From 1.
    package var page: Int
    /// Where the line, the cell or the heading's first part was printed.
    package var rectangle: Rectangle
    /// Of the block that it was made in.
    package var blockKind: Block.Kind
    /// Of a cell, from 0.
    package var row: Int?
    package var column: Int?
    /// As it was read when the correction was made.
    package var original: Reading
    package var corrected: Reading
    package var author: UserID
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Counts its changes, from 1.
    package var version: Int
    /// What came of it in the contents that can be read now.
    package var standing: Standing

    package init(
        id: CorrectionID, subject: Subject, page: Int, rectangle: Rectangle, blockKind: Block.Kind, row: Int? = nil, column: Int? = nil,
        original: Reading, corrected: Reading, author: UserID, createdAt: Timestamp
    ) {
        self.id = id
        self.subject = subject
        self.page = page
        self.rectangle = rectangle
        self.blockKind = blockKind
        self.row = row
        self.column = column
        self.original = original
        self.corrected = corrected
        self.author = author
        self.createdAt = createdAt
        updatedAt = createdAt
        version = 1
        standing = .waiting
    }
}

package typealias CorrectionID = Identifier<Correction>

extension Correction {
    /// What came of a correction.
    package enum Standing: Hashable, Sendable, Codable {
        /// The contents have not been made since it was saved.
        case waiting
        /// It stands in the block of that number.
        case applied(block: Int)
        case notApplied(Obstacle)
    }

    /// Why a correction has no place in what was read last. It is kept: another processing may bring its place back.
    package enum Obstacle: String, Error, Sendable, Codable, CaseIterable {
        /// The page was not read.
        case pageMissing = "page_missing"
        /// Nothing of its kind stands at its place.
        case nothingThere = "nothing_there"
        /// What stands there is neither what it was made against nor what it says.
        case textDiffers = "text_differs"
        /// A newer correction has the place.
        case taken
    }
}

/// How much may be corrected.
package struct CorrectionLimits: Hashable, Sendable {
    /// Of one document: each is looked for whenever the document is made.
    package var corrections = 10_000
    /// Saved together: what one opened page can have.
    package var changes = 500
    /// Characters of one text: a line or a cell has some hundred at most.
    package var characters = 10_000

    package init() {}
}

/// The corrections of a document as of one moment.
package struct CorrectionList: Hashable, Sendable {
    /// Counts changes of the list, from 0; what `DocumentRecord.edition` says is in the contents that can be read.
    package var version: Int
    /// By page, then from top to bottom.
    package var corrections: [Correction]

    package init(version: Int = 0, corrections: [Correction] = []) {
        self.version = version
        self.corrections = corrections.sorted { $0.precedes($1) }
    }
}

extension Correction {
    fileprivate func precedes(_ other: Correction) -> Bool {
        (page, rectangle.top, rectangle.left, id) < (other.page, other.rectangle.top, other.rectangle.left, other.id)
    }
}
