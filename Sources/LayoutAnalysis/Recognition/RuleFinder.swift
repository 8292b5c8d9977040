import DocumentModel

/// Finds straight lines among the marks of a level page: the rules of tables, underlines, frames.
struct RuleFinder {
    struct Options {
        /// Breaks in a line up to this long (points) are dirt or weak print; the dots of a leader stand farther apart.
        var breakLength = 1.2
        /// Pieces of a line along one row of pixels: shorter ones are parts of letters. A line that slopes by a degree still has
        /// pieces three times as long.
        var pieceLength = 8.0
        /// Lengths in points of the shortest lines worth having: dashes are shorter than the one, stems of letters than the other.
        var leastHorizontal = 20.0
        var leastVertical = 10.0
        /// Points; thicker ones are bars, and the parts of pictures are thicker still.
        var mostThickness = 5.0
        /// A line is at least this many times longer than thick.
        var slenderness = 6.0
        /// By how much of its length a line may rise or fall.
        var slope = 0.02
        /// A mark inside one line of text up to this many times longer than the text is high is part of a letter.
        var letterLength = 1.5
        /// An upright line up to this many times longer than the text in whose frame it stands must be darker than both its sides.
        var groundLength = 3.0
    }

    var options = Options()

    /// - Parameter text: frames of the recognised lines, which hold no rules but underlines.
    func rules(in ink: InkMap, around text: [Rectangle]) -> [Rule] {
        let horizontal = horizontalLines(in: ink).map { Rule(direction: .horizontal, box: $0) }
        let vertical = lines(in: ink.transposed, least: options.leastVertical).map { box in
            Rule(direction: .vertical, box: Rectangle(left: box.top, top: box.left, right: box.bottom, bottom: box.right))
        }
        return (horizontal + vertical).filter { rule in
            !text.contains { isLetter(rule, of: $0) || (mayBeGround(rule, of: $0) && !ink.isDarkerThanBothSides(rule.box)) }
        }
    }

    /// The ground around light letters looks like a line beside them.
    private func mayBeGround(_ rule: Rule, of text: Rectangle) -> Bool {
        rule.direction == .vertical && rule.box.centerX > text.left && rule.box.centerX < text.right
            && rule.box.height < options.groundLength * text.height
            && min(rule.box.bottom, text.bottom) - max(rule.box.top, text.top) > text.height / 2
    }

    func horizontalLines(in ink: InkMap) -> [Rectangle] { lines(in: ink, least: options.leastHorizontal) }

    private func isLetter(_ rule: Rule, of text: Rectangle) -> Bool {
        guard text.insetBy(-1).contains(rule.box) else { return false }
        return max(rule.box.width, rule.box.height) < options.letterLength * text.height
    }

    /// Horizontal lines, in points.
    private func lines(in ink: InkMap, least: Double) -> [Rectangle] {
        var tracer = LineTracer(reach: max(1, Int(options.breakLength * ink.scale)))
        let piece = max(2, Int(min(options.pieceLength, least) * ink.scale))
        for row in 0..<ink.height { tracer.add(runs(in: ink, row: row, least: piece), row: row) }
        return tracer.finished().compactMap { trace in
            let length = Double(trace.columns.count) / ink.scale
            let thickness = Double(trace.area) / Double(trace.columns.count) / ink.scale
            let height = Double(trace.lastRow - trace.firstRow + 1) / ink.scale
            guard length >= least, thickness <= options.mostThickness, length >= options.slenderness * thickness,
                height <= thickness + options.slope * length + 1
            else { return nil }
            let middle = (Double(trace.rowSum) / Double(trace.area) + 0.5) / ink.scale
            return Rectangle(
                left: Double(trace.columns.lowerBound) / ink.scale, top: middle - thickness / 2,
                right: Double(trace.columns.upperBound) / ink.scale, bottom: middle + thickness / 2)
        }
    }

    /// Runs of ink along a row, breaks bridged.
    private func runs(in ink: InkMap, row: Int, least: Int) -> [Range<Int>] {
        let gap = max(1, Int(options.breakLength * ink.scale))
        var runs: [Range<Int>] = []
        ink.pixels.withUnsafeBufferPointer { pixels in
            let start = row * ink.width
            var first = -1, last = -1
            for x in 0..<ink.width where pixels[start + x] != 0 {
                if first >= 0 && x - last > gap {
                    if last - first >= least { runs.append(first..<last + 1) }
                    first = x
                }
                if first < 0 { first = x }
                last = x
            }
            if first >= 0, last - first >= least { runs.append(first..<last + 1) }
        }
        return runs
    }
}

/// Joins runs of neighbouring rows to lines.
private struct LineTracer {
    struct Trace {
        var columns: Range<Int>
        var firstRow: Int
        var lastRow: Int
        /// Extent on the last row: where a sloping line goes on.
        var end: Range<Int>
        var area: Int
        /// Sum of the rows of all its pixels.
        var rowSum: Int

        mutating func take(_ run: Range<Int>, row: Int) {
            columns = min(columns.lowerBound, run.lowerBound)..<max(columns.upperBound, run.upperBound)
            end = row == lastRow ? min(end.lowerBound, run.lowerBound)..<max(end.upperBound, run.upperBound) : run
            lastRow = row
            area += run.count
            rowSum += run.count * row
        }

        mutating func join(_ other: Trace) {
            columns = min(columns.lowerBound, other.columns.lowerBound)..<max(columns.upperBound, other.columns.upperBound)
            firstRow = min(firstRow, other.firstRow)
            end = min(end.lowerBound, other.end.lowerBound)..<max(end.upperBound, other.end.upperBound)
            lastRow = max(lastRow, other.lastRow)
            area += other.area
            rowSum += other.rowSum
        }
    }

    /// Pixels between two runs, along and across, up to which they are one line.
    let reach: Int
    private var open: [Trace] = []
    private var closed: [Trace] = []

    init(reach: Int) {
        self.reach = reach
    }

    mutating func add(_ runs: [Range<Int>], row: Int) {
        guard !runs.isEmpty || !open.isEmpty else { return }
        for run in runs {
            var target: Int?
            var index = 0
            while index < open.count {
                let meets = run.lowerBound <= open[index].end.upperBound + reach && run.upperBound + reach >= open[index].end.lowerBound
                if meets, let target {
                    let other = open.remove(at: index)
                    open[target].join(other)
                    continue
                }
                if meets { target = index }
                index += 1
            }
            if let target {
                open[target].take(run, row: row)
            } else {
                open.append(Trace(columns: run, firstRow: row, lastRow: row, end: run, area: run.count, rowSum: run.count * row))
            }
        }
        // One row of weak print does not end a line.
        closed += open.filter { $0.lastRow < row - 1 }
        open.removeAll { $0.lastRow < row - 1 }
    }

    func finished() -> [Trace] { closed + open }
}
