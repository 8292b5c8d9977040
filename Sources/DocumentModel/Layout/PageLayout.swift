/// One page cut into blocks in reading order: what a page can tell without its neighbours.
///
/// `DocumentAssembler` turns the layouts of all pages into a `Document`: headings, furniture, lists and continuation need the whole.
package struct PageLayout: Sendable, Hashable {
    package var page: PageSummary
    package var condition: TextCondition
    package var blocks: [LayoutBlock]
    /// Base names; `Span.font` indexes this table.
    package var fonts: [String]
    package var hidden: [HiddenText]
    package var annotations: [AnnotationPrimitive]
    package var formFields: [FormFieldPrimitive]
    package var glyphCount: Int
    package var unmappedGlyphCount: Int
    /// Large pictures with little or no text of the file over them: what they say, if anything, only recognition can tell.
    package var unreadPictures: [Rectangle]
    /// `nil` where nothing was recognised.
    package var recognition: PageRecognition?
    /// Clockwise slope of the text on the displayed page in degrees, for scans that lie askew. All other coordinates of this value
    /// are those of the page turned back about its middle; the assembled document has coordinates of the page as displayed.
    package var skewDegrees: Double

    package init(page: PageSummary, condition: TextCondition = .usable) {
        self.page = page
        self.condition = condition
        blocks = []
        fonts = []
        hidden = []
        annotations = []
        formFields = []
        glyphCount = 0
        unmappedGlyphCount = 0
        unreadPictures = []
        recognition = nil
        skewDegrees = 0
    }
}

/// A group of lines that belong together, a table, or a figure.
package struct LayoutBlock: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// Lines of one column in reading order; the assembler finds paragraphs, headings and lists among them.
        case text([TextLine])
        case table(Table)
        case figure(Figure)
    }

    package var box: Rectangle
    package var content: Content
    /// 0...1.
    package var confidence: Double
    /// Left and right edge in points of the column it stands in: what "indented" and "centred" are measured against.
    package var column: ClosedRange<Double>

    package init(box: Rectangle, content: Content, confidence: Double = 1, column: ClosedRange<Double>) {
        self.box = box
        self.content = content
        self.confidence = confidence
        self.column = column
    }
}

/// One printed line of one column.
package struct TextLine: Sendable, Hashable {
    /// Runs in reading order; texts carry single spaces between words, none at the ends.
    package var spans: [Span]
    package var box: Rectangle
    /// Baseline in points from the top of the page.
    package var baseline: Double
    /// Font size in points that most of its glyphs have.
    package var size: Double
    /// Font (index into `PageLayout.fonts`) that most of its glyphs have.
    package var font: Int
    /// Styles that more than 80 % of its glyphs share.
    package var style: Span.Style
    /// Right-to-left reading direction.
    package var isRightToLeft: Bool
    /// Clockwise rotation in whole degrees; 0 for ordinary text.
    package var angleDegrees: Int
    /// Ends in a hyphen that splits a word (soft hyphen, or a hyphen after a letter).
    package var endsWithHyphen: Bool
    /// What the structure tree says of this line; `nil` for untagged text.
    package var tag: LineTag?
    /// A coloured box drawn behind the text (code listings, notices, table headers); `nil` for the plain page.
    package var background: Rectangle?
    /// 0...1: how sure a recognition is of its characters; 1 for text of the file.
    package var confidence: Double

    package init(
        spans: [Span], box: Rectangle, baseline: Double, size: Double, font: Int, style: Span.Style = [],
        isRightToLeft: Bool = false, angleDegrees: Int = 0, endsWithHyphen: Bool = false, tag: LineTag? = nil,
        background: Rectangle? = nil, confidence: Double = 1
    ) {
        self.spans = spans
        self.box = box
        self.baseline = baseline
        self.size = size
        self.font = font
        self.style = style
        self.isRightToLeft = isRightToLeft
        self.angleDegrees = angleDegrees
        self.endsWithHyphen = endsWithHyphen
        self.tag = tag
        self.background = background
        self.confidence = confidence
    }

    package var text: String { spans.text }
}

/// The structure element that a line's text belongs to.
package struct LineTag: Sendable, Hashable {
    /// Nearest block-level role: "H1"..."H6", "H", "Title", "P", "LI", "LBody", "Lbl", "TD", "TH", "Caption", "Code", "Note", "TOCI", "Artifact" ...
    package var role: String
    /// Index of that element on its page: lines of one paragraph share it.
    package var element: Int
    /// Number of enclosing "L" elements.
    package var listDepth: Int

    package init(role: String, element: Int, listDepth: Int) {
        self.role = role
        self.element = element
        self.listDepth = listDepth
    }
}
