/// A whole document: the one value that every output is made from.
package struct Document: Sendable, Codable, Hashable {
    package enum Outcome: String, Sendable, Codable {
        /// Every page was read.
        case completed
        /// Some pages failed or need recognition; the rest is here.
        case partial
        /// No page could be read.
        case failed
    }

    package var info: DocumentInfo
    /// The pages that were read, ascending.
    package var pages: [PageResult]
    /// In reading order, furniture included (see `Block.Kind.isFurniture`).
    package var blocks: [Block]
    /// Base names; `Span.font` indexes this table.
    package var fonts: [String]
    package var hidden: [HiddenText]
    package var failures: [PageFailure]

    package init(
        info: DocumentInfo, pages: [PageResult] = [], blocks: [Block] = [], fonts: [String] = [],
        hidden: [HiddenText] = [], failures: [PageFailure] = []
    ) {
        self.info = info
        self.pages = pages
        self.blocks = blocks
        self.fonts = fonts
        self.hidden = hidden
        self.failures = failures
    }

    package var outcome: Outcome {
        if pages.isEmpty && !failures.isEmpty { return .failed }
        return failures.isEmpty && !pages.contains { $0.condition.needsOCR } ? .completed : .partial
    }
}

/// What came of one page.
package struct PageResult: Hashable, Sendable, Codable {
    package var summary: PageSummary
    package var condition: TextCondition
    /// Visible glyphs on the page, spaces not counted.
    package var glyphCount: Int
    /// Glyphs whose font gives no Unicode value.
    package var unmappedGlyphCount: Int
    /// `nil` where nothing was recognised.
    package var recognition: PageRecognition?

    package init(
        summary: PageSummary, condition: TextCondition, glyphCount: Int, unmappedGlyphCount: Int, recognition: PageRecognition? = nil
    ) {
        self.summary = summary
        self.condition = condition
        self.glyphCount = glyphCount
        self.unmappedGlyphCount = unmappedGlyphCount
        self.recognition = recognition
    }
}
