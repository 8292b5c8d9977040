import DocumentModel

/// Splits rows of a ruled table that hold several printed rows: many tables are ruled between columns and under the header only.
enum BandSplitter {
    /// A band needs that many printed lines; two or three are a wrapped cell more often than rows.
    static let leastLines = 3
    /// Share of a band's lines that must fill at least two cells; wrapped text leaves most cells empty after the first line.
    static let leastSharedLines = 0.7

    static func split(_ draft: TableDraft) -> TableDraft {
        var result = draft
        result.areas = []
        var shift = 0
        for row in 0..<draft.rowCount {
            let band = draft.areas.filter { $0.row == row }
            let lines = rows(of: band, tallest: draft.areas.contains { $0.row < row && $0.endRow > row })
            for area in band {
                result.areas +=
                    lines.count > 1
                    ? pieces(of: area, lines: lines, shift: row + shift)
                    : [moved(area, by: shift)]
            }
            shift += max(0, lines.count - 1)
        }
        result.rowCount = draft.rowCount + shift
        return result
    }

    private static func moved(_ area: CellArea, by rows: Int) -> CellArea {
        var area = area
        area.row += rows
        return area
    }

    /// The printed rows of a band; empty or one when it is a single row.
    private static func rows(of band: [CellArea], tallest isCrossed: Bool) -> [ClosedRange<Double>] {
        guard !isCrossed, band.count >= 2, band.allSatisfy({ $0.rowSpan == 1 && $0.turned.isEmpty }) else { return [] }
        let lines = TextRow.rows(of: band.flatMap(\.words))
        guard lines.count >= leastLines else { return [] }
        let filled = band.filter { !$0.isEmpty }
        var shared = 0
        var figures = 0
        var cells = 0
        for line in lines {
            let parts = filled.map { area in area.words.filter { abs($0.baseline - line.baseline) <= TextRow.sameBaseline * $0.size } }
                .filter { !$0.isEmpty }
            if parts.count * 2 > filled.count, parts.count >= 2 { shared += 1 }
            figures += parts.count { part in part.allSatisfy { $0.traits.isNumeric || $0.traits.isPlaceholder } }
            cells += parts.count
        }
        guard Double(shared) >= leastSharedLines * Double(lines.count), figures * 2 > cells else { return [] }
        return lines.map { $0.baseline - 0.01...$0.baseline + 0.01 }
    }

    private static func pieces(of area: CellArea, lines: [ClosedRange<Double>], shift: Int) -> [CellArea] {
        var pieces = lines.indices.map {
            CellArea(row: shift + $0, column: area.column, rowSpan: 1, columnSpan: area.columnSpan)
        }
        for word in area.words {
            let nearest = lines.indices.min { abs(lines[$0].lowerBound - word.baseline) < abs(lines[$1].lowerBound - word.baseline) }
            if let nearest { pieces[nearest].words.append(word) }
        }
        return pieces
    }
}
