package import DocumentModel

/// Markdown and the proof of where every part of it came from.
package struct RenderedMarkdown: Sendable, Hashable {
    package var text: String
    /// Ascending, without overlap; markup is not covered.
    package var provenance: [ProvenanceRange]

    package init(text: String, provenance: [ProvenanceRange]) {
        self.text = text
        self.provenance = provenance
    }
}

/// A piece of output that was read from one line of a page.
package struct ProvenanceRange: Sendable, Hashable {
    /// A position in a table's grid, 0-based.
    package struct Cell: Sendable, Hashable {
        package var row: Int
        package var column: Int

        package init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// How the characters of the file are spelled in the range.
    package enum Notation: String, Sendable, Codable {
        /// Byte for byte.
        case verbatim
        /// With backslashes before characters that Markdown would act on.
        case markdown
        /// With character references.
        case html

        static func merging(_ first: Notation, _ second: Notation) -> Notation {
            first == .verbatim ? second : first
        }
    }

    /// UTF-8 offsets into the text: the range is `start..<end`.
    package var start: Int
    package var end: Int
    /// `Block.id`.
    package var block: Int
    /// `nil` outside tables.
    package var cell: Cell?
    /// 1-based.
    package var page: Int
    package var rectangle: Rectangle
    package var notation: Notation

    package init(
        start: Int, end: Int, block: Int, cell: Cell?, page: Int, rectangle: Rectangle, notation: Notation
    ) {
        self.start = start
        self.end = end
        self.block = block
        self.cell = cell
        self.page = page
        self.rectangle = rectangle
        self.notation = notation
    }

    /// The range repeats the file's text byte for byte.
    package var isVerbatim: Bool { notation == .verbatim }
}
