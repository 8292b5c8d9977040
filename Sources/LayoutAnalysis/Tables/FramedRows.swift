import DocumentModel

/// Finds tables in frames whose rows are parted by lines or shades and whose columns by nothing: fact boxes with a title, pictures and
/// sections among the rows.
struct FramedRows {
    let words: [TableWord]
    let edges: Edges
    let charts: ChartSigns

    /// Rows that must hold text in several columns, and their share of the rows with text; titles and captions are the others.
    static let leastRowsOfCells = 3
    static let leastShareOfCells = 0.45
    /// Words of a row without columns: more are a paragraph, and the frame is one around running text.
    static let mostTitleWords = 30
    /// Lines of text in one row; more are a column of text.
    static let mostLines = 12

    func drafts() -> [TableDraft] { RowFrame.frames(among: edges, around: charts.pictures).compactMap(draft) }

    private func draft(of frame: RowFrame) -> TableDraft? {
        guard !charts.haveCurves(over: frame) else { return nil }
        let bands = bands(of: frame)
        let written = bands.filter { !$0.isEmpty }
        guard let em = typicalSize(of: written), written.allSatisfy({ $0.count <= Self.mostLines }) else { return nil }
        let columns = ColumnCuts(rows: written.flatMap { $0 }.filter { isRowOfCells($0, em: em) }, em: em)
        guard columns.count >= 2 else { return nil }
        let kinds = bands.map { isBandOfCells($0, columns, em: em) }
        let count = kinds.count { $0 }
        guard count >= Self.leastRowsOfCells, Double(count) >= Self.leastShareOfCells * Double(written.count) else { return nil }
        guard zip(bands, kinds).allSatisfy({ $1 || $0.reduce(0) { $0 + $1.words.count } <= Self.mostTitleWords }) else { return nil }
        var draft = TableDraft(
            box: frame.box, rowCount: bands.count, columnCount: columns.count,
            areas: bands.indices.flatMap { areas(of: bands[$0], row: $0, hasCells: kinds[$0], columns) }, method: .aligned)
        draft = draft.droppingEmptyLines()
        guard draft.columnCount >= 2, !draft.isMonospaced, !TableLikeness.isList(draft), !TableLikeness.isCrowded(draft) else { return nil }
        let cells = draft.areas.count, wordCount = draft.words.count
        guard Double(wordCount) <= RuleFrames.mostWordsPerCell * Double(cells) else { return nil }
        draft.headerRowCount = HeaderRows.count(in: draft)
        return draft
    }

    /// Lines of text of each row of the frame.
    private func bands(of frame: RowFrame) -> [[TextRow]] {
        var bands = [[TableWord]](repeating: [], count: frame.lines.count - 1)
        for word in words where word.box.centerX > frame.left && word.box.centerX < frame.right {
            if let row = frame.row(at: word.box.centerY) { bands[row].append(word) }
        }
        return bands.map { TextRow.rows(of: $0) }
    }

    private func typicalSize(of bands: [[TextRow]]) -> Double? {
        let sizes = bands.flatMap { $0.flatMap { $0.words.map(\.size) } }.sorted()
        return sizes.isEmpty ? nil : sizes[sizes.count / 2]
    }

    private func isRowOfCells(_ row: TextRow, em: Double) -> Bool { row.segments(gap: ColumnCuts.wordGap * em).count >= 2 }

    /// Whether the first line of the band begins several cells and none of its lines runs across the gaps between columns.
    private func isBandOfCells(_ band: [TextRow], _ columns: ColumnCuts, em: Double) -> Bool {
        guard let first = band.first(where: { isRowOfCells($0, em: em) }) else { return false }
        let filled = Set(first.words.map { columns.column(at: $0.box.centerX) })
        return filled.count >= 2
            && band.allSatisfy { row in
                row.segments(gap: ColumnCuts.wordGap * em).allSatisfy { columns.column(at: $0.box.left) == columns.column(at: $0.box.right) }
            }
    }

    private func areas(of band: [TextRow], row: Int, hasCells: Bool, _ columns: ColumnCuts) -> [CellArea] {
        var areas = (0..<columns.count).map { CellArea(row: row, column: $0, rowSpan: 1, columnSpan: 1) }
        for word in band.flatMap(\.words) { areas[hasCells ? columns.column(at: word.box.centerX) : 0].words.append(word) }
        return areas
    }
}
