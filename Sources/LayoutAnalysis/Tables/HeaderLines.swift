import DocumentModel

/// Finds where the header of a table without rules ends.
enum HeaderLines {
    /// Leading lines that name the columns: everything above the first line with figures that fills another column than the
    /// first, or leading bold lines; 0 when neither tells.
    static func count(in rows: [TextRow], columns: ColumnCuts, limit: Int) -> Int {
        let figures = rows.map { hasFigures($0, columns: columns) }
        if figures.filter({ $0 }).count * 2 > rows.count, let first = figures.firstIndex(of: true) {
            guard first > 0, first <= limit else { return 0 }
            let named = rows[..<first].lastIndex { row in row.words.contains { columns.column(at: $0.box.centerX) > 0 } }
            return named.map { $0 + 1 } ?? 0
        }
        let bold = rows.prefix { $0.words.allSatisfy(\.isBold) }.count
        let allBold = rows.allSatisfy { row in row.words.allSatisfy(\.isBold) }
        return allBold || bold > limit ? 0 : bold
    }

    private static func hasFigures(_ row: TextRow, columns: ColumnCuts) -> Bool {
        var figures = 0
        var words = 0
        for word in row.words where columns.column(at: word.box.centerX) > 0 {
            if word.traits.isNumeric || word.traits.isPlaceholder { figures += 1 }
            words += 1
        }
        return figures > 0 && figures * 2 >= words && !isYears(row, columns: columns)
    }

    /// Nothing but years to the right of an empty or worded first column heads the columns.
    private static func isYears(_ row: TextRow, columns: ColumnCuts) -> Bool {
        let values = row.words.filter { columns.column(at: $0.box.centerX) > 0 }
        guard values.allSatisfy({ $0.traits.digits == 4 && $0.traits.length == 4 && ($0.traits.first == 0x31 || $0.traits.first == 0x32) })
        else { return false }
        return !row.words.contains { columns.column(at: $0.box.centerX) == 0 && $0.traits.isNumeric }
    }
}
