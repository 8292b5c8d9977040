import DocumentModel

/// Rows of a formula to one row in the order it was written.
///
/// Fractions, limits and stacked scripts have no left-to-right order: a typesetter writes them one after the other, so where
/// the content stream weaves rows together that hardly lie below one another, the stream is the reading order.
struct StackedRows {
    struct Options {
        /// Rows closer than this many font sizes cannot be lines of prose.
        var tightLeading = 0.8
        /// A narrow row (limits of a sum) may be this many font sizes away.
        var looseLeading = 1.3
        /// Width of a narrow row as a share of the wider one.
        var narrow = 0.4
        /// Rows of one formula at the most: a matrix may have ten, a page of loose words has more.
        var mostRows = 12
        /// A step to the left of more than this many font sizes inside a row starts over: not a stacked mark.
        var stepBack = 2.5
        /// A step to the left of at least this many font sizes puts a mark above or below the one before.
        var stacking = 0.15
    }

    let words: [Word]
    var options = Options()

    init(words: [Word]) {
        self.words = words
    }

    /// Rows (sorted from top to bottom) with those of one formula joined.
    func joined(_ rows: [LineSegment]) -> [LineSegment] {
        var result: [LineSegment] = []
        result.reserveCapacity(rows.count)
        var start = 0
        while start < rows.count {
            let end = endOfFormula(from: start, in: rows)
            if end > start + 1 {
                result.append(join(rows[start..<end]))
            } else {
                result.append(marked(rows[start]))
            }
            start = end
        }
        return result
    }

    /// End of the longest run of close rows from `start` that the stream wrote in one go, woven together; `start + 1` for none.
    private func endOfFormula(from start: Int, in rows: [LineSegment]) -> Int {
        var reach = span(of: rows[start])
        var count = rows[start].words.count
        var best = start + 1
        var end = start + 1
        while end < rows.count, end - start < options.mostRows, isNear(rows[end - 1], rows[end]) {
            let next = span(of: rows[end])
            let isWoven = reach.overlaps(next)
            reach = widened(reach, next)
            count += rows[end].words.count
            end += 1
            // All that stands between the first and the last word: otherwise the stream merely jumps about.
            if isWoven && count == reach.count { best = end }
        }
        return best
    }

    /// First and last position in the content stream.
    private func span(of row: LineSegment) -> ClosedRange<Int> {
        (row.words.min() ?? 0)...(row.words.max() ?? 0)
    }

    private func widened(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>) -> ClosedRange<Int> {
        min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
    }

    private func isNear(_ above: LineSegment, _ below: LineSegment) -> Bool {
        let size = max(above.size, below.size)
        let distance = below.baseline - above.baseline
        if distance < options.tightLeading * size { return true }
        let narrower = min(above.box.width, below.box.width), wider = max(above.box.width, below.box.width)
        return distance < options.looseLeading * size && narrower < options.narrow * wider
    }

    private func join(_ rows: ArraySlice<LineSegment>) -> LineSegment {
        var main = rows.max { ($0.size, $0.box.width) < ($1.size, $1.box.width) } ?? rows[rows.startIndex]
        main.box = Rectangle.around(rows.lazy.map(\.box)) ?? main.box
        main.words = rows.flatMap(\.words).sorted()
        main.isStacked = true
        return main
    }

    /// A row with marks above one another, told by small steps back in the stream, is read in stream order too.
    private func marked(_ row: LineSegment) -> LineSegment {
        guard row.words.count > 2, span(of: row).count == row.words.count else { return row }
        let stream = row.words.sorted()
        var isStacked = false
        for (a, b) in zip(stream, stream.dropFirst()) {
            if words[a].isRightToLeft || words[b].isRightToLeft { return row }
            let step = words[b].box.left - words[a].box.right
            if step < -options.stepBack * row.size { return row }
            if step < -options.stacking * row.size, words[a].baseline != words[b].baseline { isStacked = true }
        }
        guard isStacked else { return row }
        var marked = row
        marked.words = stream
        marked.isStacked = true
        return marked
    }
}
