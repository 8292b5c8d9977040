import DocumentModel

/// Finds the labels of rows whose lines run over the columns of figures only, so that the labels stand outside the frame.
struct RowLabels {
    /// All free words of the page.
    let words: [TableWord]
    /// What stands between the lines.
    let rows: [TextRow]

    /// Share of the rows that must begin with a figure: a table with labels of its own needs no others.
    static let leastFigures = 0.8
    /// Share of the rows that must have a label beside them; fewer is text that happens to stand there.
    static let leastLabelled = 0.7
    /// Rows of the labels to rows of the table: wrapped labels and titles of sections have no figures beside them.
    static let mostLines = 2.5
    /// Reach of the labels in widths of the frame; farther away stands something else.
    static let widest = 1.5
    /// Fewer rows prove nothing.
    static let leastRows = 3

    /// The words of the labels; empty when the rows have their own, or there are none.
    func found() -> [TableWord] {
        guard rows.count >= Self.leastRows, let frame = Rectangle.around(rows.lazy.map(\.box)), haveNoLabels else { return [] }
        let reach = Rectangle(
            left: frame.left - Self.widest * frame.width, top: frame.top, right: frame.left, bottom: frame.bottom)
        let beside = words.filter { reach.contains($0.box) }
        let lines = TextRow.rows(of: beside)
        guard Double(lines.count) <= Self.mostLines * Double(rows.count), lines.allSatisfy({ !$0.hasGap(RuleFrames.cellGap) }) else { return [] }
        let labelled = rows.count { row in lines.contains { abs($0.baseline - row.baseline) <= TextRow.sameBaseline * row.size } }
        return Double(labelled) >= Self.leastLabelled * Double(rows.count) ? beside : []
    }

    /// The grid with the labels found beside it as its first column; unchanged when there are none.
    static func added(to draft: TableDraft, from words: [TableWord]) -> TableDraft {
        let rows = (draft.headerRowCount..<draft.rowCount).map { row in
            (row: row, text: TextRow(words: draft.areas.filter { $0.row == row && $0.rowSpan == 1 }.flatMap(\.words)))
        }.filter { !$0.text.words.isEmpty }
        let labels = RowLabels(words: words, rows: rows.map(\.text)).found()
        guard !labels.isEmpty else { return draft }
        var result = draft
        result.columnCount += 1
        for index in result.areas.indices { result.areas[index].column += 1 }
        for line in TextRow.rows(of: labels) {
            let nearest = rows.min { abs($0.text.baseline - line.baseline) < abs($1.text.baseline - line.baseline) }
            guard let row = nearest?.row else { continue }
            result.areas.append(CellArea(row: row, column: 0, rowSpan: 1, columnSpan: 1, words: line.words))
        }
        result.box = draft.box.union(TableWord.box(around: labels))
        return result
    }

    private var haveNoLabels: Bool {
        let figures = rows.count { row in row.words.first.map { $0.traits.isNumeric || $0.traits.isPlaceholder } ?? false }
        return Double(figures) >= Self.leastFigures * Double(rows.count)
    }
}
