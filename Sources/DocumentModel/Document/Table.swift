/// A grid of cells; cells never overlap, positions not covered by a cell are empty.
package struct Table: Hashable, Sendable, Codable {
    /// How the grid was found.
    package enum Method: String, Sendable, Codable { case ruled, aligned, tagged }

    package var rowCount: Int
    package var columnCount: Int
    /// Row by row, left to right.
    package var cells: [TableCell]
    /// Number of leading rows that are headers; 0 when none was recognised.
    package var headerRowCount: Int
    package var method: Method
    /// First rows of the parts that came from following pages; empty for a table on one page.
    package var continuations: [TableContinuation]

    package init(
        rowCount: Int, columnCount: Int, cells: [TableCell], headerRowCount: Int, method: Method,
        continuations: [TableContinuation] = []
    ) {
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.cells = cells
        self.headerRowCount = headerRowCount
        self.method = method
        self.continuations = continuations
    }
}

/// A cell with its position, extent, text and place on the page.
package struct TableCell: Hashable, Sendable, Codable {
    /// 0-based.
    package var row: Int
    package var column: Int
    package var rowSpan: Int
    package var columnSpan: Int
    package var spans: [Span]
    package var isHeader: Bool
    /// 1-based.
    package var page: Int
    package var rectangle: Rectangle

    package init(
        row: Int, column: Int, rowSpan: Int = 1, columnSpan: Int = 1, spans: [Span], isHeader: Bool = false,
        page: Int, rectangle: Rectangle
    ) {
        self.row = row
        self.column = column
        self.rowSpan = rowSpan
        self.columnSpan = columnSpan
        self.spans = spans
        self.isHeader = isHeader
        self.page = page
        self.rectangle = rectangle
    }
}

/// Where a table goes on over a page break, and why the parts were taken for one table: the record needed to split it again.
package struct TableContinuation: Hashable, Sendable, Codable {
    /// 1-based page of this part.
    package var page: Int
    /// First row of this part in the joined table, 0-based.
    package var firstRow: Int
    /// Header rows repeated at the top of the part and left out of the joined table.
    package var droppedHeaderRows: Int
    /// What the decision rests on, for people.
    package var evidence: [String]

    package init(page: Int, firstRow: Int, droppedHeaderRows: Int, evidence: [String]) {
        self.page = page
        self.firstRow = firstRow
        self.droppedHeaderRows = droppedHeaderRows
        self.evidence = evidence
    }
}
