import DocumentModel

extension Lattice {
    /// Lines of a lattice column that must show several columns of text before it is divided.
    static let leastDividedRows = 3
    static let leastDividedShare = 0.6

    /// Adds column lines where most rows of text in one lattice column stand in several columns of their own.
    mutating func divideColumns(for words: [TableWord]) {
        var lines: [Double] = []
        for column in 0..<columnCount {
            let inside = words.filter { $0.box.centerX > xs[column] && $0.box.centerX < xs[column + 1] }
            guard let em = inside.first?.size, xs[column + 1] - xs[column] > 6 * em else { continue }
            let rows = TextRow.rows(of: inside)
            let divided = rows.count { $0.segments(gap: RuleFrames.cellGap * em).count >= 2 }
            guard divided >= Self.leastDividedRows, Double(divided) >= Self.leastDividedShare * Double(rows.count) else { continue }
            lines += ColumnCuts(rows: rows, em: em).cuts
        }
        for line in lines { add(columnLine: line) }
    }
}
