import DocumentModel

/// Writes a table as an HTML element: the only notation with spans, several header rows, or none.
struct HTMLTable {
    let table: Table
    let styles: Span.Style
    let keepsLink: (String) -> Bool

    /// No line of it is blank, so that Markdown takes it for one block (CommonMark 4.6).
    /// - Parameter attributes: written into the opening tag, with a space before it.
    func write(attributes: String = "", to writer: inout SourceWriter) {
        let grid = TableGrid(table)
        writer.write("<table")
        writer.write(markup: attributes)
        writer.write(">\n")
        let headers = min(max(table.headerRowCount, 0), table.rowCount)
        if headers > 0 {
            writer.write("<thead>\n")
            for row in 0..<headers { write(row: row, grid, to: &writer) }
            writer.write("</thead>\n")
        }
        if headers < table.rowCount {
            writer.write("<tbody>\n")
            for row in headers..<table.rowCount { write(row: row, grid, to: &writer) }
            writer.write("</tbody>\n")
        }
        writer.write("</table>")
    }

    private func write(row: Int, _ grid: TableGrid, to writer: inout SourceWriter) {
        writer.write("<tr>")
        for column in 0..<table.columnCount {
            switch grid[row, column] {
            case .covered: continue
            case .empty: writer.write(row < table.headerRowCount ? "<th></th>" : "<td></td>")
            case .cell(let index): write(table.cells[index], to: &writer)
            }
        }
        writer.write("</tr>\n")
    }

    private func write(_ cell: TableCell, to writer: inout SourceWriter) {
        let isHeader = cell.isHeader || cell.row < table.headerRowCount
        writer.write(isHeader ? "<th" : "<td")
        if cell.columnSpan > 1 { writer.write(markup: " colspan=\"\(cell.columnSpan)\"") }
        if cell.rowSpan > 1 { writer.write(markup: " rowspan=\"\(cell.rowSpan)\"") }
        writer.write(">")
        writer.owner.cell = .init(row: cell.row, column: cell.column)
        var text = InlineText(cell.spans, styles: styles, keepsLink: keepsLink)
        if isHeader { text.remove(text.commonStyle.intersection(.bold)) }
        HTMLInline.write(text, spans: cell.spans, to: &writer)
        writer.owner.cell = nil
        writer.write(isHeader ? "</th>" : "</td>")
    }
}
