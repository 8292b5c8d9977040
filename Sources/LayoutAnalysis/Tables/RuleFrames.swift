import DocumentModel

/// Finds tables drawn with horizontal lines only: lines of one width above, inside and below the text.
struct RuleFrames {
    /// Top to bottom, with the y of their middles beside them.
    private let words: [TableWord]
    private let middles: [Double]
    private let edges: Edges
    private let charts: ChartSigns

    /// Points by which the ends of lines of one table may differ.
    static let sameEnd = 6.0
    /// Shorter lines are underlines of words.
    static let leastLength = 60.0
    /// More are hatching or a drawing.
    static let mostLines = 2_000
    /// Gap in font sizes that separates cells for certain.
    static let cellGap = 0.9
    /// Share of a band's lines that must show separate cells.
    static let leastCellular = 0.4
    /// Words to a cell, on average; more is prose between two rules.
    static let mostWordsPerCell = 7.0

    /// Lines of wrapped text in one ruled row; more is a paragraph.
    static let mostWrappedLines = 8
    /// Share of the lines' length from which a line of text without a gap is prose, not a title over columns.
    static let widestTitle = 0.6
    static let leastShades = 4
    /// Vertical lines across the upper or lower border from which the box is part of a chart.
    static let leastBars = 3
    /// Font sizes from the baseline of column headings down to the rule they stand on.
    static let headingDistance = 1.2

    init(words: [TableWord], edges: Edges, charts: ChartSigns) {
        self.words = words.sorted { $0.box.top + $0.box.bottom < $1.box.top + $1.box.bottom }
        middles = self.words.map { ($0.box.top + $0.box.bottom) / 2 }
        self.edges = edges
        self.charts = charts
    }

    func drafts() -> [TableDraft] {
        var drafts: [TableDraft] = []
        for family in families() { drafts += tables(in: family) }
        return drafts
    }

    /// Lines with the same ends, top to bottom.
    private func families() -> [[Edge]] {
        guard edges.horizontal.count <= Self.mostLines else { return [] }
        var families: [[Edge]] = []
        for edge in edges.horizontal where edge.length >= Self.leastLength && !isUnderline(edge) {
            if let index = families.firstIndex(where: { isSame($0[0], edge) }) {
                families[index].append(edge)
            } else {
                families.append([edge])
            }
        }
        // Two sides of one shaded box frame a notice or a listing, not a table.
        return families.filter { $0.count >= 3 || ($0.count == 2 && !($0[0].isShade && $0[1].isShade)) }.sorted { $0[0].length > $1[0].length }
    }

    /// Drawn right below words that begin and end with it.
    private func isUnderline(_ edge: Edge) -> Bool {
        let above = words.filter {
            edge.position - $0.baseline > -1 && edge.position - $0.baseline < 0.3 * $0.size && $0.box.right > edge.start
                && $0.box.left < edge.end
        }
        guard let first = above.first else { return false }
        let segments = TextRow(words: above).segments(gap: Self.cellGap * first.size)
        return segments.count == 1 && abs(segments[0].box.left - edge.start) < Self.sameEnd
            && abs(segments[0].box.right - edge.end) < Self.sameEnd
    }

    private func isSame(_ a: Edge, _ b: Edge) -> Bool {
        abs(a.start - b.start) <= Self.sameEnd && abs(a.end - b.end) <= Self.sameEnd
    }

    private func tables(in family: [Edge]) -> [TableDraft] {
        var drafts: [TableDraft] = []
        let bands = zip(family, family.dropFirst()).map { top, bottom in
            charts.havePictures(in: Rectangle(left: top.start, top: top.position, right: top.end, bottom: bottom.position))
                ? Band.other : kind(of: rows(from: top, to: bottom), width: top.length)
        }
        var start = 0
        while start < bands.count {
            guard bands[start] == .cells else { start += 1; continue }
            var end = start + 1
            while end < bands.count, bands[end] != .other { end += 1 }
            while end > start + 1, bands[end - 1] == .title { end -= 1 }
            if let draft = table(of: Array(family[start...end])) { drafts.append(draft) }
            start = end
        }
        return drafts
    }

    /// What stands between two neighbouring lines.
    private enum Band { case cells, title, other }

    /// Lines of text between two rules: rows of cells, a title amid the rows, or something else.
    private func kind(of rows: [TextRow], width: Double) -> Band {
        guard let em = rows.first?.words.first?.size else { return .other }
        var cellular = 0
        var cells = 0
        var count = 0
        for row in rows {
            let segments = row.segments(gap: Self.cellGap * em)
            cellular += segments.count >= 2 ? 1 : 0
            cells += segments.count
            count += row.words.count
        }
        let isShort = Double(count) <= Self.mostWordsPerCell * Double(cells)
        if isShort, Double(cellular) >= Self.leastCellular * Double(rows.count) { return .cells }
        // One row of cells with text wrapped over several lines, or headings below titles that span them.
        let isOneRow =
            rows.count <= Self.mostWrappedLines && rows.contains { $0.hasGap(Self.cellGap) }
            && !rows.contains { $0.box.width > Self.widestTitle * width && !$0.hasGap(Self.cellGap) }
        if isShort, isOneRow { return .cells }
        return isShort && rows.count == 1 ? .title : .other
    }

    private func rows(from top: Edge, to bottom: Edge) -> [TextRow] {
        let left = min(top.start, bottom.start) - Self.sameEnd
        let right = max(top.end, bottom.end) + Self.sameEnd
        var inside: [TableWord] = []
        var index = firstWord(below: top.position)
        while index < words.count, middles[index] < bottom.position {
            let box = words[index].box
            if box.left + box.right > 2 * left, box.left + box.right < 2 * right { inside.append(words[index]) }
            index += 1
        }
        return TextRow.rows(of: inside)
    }

    private func firstWord(below y: Double) -> Int {
        var low = 0
        var high = middles.count
        while low < high {
            let middle = (low + high) / 2
            if middles[middle] > y { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func table(of lines: [Edge]) -> TableDraft? {
        guard let top = lines.first, let bottom = lines.last else { return nil }
        // Shaded rows make a table from three bands on; one shaded box frames a listing.
        if lines.allSatisfy(\.isShade), lines.count < Self.leastShades { return nil }
        let headings = headings(above: top)
        let ruled = headings + rows(from: top, to: bottom)
        let labels = RowLabels(words: words, rows: ruled).found()
        let rows = labels.isEmpty ? ruled : TextRow.rows(of: labels + ruled.flatMap(\.words))
        let box = Rectangle(
            left: min(top.start, bottom.start, labels.map(\.box.left).min() ?? .infinity), top: headings.first?.box.top ?? top.position,
            right: max(top.end, bottom.end), bottom: bottom.position)
        guard rows.count >= 2, !hasBars(box), let draft = AlignedTable(rows: rows, box: box, edges: edges).draft() else { return nil }
        guard draft.rowCount >= 2, draft.columnCount >= 2, draft.hasRowsOfCells else { return nil }
        // Two lines alone are weak evidence: a page's head and foot rule look the same.
        if lines.count == 2, !TableLikeness.isTable(draft) { return nil }
        return draft.isMonospaced || TableLikeness.isList(draft) || TableLikeness.isCrowded(draft) ? nil : draft
    }

    /// A line of column headings that stands on the first rule instead of below it.
    private func headings(above top: Edge) -> [TextRow] {
        let near = words.filter {
            $0.baseline < top.position + 1 && $0.baseline > top.position - Self.headingDistance * $0.size
                && $0.box.left > top.start - Self.sameEnd && $0.box.right < top.end + Self.sameEnd
        }
        guard let last = TextRow.rows(of: near).last, let em = last.words.first?.size else { return [] }
        let segments = last.segments(gap: Self.cellGap * em)
        let isRowOfFigures = last.words.count(where: { $0.traits.isNumeric || $0.traits.isPlaceholder }) * 2 > last.words.count
        return segments.count >= 3 && last.words.count <= 3 * segments.count && !isRowOfFigures ? [last] : []
    }

    /// Vertical lines that end amid the rows are the bars or marks of a chart.
    private func hasBars(_ box: Rectangle) -> Bool {
        let inner = edges.vertical.filter {
            $0.position > box.left + Self.sameEnd && $0.position < box.right - Self.sameEnd && $0.start < box.bottom
                && $0.end > box.top
        }
        let sticking = inner.filter { $0.start < box.top - Self.sameEnd || $0.end > box.bottom + Self.sameEnd }
        return sticking.count >= Self.leastBars
    }
}
