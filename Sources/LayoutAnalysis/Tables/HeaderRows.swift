/// Tells how many leading rows of a grid are headers.
enum HeaderRows {
    /// No header is deeper than this share of its table.
    static let greatestShare = 0.5

    /// Leading rows without figures above rows with figures, or set in bold above rows that are not; at least the rows that
    /// the first row's cells reach down to.
    static func count(in draft: TableDraft) -> Int {
        guard draft.rowCount >= 2 else { return 0 }
        let limit = max(1, Int(Double(draft.rowCount) * greatestShare))
        var count = 0
        while count < limit, isHeader(row: count, in: draft) { count += 1 }
        guard count > 0 else { return 0 }
        let reach = draft.areas.filter { $0.row < count && $0.columnSpan < draft.columnCount }.map(\.endRow).max() ?? count
        return min(max(1, min(reach, limit)), limit)
    }

    private static func isHeader(row: Int, in draft: TableDraft) -> Bool {
        let cells = draft.areas.filter { $0.row == row && !$0.isEmpty }
        guard !cells.isEmpty else { return row > 0 }
        if row > 0, cells.count == 1, cells[0].column == 0 { return false }
        let below = draft.areas.filter { $0.row > row && !$0.isEmpty }
        let bold = cells.allSatisfy(\.isBold)
        let boldBelow = below.filter { $0.isBold && $0.column > 0 }.count
        if bold, boldBelow * 3 < below.filter({ $0.column > 0 }).count { return true }
        let values = cells.filter { $0.column > 0 }
        guard !values.isEmpty, values.allSatisfy({ !$0.isNumeric || isYear($0) }) else { return false }
        let valuesBelow = below.filter { $0.column > 0 }
        return valuesBelow.filter(\.isNumeric).count * 2 > valuesBelow.count && !values.allSatisfy(isMark)
    }

    /// A lone four-digit number names a column as often as a word does.
    private static func isYear(_ area: CellArea) -> Bool {
        area.words.count == 1 && area.words[0].traits.digits == 4 && area.words[0].traits.length <= 5
    }

    private static func isMark(_ area: CellArea) -> Bool { !area.words.isEmpty && area.words.allSatisfy { $0.traits.isPlaceholder } }
}
