import DocumentModel

/// Joins tables that go on over page breaks and records why.
enum TableJoiner {
    /// Column edges of both parts agree within this many points.
    private static let tolerance = 6.0

    static func join(_ passages: inout [Passage]) {
        var open: Int?
        for index in passages.indices {
            let passage = passages[index]
            if passage.kind.isFurniture || passage.kind == .footnote { continue }
            guard let part = passage.table else {
                if let head = open, !isInside(passage, passages[head]) { open = nil }
                continue
            }
            if let head = open, let table = passages[head].table, let joined = joined(table, part, passages[head], passage) {
                passages[head].table = joined
                passages[index].absorbedBy = head
            } else {
                open = index
            }
        }
    }

    /// Text that the table finder left over at the table's last lines does not end the table.
    private static func isInside(_ passage: Passage, _ table: Passage) -> Bool {
        passage.page == table.page && passage.box.top < table.box.bottom && passage.box.horizontalOverlap(table.box) > 0.9 * passage.box.width
    }

    /// `nil` when the parts are two tables.
    private static func joined(_ table: Table, _ part: Table, _ head: Passage, _ next: Passage) -> Table? {
        guard let lastPage = table.cells.map(\.page).max(), let page = part.cells.map(\.page).min(), page == lastPage + 1 else { return nil }
        guard table.columnCount == part.columnCount, table.columnCount > 1 else { return nil }
        var evidence = ["last on page \(lastPage), first on page \(page)", "\(part.columnCount) columns in both"]
        let above = columnEdges(table, page: lastPage)
        let below = columnEdges(part, page: page)
        let agrees = zip(above, below).allSatisfy { abs($0 - $1) <= tolerance }
        let repeated = repeatedHeaderRows(table, part)
        guard agrees || repeated > 0 else { return nil }
        if agrees { evidence.append("column edges agree") }
        if repeated > 0 { evidence.append("\(repeated) header rows repeated") }
        if repeated == 0 && part.headerRowCount > 0 && table.headerRowCount > 0 { return nil }
        return append(part, to: table, dropping: repeated, page: page, evidence)
    }

    private static func columnEdges(_ table: Table, page: Int) -> [Double] {
        var edges = [Double](repeating: .infinity, count: table.columnCount)
        for cell in table.cells where cell.page == page && cell.columnSpan == 1 {
            edges[cell.column] = min(edges[cell.column], cell.rectangle.left)
        }
        return edges.map { $0.isFinite ? $0 : 0 }
    }

    private static func repeatedHeaderRows(_ table: Table, _ part: Table) -> Int {
        let rows = min(max(table.headerRowCount, 1), part.rowCount)
        for count in stride(from: rows, to: 0, by: -1) {
            let above = texts(table, rows: count)
            if above == texts(part, rows: count), above.contains(where: { !$0.isEmpty }) { return count }
        }
        return 0
    }

    private static func texts(_ table: Table, rows: Int) -> [String] {
        table.cells.filter { $0.row < rows }.map { "\($0.row),\($0.column):" + $0.spans.text.filter { !$0.isWhitespace } }
    }

    private static func append(_ part: Table, to table: Table, dropping rows: Int, page: Int, _ evidence: [String]) -> Table {
        var joined = table
        let shift = table.rowCount - rows
        for var cell in part.cells where cell.row >= rows {
            cell.row += shift
            joined.cells.append(cell)
        }
        joined.rowCount += part.rowCount - rows
        joined.continuations.append(
            TableContinuation(page: page, firstRow: table.rowCount, droppedHeaderRows: rows, evidence: evidence))
        return joined
    }
}
