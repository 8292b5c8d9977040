import DocumentModel

/// Turns a lattice and the words inside it into a table.
struct RuledTable {
    var lattice: Lattice
    var words: [TableWord]
    var turned: [TurnedLabel] = []

    /// Less text than this share of the cells is a chart's grid or an empty form.
    static let leastFilledShare = 0.15

    /// Text on less than this share of the grid's area is the legend in a corner of a chart.
    static let leastTextExtent = 0.12

    /// `nil` when what the lines enclose is not a table: a box, a chart, an empty form.
    func draft() -> TableDraft? {
        guard lattice.columnCount >= 2, lattice.rowCount >= 1 else { return nil }
        let areas = filled(mergedAreas()).flatMap(splitAtColumns)
        var draft = TableDraft(
            box: lattice.box, rowCount: lattice.rowCount, columnCount: lattice.columnCount, areas: areas, method: .ruled)
        // First without the lines that part no cells: a mark across a column line is one of them.
        draft = BandSplitter.split(draft.droppingEmptyLines()).droppingEmptyLines()
        guard draft.rowCount >= 2, draft.columnCount >= 2 else { return nil }
        let covered = draft.areas.reduce(0) { $0 + $1.rowSpan * $1.columnSpan }
        guard Double(covered) >= Self.leastFilledShare * Double(draft.rowCount * draft.columnCount) else { return nil }
        guard draft.hasRowsOfCells, isSpread(draft.words) else { return nil }
        draft.headerRowCount = HeaderRows.count(in: draft)
        return draft
    }

    private func isSpread(_ words: [TableWord]) -> Bool {
        TableWord.box(around: words).area >= Self.leastTextExtent * lattice.box.area
    }

    /// A cell without inner lines whose text stands apart in several columns of the rest of the table is as many cells.
    private func splitAtColumns(_ area: CellArea) -> [CellArea] {
        guard area.columnSpan > 1, area.turned.isEmpty, let em = area.words.first?.size else { return [area] }
        var columns = Set<Int>()
        for row in TextRow.rows(of: area.words) {
            for segment in row.segments(gap: RuleFrames.cellGap * em) {
                let first = position(of: segment.box.left + em / 4, in: lattice.xs)
                guard let first, first == position(of: segment.box.right - em / 4, in: lattice.xs) else { return [area] }
                columns.insert(first)
            }
        }
        guard columns.count >= 2 else { return [area] }
        var pieces = (area.column..<area.endColumn).map {
            CellArea(row: area.row, column: $0, rowSpan: area.rowSpan, columnSpan: 1)
        }
        for word in area.words {
            guard let column = position(of: word.box.centerX, in: lattice.xs) else { continue }
            pieces[column - area.column].words.append(word)
        }
        return pieces
    }

    /// Elementary cells without a line between them are one cell.
    private func mergedAreas() -> [CellArea] {
        let rows = lattice.rowCount
        let columns = lattice.columnCount
        var sets = DisjointSets(count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                if row > 0, !lattice.hasTop[row][column] { sets.join(row * columns + column, (row - 1) * columns + column) }
                if column > 0, !lattice.hasLeft[row][column] { sets.join(row * columns + column, row * columns + column - 1) }
            }
        }
        var members: [Int: [Int]] = [:]
        for cell in 0..<rows * columns { members[sets.root(of: cell), default: []].append(cell) }
        return members.values.flatMap { areas(of: $0, columns: columns) }.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }

    /// One area for a rectangular set of cells; an L-shape falls apart into its rows.
    private func areas(of cells: [Int], columns: Int) -> [CellArea] {
        let rowNumbers = cells.map { $0 / columns }
        let columnNumbers = cells.map { $0 % columns }
        guard let top = rowNumbers.min(), let bottom = rowNumbers.max(), let left = columnNumbers.min(),
            let right = columnNumbers.max()
        else { return [] }
        if cells.count == (bottom - top + 1) * (right - left + 1) {
            return [CellArea(row: top, column: left, rowSpan: bottom - top + 1, columnSpan: right - left + 1)]
        }
        return cells.map { CellArea(row: $0 / columns, column: $0 % columns, rowSpan: 1, columnSpan: 1) }
    }

    private func filled(_ areas: [CellArea]) -> [CellArea] {
        var areas = areas
        var owner = [Int](repeating: -1, count: lattice.rowCount * lattice.columnCount)
        for (index, area) in areas.enumerated() {
            for row in area.row..<area.endRow {
                for column in area.column..<area.endColumn { owner[row * lattice.columnCount + column] = index }
            }
        }
        for word in words { if let cell = cell(at: word.box) { areas[owner[cell]].words.append(word) } }
        for label in turned { if let cell = cell(at: label.box) { areas[owner[cell]].turned.append(label) } }
        return areas
    }

    /// Number of the elementary cell that the middle of the box lies in, row by row; `nil` outside the grid.
    private func cell(at box: Rectangle) -> Int? {
        guard let row = position(of: box.centerY, in: lattice.ys), let column = position(of: box.centerX, in: lattice.xs) else { return nil }
        return row * lattice.columnCount + column
    }

    private func position(of value: Double, in lines: [Double]) -> Int? {
        guard value >= lines[0], let last = lines.last, value <= last else { return nil }
        return (lines.firstIndex { $0 > value } ?? lines.count - 1) - 1
    }
}
