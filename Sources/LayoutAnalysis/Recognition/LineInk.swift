import DocumentModel

/// The marks of one line of text, measured: where it stands, how high it is, where the gaps are.
struct LineInk {
    /// Rows of pixels: the first row of ink, the first one that more than stray marks reach, and the ones behind baseline and lowest ink.
    let highest: Double
    let top: Double
    let baseline: Double
    let bottom: Double
    /// Columns of ink-free paper between and around the letters, left to right.
    let gaps: [Range<Int>]
    /// Columns of the frame.
    let columns: Range<Int>
    /// Mean thickness in pixels of the strokes as printed: how heavy the print is.
    let strokeWidth: Double

    /// More ink than this share of the frame is a dark ground with light letters.
    private static let darkGround = 0.5
    /// Text of fewer rows cannot be measured.
    private static let leastRows = 4.0
    /// Binarising widens every stroke by about this many pixels.
    private static let strokeSpread = 1.1
    /// Share of the columns of ink that may reach above the letters: a raised figure, an accent. The tall letters of a line have more.
    private static let strayShare = 0.025

    /// `nil` when there is no measurable text in the frame (points).
    /// - Parameter isTelling: whether the letters at that x (points) stand on the line like others; brackets reach beyond it.
    init?(_ ink: InkMap, frame: Rectangle, isTelling: (Double) -> Bool = { _ in true }) {
        let (columns, rows) = ink.area(frame)
        guard !columns.isEmpty, !rows.isEmpty else { return nil }
        self.columns = columns
        var inRow = [Int](repeating: 0, count: rows.count)
        var lowest = [Int](repeating: 0, count: rows.count + 1)
        for column in columns where isTelling((Double(column) + 0.5) / ink.scale) {
            var last = -1
            for row in rows where ink.pixels[row * ink.width + column] != 0 {
                inRow[row - rows.lowerBound] += 1
                last = row - rows.lowerBound
            }
            if last >= 0 { lowest[last + 1] += 1 }
        }
        guard Double(inRow.reduce(0, +)) < Self.darkGround * Double(columns.count * rows.count),
            let base = Self.commonest(lowest)
        else { return nil }
        // From the baseline outwards up to the first empty row: what lies beyond belongs to the neighbours.
        var first = min(Int(base), rows.count) - 1
        while first > 0, inRow[first - 1] > 0 { first -= 1 }
        var end = min(Int(base.rounded(.up)), rows.count)
        while end < rows.count, inRow[end] > 0 { end += 1 }
        guard base - Double(first) >= Self.leastRows else { return nil }
        highest = Double(rows.lowerBound + first)
        top = Double(Self.top(of: ink, columns: columns, rows: rows.lowerBound + first..<rows.lowerBound + Int(base), isTelling: isTelling))
        baseline = Double(rows.lowerBound) + base
        bottom = Double(rows.lowerBound + end)
        let band = rows.lowerBound + first..<rows.lowerBound + end
        gaps = Self.gaps(ink, columns: columns, rows: band)
        strokeWidth = Self.strokeWidth(ink, columns: columns, rows: band)
    }

    /// The first row that more than a few columns of ink reach.
    private static func top(of ink: InkMap, columns: Range<Int>, rows: Range<Int>, isTelling: (Double) -> Bool) -> Int {
        let tops = columns.filter { isTelling((Double($0) + 0.5) / ink.scale) }
            .compactMap { column in rows.first { ink.pixels[$0 * ink.width + column] != 0 } }.sorted()
        guard let first = tops.first else { return rows.lowerBound }
        return max(first, tops[Int(strayShare * Double(tops.count))])
    }

    /// Where most columns of ink end, to a fraction of a row; `nil` without ink.
    private static func commonest(_ counts: [Int]) -> Double? {
        guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] > 0 else { return nil }
        let near = counts.indices.filter { abs($0 - best) <= 1 }
        let sum = near.reduce(0) { $0 + counts[$1] }
        return Double(near.reduce(0) { $0 + $1 * counts[$1] }) / Double(sum)
    }

    private static func gaps(_ ink: InkMap, columns: Range<Int>, rows: Range<Int>) -> [Range<Int>] {
        var gaps: [Range<Int>] = []
        var start: Int?
        for column in columns {
            let isEmpty = rows.allSatisfy { ink.pixels[$0 * ink.width + column] == 0 }
            if isEmpty, start == nil { start = column }
            if !isEmpty, let first = start {
                gaps.append(first..<column)
                start = nil
            }
        }
        if let first = start { gaps.append(first..<columns.upperBound) }
        return gaps
    }

    /// A stroke is as thick at a pixel as the run of ink through it is long, across or down, whichever is shorter: stems and bars count alike.
    private static func strokeWidth(_ ink: InkMap, columns: Range<Int>, rows: Range<Int>) -> Double {
        let width = columns.count
        var across = [Int](repeating: 0, count: width * rows.count), down = across
        for row in 0..<rows.count {
            let start = (rows.lowerBound + row) * ink.width + columns.lowerBound
            setRuns(of: width, in: &across, from: row * width, step: 1) { ink.pixels[start + $0] != 0 }
        }
        for column in 0..<width {
            let start = rows.lowerBound * ink.width + columns.lowerBound + column
            setRuns(of: rows.count, in: &down, from: column, step: width) { ink.pixels[start + $0 * ink.width] != 0 }
        }
        var sum = 0, count = 0
        for index in across.indices where across[index] > 0 {
            sum += min(across[index], down[index])
            count += 1
        }
        return count > 0 ? max(0, Double(sum) / Double(count) - strokeSpread) : 0
    }

    /// Gives every pixel of ink on a line of pixels the length of its run.
    private static func setRuns(of length: Int, in runs: inout [Int], from start: Int, step: Int, _ isInk: (Int) -> Bool) {
        var first = 0
        for position in 0...length where position == length || !isInk(position) {
            for pixel in first..<max(first, position) { runs[start + pixel * step] = position - first }
            first = position + 1
        }
    }

    /// How high in pixels above the baseline the ink of letters reaches, as the median over them; `nil` when none has ink.
    /// - Parameter letters: x from side to side of each letter (points).
    func height(of letters: [ClosedRange<Double>], in ink: InkMap) -> Double? {
        let rows = Int(highest)..<max(Int(highest), Int(baseline))
        let tops = letters.compactMap { letter -> Int? in
            let first = Int((letter.lowerBound * ink.scale).rounded()), last = Int((letter.upperBound * ink.scale).rounded())
            let inside = max(first, columns.lowerBound)..<max(first, columns.lowerBound, min(max(last, first + 1), columns.upperBound))
            return rows.first { row in inside.contains { ink.pixels[row * ink.width + $0] != 0 } }
        }.sorted()
        return tops.isEmpty ? nil : baseline - Double(tops[tops.count / 2])
    }

    /// The widest gap that reaches into the columns from one letter's middle to the next one's; `nil` when there is ink all along.
    /// The margins of the frame are no gaps: engines often see the last letter of a short word beyond its ink.
    func gap(between first: Double, and next: Double) -> Range<Int>? {
        gaps.filter { gap in
            Double(gap.upperBound) > first && Double(gap.lowerBound) < next
                && gap.lowerBound > columns.lowerBound && gap.upperBound < columns.upperBound
        }.max { $0.count < $1.count }
    }
}
