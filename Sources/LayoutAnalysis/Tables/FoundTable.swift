package import DocumentModel

/// A table found on one page: a grid whose cells name the words they hold.
package struct FoundTable: Sendable {
    package var box: Rectangle
    package var rowCount: Int
    package var columnCount: Int
    /// Row by row, left to right; cells without words are left out.
    package var cells: [FoundCell]
    /// Leading rows that are headers; 0 when none was recognised.
    package var headerRowCount: Int
    package var method: Table.Method
    /// 0...1.
    package var confidence: Double

    package init(
        box: Rectangle, rowCount: Int, columnCount: Int, cells: [FoundCell], headerRowCount: Int, method: Table.Method,
        confidence: Double
    ) {
        self.box = box
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.cells = cells
        self.headerRowCount = headerRowCount
        self.method = method
        self.confidence = confidence
    }
}

/// A cell with its place in the grid and on the page.
package struct FoundCell: Sendable {
    /// 0-based.
    package var row: Int
    package var column: Int
    package var rowSpan: Int
    package var columnSpan: Int
    package var box: Rectangle
    /// `TableWord.id`s in reading order.
    package var words: [Int]
    /// Positions in `words` (above 0) at which a new printed line begins.
    package var lineStarts: [Int]
    /// `TurnedLabel.id`s from left to right.
    package var turned: [Int]

    package init(
        row: Int, column: Int, rowSpan: Int = 1, columnSpan: Int = 1, box: Rectangle, words: [Int], lineStarts: [Int] = [],
        turned: [Int] = []
    ) {
        self.row = row
        self.column = column
        self.rowSpan = rowSpan
        self.columnSpan = columnSpan
        self.box = box
        self.words = words
        self.lineStarts = lineStarts
        self.turned = turned
    }
}
