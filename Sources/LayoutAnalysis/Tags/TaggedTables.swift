import DocumentModel

/// Tables as the structure tree tells them, where the page agrees.
///
/// Tags are written by programs and often wrong (layout grids, rows out of order), so a table is taken only when its rows
/// run down the page and its cells run across it.
struct TaggedTables {
    struct Options {
        /// Share of neighbouring cells (rows) that may stand out of order before the tags are not believed.
        var disorder = 0.1
        /// Cells of one row may overlap by this share of the narrower one.
        var overlap = 0.5
        /// Fewer filled cells are not a table.
        var filledCells = 3
    }

    let words: WordSet
    let primitives: PagePrimitives
    /// Lines turned by a quarter; cells know them by their position here.
    let turned: [TextLine]
    var options = Options()

    private struct Cell {
        var element: StructureElement
        var words: [Int]
        var turned: [Int]
        var isEmpty: Bool { words.isEmpty && turned.isEmpty }
    }

    init(words: WordSet, primitives: PagePrimitives, turned: [TextLine] = []) {
        self.words = words
        self.primitives = primitives
        self.turned = turned
    }

    /// The tables that tags and page agree on; empty for untagged pages.
    func tables() -> [FoundTable] {
        let structure = primitives.structure
        let tables = structure.indices.filter { structure[$0].role == "Table" }
        guard !tables.isEmpty else { return [] }
        let wordsByContent = Dictionary(grouping: words.words.indices) { index in
            primitives.glyphs[words.glyphs[words.words[index].glyphs.lowerBound]].markedContent
        }
        let children = Dictionary(grouping: structure.indices.filter { structure[$0].parent >= 0 }) { structure[$0].parent }
        let tree = Tree(structure: structure, children: children)
        let turnedByCell = Dictionary(grouping: turned.indices) { tree.cell(around: turned[$0].tag?.element ?? -1) ?? -1 }
        return tables.filter { !tree.contains("Table", below: $0) }.compactMap { table(at: $0, in: tree, wordsByContent, turnedByCell) }
    }

    private struct Tree {
        let structure: [StructureElement]
        let children: [Int: [Int]]

        /// Elements of the role below the element, not looking inside those found.
        func elements(_ roles: Set<String>, below index: Int) -> [Int] {
            (children[index] ?? []).flatMap { child in
                roles.contains(structure[child].role) ? [child] : elements(roles, below: child)
            }
        }

        func contains(_ role: String, below index: Int) -> Bool {
            !elements([role], below: index).isEmpty
        }

        /// The table cell that the element is or stands in; `nil` outside tables.
        func cell(around index: Int) -> Int? {
            var index = index
            // Parents stand before children, so the walk ends even in a broken tree.
            while index >= 0, index < structure.count {
                if structure[index].role == "TD" || structure[index].role == "TH" { return index }
                guard structure[index].parent < index else { return nil }
                index = structure[index].parent
            }
            return nil
        }

        func contents(of index: Int) -> [Int32] {
            structure[index].markedContents + (children[index] ?? []).flatMap(contents)
        }
    }

    private func table(
        at index: Int, in tree: Tree, _ wordsByContent: [Int32: [Int]], _ turnedByCell: [Int: [Int]]
    ) -> FoundTable? {
        let rows = tree.elements(["TR"], below: index).map { row in
            tree.elements(["TD", "TH"], below: row).map { cell in
                Cell(
                    element: tree.structure[cell],
                    words: tree.contents(of: cell).flatMap { wordsByContent[$0] ?? [] }, turned: turnedByCell[cell] ?? [])
            }
        }.filter { row in row.contains { !$0.isEmpty } }
        guard rows.reduce(0, { $0 + $1.count { !$0.isEmpty } }) >= options.filledCells,
            rows.contains(where: { $0.count > 1 }), agreesWithPage(rows)
        else { return nil }
        return grid(of: rows)
    }

    // MARK: Agreement

    private func agreesWithPage(_ rows: [[Cell]]) -> Bool {
        var steps = 0, wrong = 0
        let boxes = rows.map { $0.compactMap(box) }
        for row in boxes {
            for (a, b) in zip(row, row.dropFirst()) {
                steps += 1
                let overlap = a.horizontalOverlap(b)
                if b.centerX < a.centerX || overlap > options.overlap * min(a.width, b.width) { wrong += 1 }
            }
        }
        for (a, b) in zip(boxes, boxes.dropFirst()) {
            guard let above = Rectangle.around(a), let below = Rectangle.around(b) else { continue }
            steps += 1
            if below.centerY <= above.centerY { wrong += 1 }
        }
        return Double(wrong) <= options.disorder * Double(steps)
    }

    private func box(of cell: Cell) -> Rectangle? {
        Rectangle.around(cell.words.map { words.words[$0].box } + cell.turned.map { turned[$0].box })
    }

    // MARK: Grid

    /// Places the cells as HTML does: each takes the next free position of its row, spans reserve positions below.
    private func grid(of rows: [[Cell]]) -> FoundTable? {
        var taken = Set<Position>()
        var cells: [FoundCell] = []
        var columnCount = 0
        for (row, rowCells) in rows.enumerated() {
            var column = 0
            for cell in rowCells {
                while taken.contains(Position(row: row, column: column)) { column += 1 }
                let rowSpan = min(max(cell.element.rowSpan, 1), rows.count - row)
                let columnSpan = min(max(cell.element.columnSpan, 1), Self.mostColumns)
                for r in row..<row + rowSpan {
                    for c in column..<column + columnSpan { taken.insert(Position(row: r, column: c)) }
                }
                columnCount = max(columnCount, column + columnSpan)
                if let box = box(of: cell) {
                    cells.append(
                        FoundCell(
                            row: row, column: column, rowSpan: rowSpan, columnSpan: columnSpan, box: box, words: cell.words,
                            turned: cell.turned))
                }
                column += columnSpan
                guard column < Self.mostColumns else { return nil }
            }
        }
        guard let box = Rectangle.around(cells.lazy.map(\.box)), standsInColumns(cells) else { return nil }
        let headers = rows.prefix { row in row.allSatisfy { $0.element.role == "TH" } }.count
        return FoundTable(
            box: box, rowCount: rows.count, columnCount: columnCount, cells: cells,
            headerRowCount: headers < rows.count ? headers : 0, method: .tagged, confidence: 0.95)
    }

    /// Files that leave empty cells out shift the rest of the row: then cells of one column stand under different columns.
    private func standsInColumns(_ cells: [FoundCell]) -> Bool {
        let single = cells.filter { $0.columnSpan == 1 }
        let middles = Dictionary(grouping: single, by: \.column).mapValues { column in
            column.map(\.box.centerX).sorted()[column.count / 2]
        }
        let rows = Dictionary(grouping: single, by: \.row).values.filter { $0.count >= Self.tellingRow }
        return rows.allSatisfy { row in row.count { isShifted($0, middles) } * 2 <= row.count }
    }

    /// Rows with fewer cells may be titles and notes that stand where they like.
    private static let tellingRow = 4

    /// Whether a cell stands under a neighbouring column instead of its own.
    private func isShifted(_ cell: FoundCell, _ middles: [Int: Double]) -> Bool {
        guard let own = middles[cell.column], !(cell.box.left...cell.box.right).contains(own) else { return false }
        let distance = abs(cell.box.centerX - own)
        return [cell.column - 1, cell.column + 1].contains { abs(cell.box.centerX - (middles[$0] ?? .infinity)) < distance }
    }

    private struct Position: Hashable {
        var row: Int
        var column: Int
    }

    /// More columns than this come from broken span attributes.
    private static let mostColumns = 200
}
