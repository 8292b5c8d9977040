import DocumentModel

/// Finds borderless tables: rows of short texts whose gaps lie above each other.
struct AlignedRegions {
    var words: [TableWord]
    var edges: Edges
    var shades: [Rectangle]
    var charts: ChartSigns

    /// Font sizes between neighbouring rows; farther apart they belong to different things.
    static let greatestStep = 3.2
    /// Font sizes between neighbouring rows; closer ones would overlap.
    static let leastPitch = 0.85
    /// The greatest step as a multiple of the widest one so far, for widely spaced tables.
    static let greatestPitches = 2.0
    /// Rows without a gap of their own that may stand between two rows of cells: wrapped labels and section titles.
    static let mostSingleRows = 3
    /// A river must stay that wide, in font sizes, through all rows.
    static let leastRiver = 0.4

    func drafts() -> [TableDraft] {
        let all = TextRow.rows(of: words)
        guard mayHoldTable(all) else { return [] }
        let rows = ProseFilter(rows: all).rowsWithoutProse()
        let lines = rows.map(Line.init)
        guard lines.count(where: \.isCellular) >= 2 else { return [] }
        var drafts: [TableDraft] = []
        var index = 0
        while index < lines.count {
            guard lines[index].isCellular else { index += 1; continue }
            let end = grow(lines, from: index)
            if let draft = draft(of: lines[index..<end]) { drafts.append(draft) }
            index = max(end, index + 1)
        }
        return drafts
    }

    /// Two rows with gaps in one neighbourhood: most pages of prose have none and are done here.
    private func mayHoldTable(_ rows: [TextRow]) -> Bool {
        var last = -Self.mostSingleRows - 2
        for (index, row) in rows.enumerated() where row.hasGap(RuleFrames.cellGap) {
            if index - last <= Self.mostSingleRows + 1 { return true }
            last = index
        }
        return false
    }

    /// A row with the gaps between its cells.
    private struct Line {
        var row: TextRow
        var em: Double
        /// Stretches without text between and beside the cells.
        var gaps: [ClosedRange<Double>]
        var isCellular: Bool { gaps.count > 2 }

        init(row: TextRow) {
            self.row = row
            em = row.words.map(\.size).max() ?? 1
            let segments = row.segments(gap: RuleFrames.cellGap * em)
            gaps = [-Double.greatestFiniteMagnitude...(segments.first?.box.left ?? 0)]
            for (left, right) in zip(segments, segments.dropFirst()) { gaps.append(left.box.right...right.box.left) }
            gaps.append((segments.last?.box.right ?? 0)...Double.greatestFiniteMagnitude)
        }
    }

    /// First line after the region that starts here.
    private func grow(_ lines: [Line], from start: Int) -> Int {
        var rivers = lines[start].gaps
        var left = lines[start].row.box.left
        var right = lines[start].row.box.right
        var end = start + 1
        var pitch = 0.0
        var index = end
        var previous = lines[start]
        while index < lines.count, index - end <= Self.mostSingleRows {
            let line = lines[index]
            let step = line.row.baseline - previous.row.baseline
            guard step <= max(Self.greatestStep * max(line.em, previous.em), Self.greatestPitches * pitch) else { break }
            if end > start + 1 { pitch = max(pitch, min(step, Self.greatestStep * line.em)) }
            previous = line
            index += 1
            guard line.isCellular else { continue }
            left = min(left, line.row.box.left)
            right = max(right, line.row.box.right)
            let common = Self.common(rivers, line.gaps, width: Self.leastRiver * line.em)
            let inner = common.filter { $0.lowerBound > left && $0.upperBound < right }.count
            let before = rivers.filter { $0.lowerBound > left && $0.upperBound < right }.count
            guard inner >= 1, inner * 2 >= min(before, line.gaps.count - 2) else { break }
            rivers = common
            end = index
        }
        return end
    }

    private static func common(_ a: [ClosedRange<Double>], _ b: [ClosedRange<Double>], width: Double) -> [ClosedRange<Double>] {
        var result: [ClosedRange<Double>] = []
        for first in a {
            for second in b {
                let low = max(first.lowerBound, second.lowerBound)
                let high = min(first.upperBound, second.upperBound)
                if high - low >= width { result.append(low...high) }
            }
        }
        return result
    }

    private func draft(of lines: ArraySlice<Line>) -> TableDraft? {
        guard lines.count >= 2, let box = Rectangle.around(lines.map(\.row.box)) else { return nil }
        // Long labels that were taken for prose belong to the table when they stand amid its rows.
        let rows = TextRow.rows(of: words.filter { box.contains(x: $0.box.centerX, y: $0.box.centerY) })
        guard !isFormula(rows) else { return nil }
        guard let draft = AlignedTable(rows: rows, box: box, edges: edges).draft(), TableLikeness.isTable(draft), !charts.haveBars(amid: draft),
            !charts.havePictures(in: draft.box),
            !isListing(draft)
        else { return nil }
        return draft
    }

    /// Rows that overlap each other: numerators, denominators and indices.
    private func isFormula(_ rows: [TextRow]) -> Bool {
        let tight = zip(rows, rows.dropFirst()).count { $1.baseline - $0.baseline < Self.leastPitch * max($0.size, $1.size) }
        return tight * 3 > rows.count
    }

    /// Text that lines up inside one shaded box, without columns of figures.
    private func isListing(_ draft: TableDraft) -> Bool {
        shades.contains { $0.insetBy(-1).contains(draft.box) } && TableLikeness.figureColumns(draft) * 2 < draft.columnCount - 1
    }
}
