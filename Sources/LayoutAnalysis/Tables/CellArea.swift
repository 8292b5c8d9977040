package import DocumentModel

/// A rectangle of grid positions and the words in it, while a table is being built.
struct CellArea: Sendable {
    var row: Int
    var column: Int
    var rowSpan: Int
    var columnSpan: Int
    var words: [TableWord] = []
    /// Turned lines of text (headings of narrow columns); they say nothing about rows and columns.
    var turned: [TurnedLabel] = []

    var isEmpty: Bool { words.isEmpty && turned.isEmpty }
    /// Around all its text; `nil` when it has none.
    var textBox: Rectangle? { Rectangle.around(words.map(\.box) + turned.map(\.box)) }
    /// First row below it.
    var endRow: Int { row + rowSpan }
    var endColumn: Int { column + columnSpan }
    var isNumeric: Bool { words.contains { $0.traits.isNumeric } && !words.contains { $0.traits.letters > 2 } }
    var isBold: Bool { !words.isEmpty && words.allSatisfy(\.isBold) }
}

/// A line of text turned by a quarter, as the table finder sees it.
package struct TurnedLabel: Sendable {
    /// The caller's own number for the line; handed back in `FoundCell.turned`.
    package var id: Int
    package var box: Rectangle

    package init(id: Int, box: Rectangle) {
        self.id = id
        self.box = box
    }
}

/// A grid of cell areas with everything a `FoundTable` needs but the flattened words.
struct TableDraft: Sendable {
    var box: Rectangle
    var rowCount: Int
    var columnCount: Int
    var areas: [CellArea]
    var headerRowCount: Int = 0
    var method: Table.Method
    var confidence: Double = 1

    /// Bars of a chart also enclose text, but seldom side by side.
    static let leastRowsOfCells = 0.4

    var words: [TableWord] { areas.flatMap(\.words) }

    /// Listings line up in columns without being tables.
    var isMonospaced: Bool {
        let words = words
        return words.count(where: \.isMonospaced) * 2 > words.count
    }

    /// Whether enough rows begin more than one cell.
    var hasRowsOfCells: Bool {
        var begun = [Int](repeating: 0, count: rowCount)
        for area in areas where !area.isEmpty { begun[area.row] += 1 }
        return Double(begun.count { $0 >= 2 }) >= max(2, Self.leastRowsOfCells * Double(rowCount))
    }

    /// Rows and columns that hold no word at all disappear: gaps drawn as cells, double borders.
    func droppingEmptyLines() -> TableDraft {
        var rowUsed = [Bool](repeating: false, count: rowCount)
        var columnUsed = [Bool](repeating: false, count: columnCount)
        for area in areas where !area.isEmpty {
            // A spanning cell alone does not make the lines it only passes through worth keeping.
            rowUsed[area.row] = true
            columnUsed[area.column] = true
        }
        let rows = Self.newPositions(rowUsed)
        let columns = Self.newPositions(columnUsed)
        var result = self
        result.rowCount = rows[rowCount]
        result.columnCount = columns[columnCount]
        result.headerRowCount = rows[headerRowCount]
        result.areas = areas.filter { !$0.isEmpty }.map { area in
            var moved = area
            moved.row = rows[area.row]
            moved.column = columns[area.column]
            moved.rowSpan = max(1, rows[area.endRow] - moved.row)
            moved.columnSpan = max(1, columns[area.endColumn] - moved.column)
            return moved
        }
        return result
    }

    private static func newPositions(_ used: [Bool]) -> [Int] {
        var positions = [0]
        for flag in used { positions.append(positions[positions.count - 1] + (flag ? 1 : 0)) }
        return positions
    }

    /// No two areas over one position: of two that collide, the later keeps only its own corner or joins the earlier.
    private func disjointAreas() -> [CellArea] {
        var owner = [Int](repeating: -1, count: rowCount * columnCount)
        var result: [CellArea] = []
        for var area in areas where !area.isEmpty {
            let positions = { (area: CellArea) in
                (area.row..<area.endRow).flatMap { row in (area.column..<area.endColumn).map { row * columnCount + $0 } }
            }
            if positions(area).contains(where: { owner[$0] >= 0 }) {
                area.rowSpan = 1
                area.columnSpan = 1
                let other = owner[area.row * columnCount + area.column]
                if other >= 0 {
                    result[other].words += area.words
                    result[other].turned += area.turned
                    continue
                }
            }
            for position in positions(area) { owner[position] = result.count }
            result.append(area)
        }
        return result
    }

    func found() -> FoundTable {
        let cells = disjointAreas()
            .sorted { ($0.row, $0.column) < ($1.row, $1.column) }
            .map { area in
                var ids: [Int] = []
                var starts: [Int] = []
                for row in TextRow.rows(of: area.words) {
                    if !ids.isEmpty { starts.append(ids.count) }
                    ids += row.words.map(\.id)
                }
                return FoundCell(
                    row: area.row, column: area.column, rowSpan: area.rowSpan, columnSpan: area.columnSpan,
                    box: area.textBox ?? TableWord.box(around: area.words), words: ids, lineStarts: starts,
                    turned: area.turned.sorted { $0.box.left < $1.box.left }.map(\.id))
            }
        return FoundTable(
            box: box, rowCount: rowCount, columnCount: columnCount, cells: cells, headerRowCount: headerRowCount,
            method: method, confidence: confidence)
    }
}
