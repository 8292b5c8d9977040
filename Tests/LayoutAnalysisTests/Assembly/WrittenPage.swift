import DocumentModel

/// A page written down line by line, for tests: lines stand under each other at ordinary pitch unless told otherwise.
struct WrittenPage {
    var layout: PageLayout
    private var lines: [TextLine] = []
    private var baseline: Double
    let left: Double
    let right: Double

    init(_ number: Int = 1, top: Double = 100, left: Double = 72, right: Double = 522) {
        layout = PageLayout(page: PageSummary(number: number, width: 595, height: 842))
        layout.fonts = ["Serif", "Sans", "Mono"]
        self.left = left
        self.right = right
        baseline = top
    }

    /// Adds a line; `width` in points, by default that of a full line. `gap` is the distance from the line above in units of 12 points.
    mutating func line(
        _ text: String, size: Double = 10, style: Span.Style = [], font: Int = 0, indent: Double = 0, width: Double? = nil,
        gap: Double = 1, at baseline: Double? = nil, left: Double? = nil, tag: LineTag? = nil, background: Rectangle? = nil, angle: Int = 0
    ) {
        self.baseline = baseline ?? self.baseline + 12 * gap
        let start = (left ?? self.left) + indent
        let end = width.map { start + $0 } ?? right
        let box = Rectangle(left: start, top: self.baseline - size * 0.8, right: end, bottom: self.baseline + size * 0.2)
        let span = Span(text: text, style: style, page: layout.page.number, rectangle: box, font: font, size: size)
        lines.append(
            TextLine(
                spans: [span], box: box, baseline: self.baseline, size: size, font: font, style: style, angleDegrees: angle,
                endsWithHyphen: text.hasSuffix("-") && text.dropLast().last?.isLetter == true, tag: tag, background: background))
    }

    /// Ends the column's block.
    mutating func endBlock() {
        guard let box = Rectangle.around(lines.map(\.box)) else { return }
        layout.blocks.append(LayoutBlock(box: box, content: .text(lines), column: left...right))
        lines = []
    }

    mutating func table(_ rows: [[String]], header: Int = 0) {
        endBlock()
        var cells: [TableCell] = []
        let width = (right - left) / Double(max(1, rows.first?.count ?? 1))
        for (row, texts) in rows.enumerated() {
            for (column, text) in texts.enumerated() {
                let start = left + Double(column) * width
                let box = Rectangle(left: start, top: baseline + 4, right: start + width, bottom: baseline + 16)
                let span = Span(text: text, page: layout.page.number, rectangle: box, size: 10)
                cells.append(TableCell(row: row, column: column, spans: [span], isHeader: row < header, page: layout.page.number, rectangle: box))
            }
            baseline += 14
        }
        let table = Table(rowCount: rows.count, columnCount: rows.first?.count ?? 0, cells: cells, headerRowCount: header, method: .ruled)
        let box = Rectangle.around(cells.map(\.rectangle)) ?? Rectangle(left: 0, top: 0, right: 0, bottom: 0)
        layout.blocks.append(LayoutBlock(box: box, content: .table(table), column: left...right))
    }

    mutating func figure(height: Double) {
        endBlock()
        let box = Rectangle(left: left, top: baseline + 6, right: right, bottom: baseline + 6 + height)
        baseline += height + 8
        layout.blocks.append(LayoutBlock(box: box, content: .figure(Figure(imageIndex: 0)), column: left...right))
    }

    /// A paragraph of body text that ends in a short line.
    mutating func prose(_ count: Int = 4, gap: Double = 1.6) {
        for index in 0..<count {
            line(
                index == count - 1 ? "and ends here." : "Ordinary words of running text fill this line from the left to the right edge",
                width: index == count - 1 ? 80 : nil, gap: index == 0 ? gap : 1)
        }
    }

    var finished: PageLayout {
        var page = self
        page.endBlock()
        return page.layout
    }
}

extension DocumentInfo {
    static func of(_ pages: Int, title: String? = nil, outline: [OutlineItem] = []) -> DocumentInfo {
        var info = DocumentInfo(pageCount: pages)
        info.title = title
        info.outline = outline
        return info
    }
}
