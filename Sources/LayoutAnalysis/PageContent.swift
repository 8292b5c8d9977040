import DocumentModel

/// Words, tables and figures of an upright page to layout blocks in reading order.
struct PageContent {
    let primitives: PagePrimitives
    let wordSet: WordSet
    let lines: LineBuilder

    func blocks(including turned: [TextLine]) -> [LayoutBlock] {
        let figures = FigureFinder(primitives: primitives, words: wordSet.words).figures()
        let drawings = figures.filter(\.isDrawing)
        let tables = foundTables(outside: drawings, turned: turned)
        let inTable = Set(tables.flatMap { $0.cells.flatMap(\.words) })
        let segments = segments(leavingOut: inTable)
        let (running, labels) = labelsApart(segments, drawings: drawings)
        let inCells = Set(tables.flatMap { $0.cells.flatMap(\.turned) })
        let (loose, axes) = axisTitlesApart(turned.indices.filter { !inCells.contains($0) }.map { turned[$0] }, figures: figures)
        let items = textItems(running) + tableItems(tables) + figureItems(figures)
        let groups = ReadingOrder(isRightToLeft: isMainlyRightToLeft).groups(of: items)
        let blocks = groups.flatMap { group in
            self.blocks(of: group, segments: running, tables: tables, figures: figures, labels: labels, axes: axes, turned: turned)
        }
        return blocks + loose.map { LayoutBlock(box: $0.box, content: .text([$0]), column: $0.box.left...$0.box.right) }
    }

    // MARK: Finding

    /// Words inside drawings are labels: charts would otherwise be taken for tables of figures.
    private func foundTables(outside drawings: [FigureFinder.FoundFigure], turned: [TextLine]) -> [FoundTable] {
        let tagged = TaggedTables(words: wordSet, primitives: primitives, turned: turned).tables()
        let inTagged = Set(tagged.flatMap { $0.cells.flatMap(\.words) })
        let words = wordSet.words.enumerated().compactMap { index, word in
            let isLabel = drawings.contains { $0.box.contains(x: word.box.centerX, y: word.box.centerY) }
            return inTagged.contains(index) || isLabel
                ? nil
                : TableWord(
                    id: index, box: word.box, baseline: word.baseline, size: word.size,
                    isBold: primitives.styles[word.style].isBold, isMonospaced: primitives.styles[word.style].isMonospaced,
                    traits: traits(of: word))
        }
        let taken = Set(tagged.flatMap { $0.cells.flatMap(\.turned) })
        let labels = turned.enumerated().filter { $1.angleDegrees % 180 == 90 && !taken.contains($0) }.map { TurnedLabel(id: $0, box: $1.box) }
        return tagged + TableFinder.tables(words: words, turned: labels, primitives: primitives)
    }

    private func traits(of word: Word) -> WordTraits {
        var traits = WordTraits()
        for index in wordSet.glyphs[word.glyphs] { traits.append(primitives.glyphs[index].scalar) }
        return traits
    }

    private func segments(leavingOut inTable: Set<Int>) -> [LineSegment] {
        let rivers = RiverSplitter(words: wordSet.words)
        guard !inTable.isEmpty else { return rivers.split(SegmentBuilder(words: wordSet.words).segments()) }
        let kept = wordSet.words.indices.filter { !inTable.contains($0) }
        let segments = SegmentBuilder(words: kept.map { wordSet.words[$0] }).segments()
        let numbered = segments.map { segment in
            var segment = segment
            segment.words = segment.words.map { kept[$0] }
            return segment
        }
        return rivers.split(numbered)
    }

    /// Short texts inside a drawing are its labels, not part of the running text.
    private func labelsApart(_ segments: [LineSegment], drawings: [FigureFinder.FoundFigure]) -> (running: [LineSegment], labels: [[LineSegment]]) {
        guard !drawings.isEmpty else { return (segments, []) }
        var labels = [[LineSegment]](repeating: [], count: drawings.count)
        let common = weightedMedian(wordSet.words.map { ($0.size, $0.box.width) }) ?? 0
        let running = segments.filter { segment in
            guard let index = drawings.firstIndex(where: { isLabel(segment, of: $0.box, common: common) }) else { return true }
            labels[index].append(segment)
            return false
        }
        return (running, labels)
    }

    /// Inside the drawing, or a tick label beside its axes: a few characters within reach of it, not in the print of headings.
    /// - Parameter common: font size of most text on the page.
    private func isLabel(_ segment: LineSegment, of drawing: Rectangle, common: Double) -> Bool {
        if drawing.contains(segment.core) { return segment.box.width < 0.5 * drawing.width }
        let reach = Self.labelReach * segment.size
        return drawing.insetBy(-reach).contains(segment.core) && segment.box.width < Self.tickWidth * segment.size
            && segment.size <= Self.tickSize * common
    }

    /// How far from the axes tick labels stand, in font sizes.
    private static let labelReach = 1.8
    /// Width of the widest tick label, in font sizes ("100,000").
    private static let tickWidth = 4.0
    /// Size of the largest tick label, in font sizes of most text: a short heading over a picture is larger.
    private static let tickSize = 1.25

    /// Turned lines beside or inside a drawing are the titles of its axes, not text of the page.
    private func axisTitlesApart(
        _ turned: [TextLine], figures: [FigureFinder.FoundFigure]
    ) -> (loose: [TextLine], axes: [[TextLine]]) {
        var axes = [[TextLine]](repeating: [], count: figures.count)
        let loose = turned.filter { line in
            let reach = -Self.axisTitleReach * line.size
            guard line.angleDegrees % 180 == 90,
                let index = figures.firstIndex(where: { $0.isDrawing && $0.box.insetBy(reach).contains(line.box) && line.box.height <= $0.box.height }
                )
            else { return true }
            axes[index].append(line)
            return false
        }
        return (loose, axes)
    }

    /// How far from the axes their titles stand, tick labels in between, in font sizes.
    private static let axisTitleReach = 4.0

    private var isMainlyRightToLeft: Bool {
        wordSet.words.count(where: \.isRightToLeft) * 2 > wordSet.words.count
    }

    // MARK: Ordering

    private func textItems(_ segments: [LineSegment]) -> [OrderItem] {
        segments.enumerated().map { index, segment in
            OrderItem(kind: .text, index: index, box: segment.box, core: segment.core, size: segment.size)
        }
    }

    private func tableItems(_ tables: [FoundTable]) -> [OrderItem] {
        tables.enumerated().map { OrderItem(kind: .table, index: $0, box: $1.box, core: $1.box, size: 0) }
    }

    private func figureItems(_ figures: [FigureFinder.FoundFigure]) -> [OrderItem] {
        figures.enumerated().map { OrderItem(kind: .figure, index: $0, box: $1.box, core: $1.box, size: 0) }
    }

    // MARK: Blocks

    private func blocks(
        of group: OrderGroup, segments: [LineSegment], tables: [FoundTable], figures: [FigureFinder.FoundFigure], labels: [[LineSegment]],
        axes: [[TextLine]], turned: [TextLine]
    ) -> [LayoutBlock] {
        var blocks: [LayoutBlock] = []
        var text: [LineSegment] = []
        for item in group.items {
            switch item.kind {
            case .text:
                text.append(segments[item.index])
                continue
            case .table:
                flush(&text, column: group.column, to: &blocks)
                blocks.append(block(of: tables[item.index], turned: turned, column: group.column))
            case .figure:
                flush(&text, column: group.column, to: &blocks)
                var figure = block(of: figures[item.index], labels: labels, among: figures, column: group.column)
                for line in axes[item.index] { figure.addLabel(line.spans) }
                blocks.append(figure)
            }
        }
        flush(&text, column: group.column, to: &blocks)
        return blocks
    }

    private func flush(_ text: inout [LineSegment], column: ClosedRange<Double>, to blocks: inout [LayoutBlock]) {
        defer { text.removeAll(keepingCapacity: true) }
        let printed = StackedRows(words: wordSet.words).joined(SegmentRows.rows(of: text)).map { row in
            lines.line(of: row.words, baseline: row.baseline, size: row.size, isStacked: row.isStacked)
        }
        guard let box = Rectangle.around(printed.lazy.map(\.box)) else { return }
        blocks.append(LayoutBlock(box: box, content: .text(printed), column: column))
    }

    private func block(of table: FoundTable, turned: [TextLine], column: ClosedRange<Double>) -> LayoutBlock {
        let cells = table.cells.map { cell in
            TableCell(
                row: cell.row, column: cell.column, rowSpan: cell.rowSpan, columnSpan: cell.columnSpan,
                spans: spans(of: cell, turned: turned), isHeader: cell.row < table.headerRowCount,
                page: primitives.page.number, rectangle: cell.box)
        }
        let grid = Table(
            rowCount: table.rowCount, columnCount: table.columnCount, cells: cells,
            headerRowCount: table.headerRowCount, method: table.method)
        return LayoutBlock(box: table.box, content: .table(grid), confidence: table.confidence, column: column)
    }

    /// Upright text, then turned lines: those read upwards from the left, those read downwards from the right.
    private func spans(of cell: FoundCell, turned: [TextLine]) -> [Span] {
        let labels = cell.turned.map { turned[$0] }
        let ordered = labels.first?.angleDegrees == 90 ? labels.reversed() : labels
        return ordered.reduce(lines.spans(ofLines: rows(of: cell.words))) { spans, line in
            var spans = spans
            if let last = spans.indices.last { spans[last].text += " " }
            return spans + line.spans
        }
    }

    /// The words of a cell line by line.
    private func rows(of words: [Int]) -> [[Int]] {
        let segments = SegmentBuilder(words: words.map { wordSet.words[$0] }).segments().map { segment in
            var segment = segment
            segment.words = segment.words.map { words[$0] }
            return segment
        }
        return SegmentRows.rows(of: segments).map(\.words)
    }

    private func block(
        of figure: FigureFinder.FoundFigure, labels: [[LineSegment]], among figures: [FigureFinder.FoundFigure],
        column: ClosedRange<Double>
    ) -> LayoutBlock {
        var content = Figure(
            imageIndex: figure.image?.index, pixelWidth: figure.image?.pixelWidth ?? 0, pixelHeight: figure.image?.pixelHeight ?? 0,
            alternativeText: figure.image.map { lines.tags.alternativeText(of: $0.markedContent) } ?? "")
        let drawings = figures.filter(\.isDrawing)
        if figure.isDrawing, let index = drawings.firstIndex(where: { $0.box == figure.box }) {
            let rows = SegmentRows.rows(of: labels[index])
            content.labels = lines.spans(ofLines: rows.map(\.words))
        }
        return LayoutBlock(box: figure.box, content: .figure(content), column: column)
    }
}

extension LayoutBlock {
    /// Adds a line to the labels of a figure; other blocks stay as they are.
    fileprivate mutating func addLabel(_ spans: [Span]) {
        guard case .figure(var figure) = content else { return }
        if let last = figure.labels.indices.last { figure.labels[last].text += " " }
        figure.labels += spans
        content = .figure(figure)
    }
}
