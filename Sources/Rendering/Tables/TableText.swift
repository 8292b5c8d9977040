package import DocumentModel

/// A table as plain strings: what a list of rows can hold of it. A cell that spans several positions stands in each of them.
package struct TableText: Hashable, Sendable {
    /// Column titles; those of several header rows are joined by a space, without repetition. Empty when the table has none.
    package var headers: [String]
    /// Rows below the header, all of the same length.
    package var rows: [[String]]

    package init(_ table: Table) {
        let grid = Self.grid(table)
        let headerRows = grid.prefix(max(0, min(table.headerRowCount, grid.count)))
        rows = Array(grid.dropFirst(headerRows.count))
        headers =
            headerRows.isEmpty
            ? []
            : (0..<max(0, table.columnCount)).map { column in
                headerRows.reduce(into: [String]()) { titles, row in
                    if !row[column].isEmpty, titles.last != row[column] { titles.append(row[column]) }
                }.joined(separator: " ")
            }
    }

    private static func grid(_ table: Table) -> [[String]] {
        let columns = max(0, table.columnCount)
        var grid = Array(repeating: Array(repeating: "", count: columns), count: max(0, table.rowCount))
        for cell in table.cells where cell.row >= 0 && cell.column >= 0 {
            let text = String(decoding: InlineText(cell.spans, styles: [], keepsLink: { _ in false }).bytes, as: UTF8.self)
            for row in cell.row..<max(cell.row, min(cell.row + max(1, cell.rowSpan), grid.count)) {
                for column in cell.column..<max(cell.column, min(cell.column + max(1, cell.columnSpan), columns)) {
                    grid[row][column] = text
                }
            }
        }
        return grid
    }
}
