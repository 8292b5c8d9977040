import DocumentModel

/// Short ways to write what is corrected.
enum Sample {
    static func identifier<Subject>(_ text: String) -> Identifier<Subject> {
        Identifier(rawValue: text) ?? Identifier(prefix: "bad", milliseconds: 0, entropy: (0, 0))
    }

    /// A place of one printed line; lines are 12 points apart.
    static func box(_ line: Int, left: Double = 72, right: Double = 300) -> Rectangle {
        let top = 100.0 + 12 * Double(line)
        return Rectangle(left: left, top: top, right: right, bottom: top + 10)
    }

    static func span(_ text: String, line: Int = 0, left: Double = 72, right: Double = 300, style: Span.Style = [], page: Int = 1) -> Span {
        Span(text: text, style: style, page: page, rectangle: box(line, left: left, right: right))
    }

    static func block(_ kind: Block.Kind, _ spans: [Span], id: Int = 0) -> Block {
        let page = spans.first?.page ?? 1
        return Block(
            id: id, kind: kind, spans: spans, regions: [Region(page: page, rectangle: Rectangle.around(spans.map(\.rectangle)) ?? box(0))])
    }

    static func document(_ blocks: [Block], pages: ClosedRange<Int> = 1...1) -> Document {
        let read = pages.map {
            PageResult(
                summary: PageSummary(number: $0, width: 595, height: 842), condition: .usable, glyphCount: 10, unmappedGlyphCount: 0)
        }
        return Document(info: DocumentInfo(pageCount: pages.upperBound), pages: read, blocks: blocks)
    }

    static func line(
        _ original: String, _ corrected: String, at rectangle: Rectangle = box(0), page: Int = 1, name: String = "corr_1", seconds: Double = 0
    ) -> Correction {
        var correction = Correction(
            id: identifier(name), subject: .line, page: page, rectangle: rectangle, blockKind: .paragraph,
            original: .init(text: original), corrected: .init(text: corrected), author: identifier("usr_1"),
            createdAt: Timestamp(milliseconds: 1_790_000_000_000))
        correction.updatedAt = correction.createdAt.adding(seconds: seconds)
        return correction
    }
}
