import DocumentModel

/// The header of an aligned table: printed lines become levels, short lines under a title make it span the columns below.
struct HeaderGrid {
    var rows: [TextRow]
    var columns: ColumnCuts
    /// Horizontal lines shorter than the table.
    var edges: [Edge]
    var em: Double

    /// Words of one heading may be set this much farther apart than words of a cell.
    static let wordGap = 0.6

    func areas() -> (areas: [CellArea], rowCount: Int) {
        guard let first = rows.first, let last = rows.last else { return ([], 0) }
        let spanning = spanningEdges(from: first.box.top, to: last.baseline)
        return spanning.isEmpty ? areasWithoutEdges() : areas(under: spanning)
    }

    // MARK: Levels told by short lines

    /// An edge inside the header with the columns it covers.
    private struct Underline {
        var columns: ClosedRange<Int>
        var position: Double
        var level = 0
    }

    private func spanningEdges(from top: Double, to bottom: Double) -> [Underline] {
        edges.filter { $0.position > top + em * 0.3 && $0.position < bottom }.compactMap { edge in
            let covered = columns.extents.indices.filter { index in
                let extent = columns.extents[index]
                let center = (extent.lowerBound + extent.upperBound) / 2
                return edge.start <= center && edge.end >= center
            }
            guard let first = covered.first, let last = covered.last else { return nil }
            return Underline(columns: first...last, position: edge.position)
        }
    }

    private func areas(under found: [Underline]) -> (areas: [CellArea], rowCount: Int) {
        var underlines = found.sorted { $0.position < $1.position }
        var levels: [Double] = []
        for index in underlines.indices {
            if let last = levels.last, underlines[index].position - last < em * 0.6 {} else { levels.append(underlines[index].position) }
            underlines[index].level = levels.count - 1
        }
        var areas: [CellArea] = []
        var owner = [[Int]](repeating: [Int](repeating: -1, count: columns.count), count: levels.count + 1)
        for underline in underlines {
            let free = underline.columns.filter { owner[underline.level][$0] < 0 }
            guard let first = free.first, let last = free.last else { continue }
            let above = underlines.last { $0.level < underline.level && $0.columns.contains(first) }.map { $0.level + 1 } ?? 0
            areas.append(CellArea(row: above, column: first, rowSpan: underline.level - above + 1, columnSpan: last - first + 1))
            for row in above...underline.level { for column in first...last { owner[row][column] = areas.count - 1 } }
        }
        for column in 0..<columns.count {
            let top = owner.lastIndex { $0[column] >= 0 }.map { $0 + 1 } ?? 0
            guard top <= levels.count else { continue }
            areas.append(CellArea(row: top, column: column, rowSpan: levels.count + 1 - top, columnSpan: 1))
            for row in top...levels.count { owner[row][column] = areas.count - 1 }
        }
        fill(&areas, owner: owner, levels: levels)
        return (areas, levels.count + 1)
    }

    private func fill(_ areas: inout [CellArea], owner: [[Int]], levels: [Double]) {
        for row in rows {
            let level = levels.count { $0 < row.baseline - em * 0.2 }
            for segment in row.segments(gap: Self.wordGap * em) {
                let spanned = areas[owner[level][columns.column(at: segment.box.centerX)]]
                let isWhole = spanned.columnSpan > 1
                for word in row.words[segment.words] {
                    let column = isWhole ? columns.column(at: segment.box.centerX) : columns.column(at: word.box.centerX)
                    areas[owner[level][column]].words.append(word)
                }
            }
        }
    }

    // MARK: Levels told by position alone

    private func areasWithoutEdges() -> (areas: [CellArea], rowCount: Int) {
        let pieces = rows.map(piecesOf)
        let lastSpanning = pieces.lastIndex { $0.contains { $0.columns.count > 1 } }
        guard let lastSpanning, lastSpanning + 1 < rows.count else { return (singleLevel(pieces.flatMap { $0 }), 1) }
        var areas: [CellArea] = []
        var spannedColumns = Set<Int>()
        for piece in pieces[...lastSpanning].joined() where piece.columns.count > 1 {
            if let index = areas.firstIndex(where: { $0.column <= piece.columns.upperBound && piece.columns.lowerBound < $0.endColumn }) {
                areas[index].words += piece.words
            } else {
                areas.append(CellArea(row: 0, column: piece.columns.lowerBound, rowSpan: 1, columnSpan: piece.columns.count, words: piece.words))
                spannedColumns.formUnion(piece.columns)
            }
        }
        for column in 0..<columns.count {
            let words = { (range: Range<Int>) in pieces[range].joined().filter { $0.columns == column...column }.flatMap(\.words) }
            let upper = words(0..<lastSpanning + 1)
            let lower = words(lastSpanning + 1..<pieces.count)
            if spannedColumns.contains(column) {
                if let index = areas.firstIndex(where: { $0.row == 0 && $0.column <= column && column < $0.endColumn }) {
                    areas[index].words += upper
                }
                areas.append(CellArea(row: 1, column: column, rowSpan: 1, columnSpan: 1, words: lower))
            } else {
                areas.append(CellArea(row: 0, column: column, rowSpan: 2, columnSpan: 1, words: upper + lower))
            }
        }
        return (areas, 2)
    }

    private struct Piece {
        var columns: ClosedRange<Int>
        var words: [TableWord]
    }

    /// Segments of one line with the columns they head: several only when the segment covers more than one column's text.
    private func piecesOf(_ row: TextRow) -> [Piece] {
        row.segments(gap: Self.wordGap * em).flatMap { segment -> [Piece] in
            let words = Array(row.words[segment.words])
            let center = columns.column(at: segment.box.centerX)
            let covered = columns.extents.indices.filter { index in
                let extent = columns.extents[index]
                let common = min(extent.upperBound, segment.box.right) - max(extent.lowerBound, segment.box.left)
                return common >= 0.5 * (extent.upperBound - extent.lowerBound)
            }
            guard let first = covered.first, let last = covered.last, last > first else {
                return [Piece(columns: center...center, words: words)]
            }
            return [Piece(columns: first...last, words: words)]
        }
    }

    private func singleLevel(_ pieces: [Piece]) -> [CellArea] {
        var areas = (0..<columns.count).map { CellArea(row: 0, column: $0, rowSpan: 1, columnSpan: 1) }
        for piece in pieces {
            for word in piece.words { areas[columns.column(at: word.box.centerX)].words.append(word) }
        }
        return areas
    }
}
