import DocumentModel

/// The body of an aligned table: tells which printed lines are rows and which go on with the row above.
struct BodyRows {
    var rows: [TextRow]
    var columns: ColumnCuts
    /// y of lines drawn between rows.
    var separators: [Double]
    var em: Double

    /// Lines that many times closer than usual belong together.
    static let tightPitch = 0.85
    /// Indent in font sizes from which a line hangs below the one above.
    static let hangingIndent = 0.4

    /// Printed lines to a ruled row, on average; more are rows of their own.
    static let mostLinesPerBand = 4

    /// Ranges of lines, one per row.
    func groups() -> [Range<Int>] {
        guard !rows.isEmpty else { return [] }
        let filled = rows.map(filledColumns)
        let bands = ruledBands()
        let pitch = typicalPitch()
        var groups: [Range<Int>] = []
        for index in rows.indices {
            if index > 0, let last = groups.last,
                bands.map({ $0[index] == $0[index - 1] }) ?? continues(index, filled: filled, pitch: pitch)
            {
                groups[groups.count - 1] = last.lowerBound..<index + 1
            } else {
                groups.append(index..<index + 1)
            }
        }
        return groups
    }

    func areas(of group: Range<Int>, row: Int) -> [CellArea] {
        var areas = (0..<columns.count).map { CellArea(row: row, column: $0, rowSpan: 1, columnSpan: 1) }
        for line in rows[group] {
            let segments = line.segments(gap: ColumnCuts.wordGap * em)
            for segment in segments {
                let first = columns.column(at: segment.box.left)
                let isLabel = segments.count == 1 && first == 0
                let center = columns.column(at: segment.box.centerX)
                let isWithin = isLabel || first == columns.column(at: segment.box.right)
                for word in line.words[segment.words] {
                    areas[isLabel ? 0 : isWithin ? center : columns.column(at: word.box.centerX)].words.append(word)
                }
            }
        }
        return areas
    }

    private func filledColumns(_ row: TextRow) -> [Int] {
        var result: [Int] = []
        for word in row.words {
            let column = columns.column(at: word.box.centerX)
            if result.last != column { result.append(column) }
        }
        return result
    }

    /// Number of the band between drawn lines for each row of text; `nil` when lines do not separate the rows one by one.
    private func ruledBands() -> [Int]? {
        let bands = rows.map { row in separators.count { $0 < row.baseline - em * 0.2 } }
        guard let first = bands.first, let last = bands.last, last - first >= 2 else { return nil }
        guard rows.count <= Self.mostLinesPerBand * (last - first + 1) else { return nil }
        return splitAtFullLines(bands)
    }

    /// A band with several lines that each have a label and figures holds as many rows: lines drawn between groups of rows.
    private func splitAtFullLines(_ bands: [Int]) -> [Int] {
        let isFull = rows.map { row in
            let filled = Set(filledColumns(row))
            let figures = row.words.count { $0.traits.isNumeric || $0.traits.isPlaceholder }
            return filled.contains(0) && filled.count * 2 > columns.count && figures * 3 >= columns.count - 1
        }
        var fullLines: [Int: Int] = [:]
        for (band, full) in zip(bands, isFull) where full { fullLines[band, default: 0] += 1 }
        var numbered: [Int] = []
        var current = -1
        for index in rows.indices {
            let isNewBand = index == 0 || bands[index] != bands[index - 1]
            if isNewBand || (isFull[index] && fullLines[bands[index], default: 0] >= 2) { current += 1 }
            numbered.append(current)
        }
        return numbered
    }

    private func typicalPitch() -> Double {
        let pitches = zip(rows, rows.dropFirst()).map { $1.baseline - $0.baseline }.sorted()
        return pitches.isEmpty ? em : pitches[pitches.count / 2]
    }

    private func continues(_ index: Int, filled: [[Int]], pitch: Double) -> Bool {
        let above = rows[index - 1]
        let line = rows[index]
        let step = line.baseline - above.baseline
        if separators.contains(where: { $0 > above.baseline && $0 < line.baseline - em * 0.2 }) { return false }
        let isTight = step < Self.tightPitch * pitch
        guard step <= max(1.25 * pitch, 1.4 * em), !filled[index].isEmpty else { return false }
        guard above.words.allSatisfy(\.isBold) == line.words.allSatisfy(\.isBold) else { return false }
        if filled[index] == [0] {
            return hangs(line, below: above, filledAbove: filled[index - 1]) && !startsNext(index, filled: filled, pitch: pitch)
        }
        if filled[index].contains(0) { return isLabelStart(above, filled[index - 1], goesOnIn: line, isTight: isTight) }
        return goesOn(line, filled[index], below: above, filledAbove: filled[index - 1], isTight: isTight)
    }

    /// A lone label below a row is its second line when it could not have stood on the first one.
    private func hangs(_ line: TextRow, below above: TextRow, filledAbove: [Int]) -> Bool {
        guard filledAbove.first == 0, let word = line.words.first, let start = above.words.first else { return false }
        let label = above.words.filter { columns.column(at: $0.box.centerX) == 0 }
        guard let end = label.last, label.contains(where: { $0.traits.letters > 0 }) else { return false }
        let wouldFit = end.box.right + em * 0.3 + word.box.width <= columns.extents[0].upperBound + em * 0.1
        if wouldFit { return false }
        let indent = line.box.left - start.box.left
        return word.traits.startsLowercase || (filledAbove.count > 1 && indent >= 0) || indent >= Self.hangingIndent * em
    }

    /// Whether a lone label in capitals goes on, in small letters, in the full row below it.
    private func startsNext(_ index: Int, filled: [[Int]], pitch: Double) -> Bool {
        guard index + 1 < rows.count, filled[index + 1].count > 1, filled[index + 1][0] == 0,
            let word = rows[index].words.first, let next = rows[index + 1].words.first
        else { return false }
        let step = rows[index + 1].baseline - rows[index].baseline
        return !word.traits.startsLowercase && next.traits.startsLowercase && step <= max(1.25 * pitch, 1.4 * em)
    }

    /// A lone label above a full row is the row's first line when the row starts in the middle of a sentence.
    private func isLabelStart(_ above: TextRow, _ filledAbove: [Int], goesOnIn line: TextRow, isTight: Bool) -> Bool {
        guard filledAbove == [0], let word = line.words.first, let end = above.words.last else { return false }
        let wouldFit = end.box.right + em * 0.3 + word.box.width <= columns.extents[0].upperBound + em * 0.1
        return word.traits.startsLowercase || (isTight && !wouldFit)
    }

    /// A line without a label goes on with the row above when all its cells hold words below words.
    private func goesOn(_ line: TextRow, _ filled: [Int], below above: TextRow, filledAbove: [Int], isTight: Bool) -> Bool {
        guard filled.allSatisfy(filledAbove.contains), filled.count < filledAbove.count || isTight else { return false }
        let hasFigures = line.words.contains { $0.traits.isNumeric || $0.traits.isPlaceholder }
        return isTight || !hasFigures
    }
}
