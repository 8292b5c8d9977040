package import DocumentModel

/// A table as plain rows of texts, for programs that know no spans.
package struct TableMatrix: Hashable, Sendable {
    /// One title for each column, header rows joined by a space; empty when the table has no header.
    package let headers: [String]
    /// Body rows, each as long as the table is wide.
    package let rows: [[String]]

    /// - Parameter repeatsSpans: the text of a cell stands at every position it covers; otherwise only at the first.
    package init(_ table: Table, repeatsSpans: Bool = true) {
        let grid = Self.filled(table, repeatsSpans)
        let headerRows = grid.prefix(max(0, table.headerRowCount))
        headers =
            headerRows.isEmpty
            ? []
            : (0..<max(0, table.columnCount)).map { column in
                // A title over several rows or columns covers them all: it is said once.
                headerRows.map { $0[column] }.reduce(into: [String]()) { if $0.last != $1, !$1.isEmpty { $0.append($1) } }
                    .joined(separator: " ")
            }
        rows = Array(grid.dropFirst(headerRows.count))
    }

    private static func filled(_ table: Table, _ repeatsSpans: Bool) -> [[String]] {
        var grid = Array(repeating: Array(repeating: "", count: max(0, table.columnCount)), count: max(0, table.rowCount))
        for cell in table.cells where cell.row >= 0 && cell.column >= 0 {
            let bytes = InlineText(cell.spans, styles: [], keepsLink: { _ in false }).bytes
            let text = String(decoding: bytes, as: UTF8.self)
            guard repeatsSpans else {
                if cell.row < table.rowCount, cell.column < table.columnCount { grid[cell.row][cell.column] = text }
                continue
            }
            for row in cell.row..<max(cell.row, min(cell.row + max(1, cell.rowSpan), table.rowCount)) {
                for column in cell.column..<max(cell.column, min(cell.column + max(1, cell.columnSpan), table.columnCount)) {
                    grid[row][column] = text
                }
            }
        }
        return grid
    }
}
