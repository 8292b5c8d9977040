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

    /// How many times wider than a word space a gap must be to part headings of two columns.
    static let columnGap = 1.35
    /// Font sizes by which a heading may stick out of its column.
    static let overhang = 0.4
    /// Font sizes off centre that are as unlikely as sticking out into another column.
    static let overhangCost = 2.0

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
        addUncovered(&areas, owner: &owner)
        fill(&areas, owner: owner, levels: levels)
        return (areas, levels.count + 1)
    }

    /// Cells for what no title covers: from the lowest title down to the body, and single ones beside staggered titles.
    private func addUncovered(_ areas: inout [CellArea], owner: inout [[Int]]) {
        for column in 0..<columns.count {
            var row = 0
            while row < owner.count {
                guard owner[row][column] < 0 else { row += 1; continue }
                var end = row + 1
                while end < owner.count, owner[end][column] < 0 { end += 1 }
                areas.append(CellArea(row: row, column: column, rowSpan: end - row, columnSpan: 1))
                for covered in row..<end { owner[covered][column] = areas.count - 1 }
                row = end
            }
        }
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
        let pieces = pieces()
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

    /// Segments of each line with the columns they head; from the bottom up, so that what stands above several headings is
    /// seen to span their columns.
    private func pieces() -> [[Piece]] {
        var extents = columns.extents
        var result: [[Piece]] = []
        for row in rows.reversed() {
            let segments = segmentsCutAtColumns(row)
            let centers = segments.map { columns.column(at: $0.box.centerX) }
            result.append(
                segments.indices.map { index in
                    let others = Set(centers.indices.filter { $0 != index }.map { centers[$0] })
                    let box = segments[index].box
                    let headed = columnsHeaded(by: box, center: centers[index], notIn: others, extents: extents)
                    return Piece(columns: headed, words: Array(row.words[segments[index].words]))
                })
            for (piece, segment) in zip(result[result.count - 1], segments) where piece.columns.count == 1 {
                let extent = extents[piece.columns.lowerBound]
                extents[piece.columns.lowerBound] =
                    min(extent.lowerBound, segment.box.left)...max(extent.upperBound, segment.box.right)
            }
        }
        return result.reversed()
    }

    /// Segments, cut again where a gap between columns is wider than the word gaps beside it.
    private func segmentsCutAtColumns(_ row: TextRow) -> [Segment] {
        row.segments(gap: Self.wordGap * em).flatMap { segment -> [Segment] in
            let words = row.words[segment.words]
            let gaps = zip(words, words.dropFirst()).map { max(0, $1.box.left - $0.box.right) }
            let space = min(gaps.min() ?? 0, 0.28 * em)
            var pieces = [Segment(words: segment.words.lowerBound..<segment.words.lowerBound + 1, box: words[segment.words.lowerBound].box)]
            for (index, gap) in zip(segment.words.dropFirst(), gaps) {
                let word = row.words[index]
                let isCut = columns.cuts.contains { $0 >= word.box.left - gap && $0 <= word.box.left }
                if isCut, gap > Self.columnGap * space {
                    pieces.append(Segment(words: index..<index + 1, box: word.box))
                } else {
                    let last = pieces[pieces.count - 1]
                    pieces[pieces.count - 1] = Segment(words: last.words.lowerBound..<index + 1, box: last.box.union(word.box))
                }
            }
            return pieces
        }
    }

    /// The columns, free in this line, over which the box stands best centred and which it sticks out of least.
    private func columnsHeaded(
        by box: Rectangle, center: Int, notIn taken: Set<Int>, extents: [ClosedRange<Double>]
    ) -> ClosedRange<Int> {
        let touched = extents.indices.filter { index in
            // A column reaches half-way to its neighbours.
            let left = index > 0 ? (extents[index - 1].upperBound + extents[index].lowerBound) / 2 : -Double.infinity
            let right = index + 1 < extents.count ? (extents[index].upperBound + extents[index + 1].lowerBound) / 2 : Double.infinity
            return !taken.contains(index) && min(right, box.right) - max(left, box.left) > Self.overhang * em
        }
        guard touched.count > 1 else { return (touched.first ?? center)...(touched.first ?? center) }
        var best = (range: center...center, cost: Double.infinity)
        for first in (0...center).reversed() {
            if taken.contains(first) { break }
            for last in center..<columns.count {
                if taken.contains(last) { break }
                let middle = (extents[first].lowerBound + extents[last].upperBound) / 2
                let uncovered = touched.count { $0 < first || $0 > last }
                let cost = abs(middle - box.centerX) + Self.overhangCost * em * Double(uncovered)
                if cost < best.cost { best = (first...last, cost) }
            }
        }
        return best.range
    }

    private func singleLevel(_ pieces: [Piece]) -> [CellArea] {
        var areas = (0..<columns.count).map { CellArea(row: 0, column: $0, rowSpan: 1, columnSpan: 1) }
        for piece in pieces {
            for word in piece.words {
                let column = piece.columns.count == 1 ? piece.columns.lowerBound : columns.column(at: word.box.centerX)
                areas[column].words.append(word)
            }
        }
        return areas
    }
}
