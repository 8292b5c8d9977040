/// One unit of a document in reading order.
package struct Block: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable {
        case heading, paragraph, listItem, table, figure, caption, footnote, code, formula, formField, annotation
        /// An entry of a printed table of contents.
        case contentsEntry
        /// Furniture: repeated or marginal text that is not part of what the document says.
        case pageHeader, pageFooter, pageNumber, marginNote

        /// Kept out of Markdown, HTML and plain text by default; always in JSON.
        package var isFurniture: Bool {
            switch self {
            case .pageHeader, .pageFooter, .pageNumber, .marginNote: true
            default: false
            }
        }
    }

    /// Unique in the document, ascending in reading order, from 0.
    package var id: Int
    package var kind: Kind
    /// Inline text; empty for tables and figures without text.
    package var spans: [Span]
    /// Where it is, in reading order: one region per page and column it runs through. Never empty.
    package var regions: [Region]
    /// 0...1: how sure the analysis is of kind and extent.
    package var confidence: Double
    /// Only for headings.
    package var heading: HeadingEvidence?
    /// Only for list items.
    package var list: ListPosition?
    /// Only for tables.
    package var table: Table?
    /// Only for figures.
    package var figure: Figure?
    /// The table or figure that a caption belongs to, or the block that a footnote's marker is in; `nil` when unknown.
    package var belongsTo: Int?
    /// What people have corrected in it, in the order of its lines or cells; empty for most.
    package var corrections: [BlockCorrection]

    package init(
        id: Int, kind: Kind, spans: [Span] = [], regions: [Region], confidence: Double = 1,
        heading: HeadingEvidence? = nil, list: ListPosition? = nil, table: Table? = nil, figure: Figure? = nil,
        belongsTo: Int? = nil, corrections: [BlockCorrection] = []
    ) {
        self.id = id
        self.kind = kind
        self.spans = spans
        self.regions = regions
        self.confidence = confidence
        self.heading = heading
        self.list = list
        self.table = table
        self.figure = figure
        self.belongsTo = belongsTo
        self.corrections = corrections
    }

    package var text: String { spans.text }
}

/// A mark of what somebody has corrected in a block, and what had been read.
package struct BlockCorrection: Hashable, Sendable, Codable {
    package var id: CorrectionID
    package var subject: Correction.Subject
    /// Which printed line of the block, from 0; `nil` where it is about something else.
    package var line: Int?
    /// Of a cell, from 0; `nil` where it is about something else.
    package var row: Int?
    package var column: Int?
    /// What was read: of the whole line or cell.
    package var before: Correction.Reading

    package init(
        id: CorrectionID, subject: Correction.Subject, line: Int? = nil, row: Int? = nil, column: Int? = nil, before: Correction.Reading
    ) {
        self.id = id
        self.subject = subject
        self.line = line
        self.row = row
        self.column = column
        self.before = before
    }
}

/// Why a block is a heading, and of which level.
package struct HeadingEvidence: Hashable, Sendable, Codable {
    package enum Source: String, Sendable, Codable {
        case tag, outline, numbering, fontCluster, title
        /// Somebody who read the document.
        case correction
    }

    /// 1...6.
    package var level: Int
    /// What speaks for it, strongest first.
    package var sources: [Source]

    package init(level: Int, sources: [Source]) {
        self.level = level
        self.sources = sources
    }
}

/// Place of an item in a nested list.
package struct ListPosition: Hashable, Sendable, Codable {
    /// 0 for the outermost list.
    package var depth: Int
    /// The marker as printed ("•", "3.", "(a)"); it is not part of the block's spans.
    package var marker: String
    package var isOrdered: Bool
    /// Where the marker is printed; `nil` when it came from tags alone.
    package var markerRegion: Region?

    package init(depth: Int, marker: String, isOrdered: Bool, markerRegion: Region? = nil) {
        self.depth = depth
        self.marker = marker
        self.isOrdered = isOrdered
        self.markerRegion = markerRegion
    }
}

/// A picture or drawing.
package struct Figure: Hashable, Sendable, Codable {
    /// Index of the raster image on its page (`ImagePrimitive.index`); `nil` for vector drawings.
    package var imageIndex: Int?
    package var pixelWidth: Int
    package var pixelHeight: Int
    /// Alternative text from the tags; empty when none.
    package var alternativeText: String
    /// Text drawn inside the figure (labels), in reading order; not part of the running text.
    package var labels: [Span]

    package init(imageIndex: Int?, pixelWidth: Int = 0, pixelHeight: Int = 0, alternativeText: String = "", labels: [Span] = []) {
        self.imageIndex = imageIndex
        self.pixelWidth = pixelWidth
        self.pixelHeight = pixelHeight
        self.alternativeText = alternativeText
        self.labels = labels
    }
}
