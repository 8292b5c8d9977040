import DocumentModel

/// What stands at each position of a table: where a cell begins, what it covers, and what is empty.
struct TableGrid {
    enum Slot: Equatable {
        case empty
        /// Index into `Table.cells`.
        case cell(Int)
        /// Belongs to a cell that began further left or above.
        case covered
    }

    private let columnCount: Int
    private var slots: [Slot]

    init(_ table: Table) {
        columnCount = max(0, table.columnCount)
        slots = Array(repeating: .empty, count: max(0, table.rowCount) * columnCount)
        for (index, cell) in table.cells.enumerated() { place(cell, at: index, in: table) }
    }

    subscript(row: Int, column: Int) -> Slot { slots[row * columnCount + column] }

    private mutating func place(_ cell: TableCell, at index: Int, in table: Table) {
        guard cell.row >= 0, cell.column >= 0 else { return }
        let rows = cell.row..<max(cell.row, min(cell.row + max(1, cell.rowSpan), table.rowCount))
        let columns = cell.column..<max(cell.column, min(cell.column + max(1, cell.columnSpan), table.columnCount))
        for row in rows {
            for column in columns {
                slots[row * columnCount + column] = row == cell.row && column == cell.column ? .cell(index) : .covered
            }
        }
    }
}
