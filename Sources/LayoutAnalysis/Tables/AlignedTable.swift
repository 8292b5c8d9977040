import DocumentModel

/// Builds a table from rows of words whose columns are told by alignment, with the help of what lines there are.
struct AlignedTable {
    var rows: [TextRow]
    var box: Rectangle
    /// Horizontal lines inside the box; vertical ones as well.
    var edges: Edges
    var em: Double

    /// Share of the table's width from which a horizontal line separates rows instead of underlining a spanning header.
    static let fullWidth = 0.85

    init(rows: [TextRow], box: Rectangle, edges: Edges) {
        self.rows = rows
        self.box = box
        let sizes = rows.flatMap { $0.words.map(\.size) }.sorted()
        em = sizes.isEmpty ? 1 : sizes[sizes.count / 2]
        let slack = em
        self.edges = Edges(
            horizontal: edges.horizontal.filter {
                $0.position > box.top - slack && $0.position < box.bottom + slack && $0.end > box.left && $0.start < box.right
            },
            vertical: edges.vertical.filter {
                $0.position > box.left && $0.position < box.right && min($0.end, box.bottom) - max($0.start, box.top) > box.height / 2
            })
    }

    /// `nil` when the rows have no columns.
    func draft() -> TableDraft? {
        guard rows.count >= 2 else { return nil }
        let walls = edges.vertical.map(\.position).filter { wall in
            rows.contains { $0.box.left < wall && $0.box.right > wall }
        }
        let rough = ColumnCuts(rows: rows, em: em, walls: walls)
        guard rough.count >= 2 else { return nil }
        let headerLines = headerLineCount(rough)
        let bodyRows = Array(rows[headerLines...])
        var columns = ColumnCuts(rows: bodyRows, em: em, walls: walls)
        if columns.count < 2 || bodyRows.count < 2 { columns = rough }
        let header = HeaderGrid(
            rows: Array(rows[..<headerLines]), columns: columns, edges: partialEdges(above: bodyRows), em: em)
        let headerAreas = header.areas()
        var areas = headerAreas.areas
        let body = BodyRows(rows: bodyRows, columns: columns, separators: fullEdges().map(\.position), em: em)
        let groups = body.groups()
        for (index, group) in groups.enumerated() { areas += body.areas(of: group, row: headerAreas.rowCount + index) }
        var draft = TableDraft(
            box: box, rowCount: headerAreas.rowCount + groups.count, columnCount: columns.count, areas: areas, method: .aligned)
        draft.headerRowCount = headerAreas.rowCount
        return draft.droppingEmptyLines()
    }

    private func fullEdges() -> [Edge] { edges.horizontal.filter { $0.length >= Self.fullWidth * box.width } }

    private func partialEdges(above body: [TextRow]) -> [Edge] {
        let limit = body.first?.baseline ?? box.bottom
        return edges.horizontal.filter { $0.length < Self.fullWidth * box.width && $0.position < limit - em / 2 }
    }

    /// How many printed lines stand above the body: down to the first full line below the top, or down to the first figures.
    private func headerLineCount(_ columns: ColumnCuts) -> Int {
        let limit = max(1, rows.count / 2)
        for edge in fullEdges() {
            let above = rows.count { $0.baseline < edge.position + em * 0.2 }
            if above >= 1, above <= max(limit, min(6, rows.count - 2)), rows.count - above >= 1 { return above }
        }
        return HeaderLines.count(in: rows, columns: columns, limit: limit)
    }
}
