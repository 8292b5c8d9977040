import DocumentModel

/// Tells a borderless table from other text that happens to line up: lists, contents, forms, columns of prose.
enum TableLikeness {
    /// Words to a cell, on average, from which it is text set in columns.
    static let mostWordsPerCell = 6.0
    /// The same for tables without figures.
    static let mostWordsPerTerseCell = 2.5
    /// Share of the grid's positions that must hold text.
    static let leastFilledShare = 0.5
    static let leastFilledShareOfTwoRows = 0.8

    static func isTable(_ draft: TableDraft) -> Bool {
        let rows = draft.rowCount - draft.headerRowCount
        guard draft.columnCount >= 2, draft.rowCount >= 3 || (rows >= 2 && draft.columnCount >= 4), draft.hasRowsOfCells else { return false }
        let words = draft.areas.reduce(0) { $0 + $1.words.count }
        guard Double(words) <= mostWordsPerCell * Double(draft.areas.count) else { return false }
        let covered = draft.areas.reduce(0) { $0 + $1.rowSpan * $1.columnSpan }
        let leastShare = draft.rowCount < 3 ? leastFilledShareOfTwoRows : leastFilledShare
        guard Double(covered) >= leastShare * Double(draft.rowCount * draft.columnCount) else { return false }
        if isContents(draft) || isList(draft) || draft.isMonospaced { return false }
        return figureColumns(draft) > 0 || isTerse(draft)
    }

    /// Whether columns were lost: cells with several figures set apart from each other, as when titles run across all rivers.
    static func isCrowded(_ draft: TableDraft) -> Bool {
        let body = draft.areas.filter { $0.row >= draft.headerRowCount && !$0.words.isEmpty }
        return Double(body.count(where: isCrowded)) > mostCrowdedShare * Double(body.count)
    }

    /// Share of the cells that may hold several figures set apart.
    private static let mostCrowdedShare = 0.15

    private static func isCrowded(_ area: CellArea) -> Bool {
        let gaps = zip(area.words, area.words.dropFirst()).count { word, next in
            word.traits.isNumeric && next.traits.isNumeric && next.box.left - word.box.right > ColumnCuts.wordGap * word.size
        }
        return gaps >= 2
    }

    /// Lines that end in a page number: after dots, or in rising order after section numbers.
    private static func isContents(_ draft: TableDraft) -> Bool {
        guard draft.columnCount <= 3 else { return false }
        let last = draft.areas.filter { $0.column == draft.columnCount - 1 }
        let leading = draft.areas.filter { area in area.words.contains { $0.traits.isLeader || $0.traits.dots > 3 } }
        if Set(leading.map(\.row)).count * 2 > draft.rowCount { return last.allSatisfy { $0.words.count <= 2 } }
        let first = draft.areas.filter { $0.column == 0 }
        guard draft.headerRowCount == 0, first.allSatisfy({ $0.words.first?.traits.isNumeric ?? false }) else { return false }
        let pages = last.map { $0.words.count == 1 && $0.words[0].traits.isInteger ? $0.words[0].traits.number : -1 }
        return !pages.contains(-1) && zip(pages, pages.dropFirst()).allSatisfy { $0 <= $1 }
    }

    /// A first column of bullets or item numbers with text behind them.
    static func isList(_ draft: TableDraft) -> Bool {
        let first = draft.areas.filter { $0.column == 0 }
        let markers = first.filter { $0.words.count == 1 && $0.words[0].traits.isListMarker }
        return draft.columnCount == 2 && markers.count * 2 > first.count
    }

    /// How many columns but the first hold mostly figures.
    static func figureColumns(_ draft: TableDraft) -> Int {
        (1..<draft.columnCount).count { column in
            let values = draft.areas.filter { $0.column == column && $0.row >= draft.headerRowCount }
            let figures = values.count { area in area.words.allSatisfy { $0.traits.isNumeric || $0.traits.isPlaceholder } }
            return figures >= 2 && figures * 3 > values.count * 2
        }
    }

    /// Three columns or more of a few words each.
    private static func isTerse(_ draft: TableDraft) -> Bool {
        guard draft.columnCount >= 3 else { return false }
        let words = draft.areas.reduce(0) { $0 + $1.words.count }
        return Double(words) <= mostWordsPerTerseCell * Double(draft.areas.count)
    }
}
