import DocumentModel

extension MarkdownComposer {
    mutating func writeTable(_ table: Table) {
        guard table.rowCount > 0, table.columnCount > 0 else { return }
        separate(isTight: false)
        if fitsPipes(table) {
            writePipes(table)
        } else {
            HTMLTable(table: table, styles: styles, keepsLink: options.keepsLink).write(to: &writer)
        }
    }

    /// Pipes know exactly one header row, and no spans. Tagged tables are written in pipes where their only spans are title
    /// rows over the whole width: alone in its row, such a text reads the same in the first cell.
    private func fitsPipes(_ table: Table) -> Bool {
        if table.method == .tagged {
            return table.cells.allSatisfy { $0.rowSpan <= 1 && ($0.columnSpan <= 1 || $0.columnSpan == table.columnCount) }
        }
        return table.headerRowCount == 1 && table.cells.allSatisfy { $0.rowSpan <= 1 && $0.columnSpan <= 1 }
    }

    private mutating func writePipes(_ table: Table) {
        let grid = TableGrid(table)
        for row in 0..<table.rowCount {
            for column in 0..<table.columnCount {
                writer.write(column == 0 ? "| " : " | ")
                if case .cell(let index) = grid[row, column] { writePipeCell(table.cells[index]) }
            }
            writer.write(" |")
            if row == 0 { writeDelimiterRow(table.columnCount) }
            if row + 1 < table.rowCount { writer.endLine() }
        }
    }

    private mutating func writeDelimiterRow(_ columns: Int) {
        writer.write("\n|")
        for _ in 0..<columns { writer.write(" --- |") }
    }

    private mutating func writePipeCell(_ cell: TableCell) {
        writer.owner.cell = .init(row: cell.row, column: cell.column)
        var text = inline(cell.spans)
        if cell.row == 0 { text.remove(text.commonStyle.intersection(.bold)) }
        MarkdownInline.write(text, spans: cell.spans, place: .pipeCell, to: &writer)
        writer.owner.cell = nil
    }
}
