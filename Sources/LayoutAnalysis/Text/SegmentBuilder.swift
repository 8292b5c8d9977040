import DocumentModel

/// Words to segments: first along the content stream, which usually writes line by line, then by position.
struct SegmentBuilder {
    struct Options {
        /// Words further apart than this many font sizes stand in different columns or cells (justified lines stretch to about 0.9).
        var wideGap = 1.15
        /// A stretched word space: where a line without cell-like gaps has gaps of nearly this width, it is justified text.
        var stepBack = 0.5
        /// Baselines within this many font sizes are one line (rounding, mixed fonts).
        var sameBaseline = 0.2
        /// A smaller word may be raised or lowered by this many font sizes and still belong to the line.
        var scriptShift = 0.75
        /// A word this much smaller than its line can be a superscript or subscript.
        var scriptSize = 0.87
        /// A raised or lowered mark stands this close (font sizes) to its word.
        var scriptGap = 0.6
    }

    let words: [Word]
    var options = Options()

    init(words: [Word]) {
        self.words = words
    }

    func segments() -> [LineSegment] {
        attachScripts(joinNeighbours(alongStream()))
    }

    /// Follows the stream: each word continues the segment of the word before it, or starts a new one.
    private func alongStream() -> [LineSegment] {
        var segments: [LineSegment] = []
        segments.reserveCapacity(64)
        for index in words.indices {
            if let last = segments.indices.last, continues(segments[last], words[index]) {
                append(index, to: &segments[last])
            } else {
                segments.append(segment(of: index))
            }
        }
        return segments
    }

    private func segment(of index: Int) -> LineSegment {
        let word = words[index]
        return LineSegment(words: [index], box: word.box, baseline: word.baseline, size: word.size)
    }

    private func continues(_ segment: LineSegment, _ word: Word) -> Bool {
        let size = max(segment.size, word.size)
        guard isSameLine(segment.baseline, segment.size, word.baseline, word.size) else { return false }
        let gap =
            word.isRightToLeft && word.box.centerX < segment.box.left
            ? segment.box.left - word.box.right : word.box.left - segment.box.right
        return gap <= options.wideGap * size && gap >= -options.stepBack * size
    }

    private func isSameLine(_ baselineA: Double, _ sizeA: Double, _ baselineB: Double, _ sizeB: Double) -> Bool {
        let shift = abs(baselineA - baselineB)
        if shift <= options.sameBaseline * min(sizeA, sizeB) { return true }
        let (small, large) = sizeA < sizeB ? (sizeA, sizeB) : (sizeB, sizeA)
        return small < options.scriptSize * large && shift <= options.scriptShift * large * 0.75
    }

    private func append(_ index: Int, to segment: inout LineSegment) {
        let word = words[index]
        if word.size > segment.size * 1.02 {
            segment.size = word.size
            segment.baseline = word.baseline
        }
        segment.box = segment.box.union(word.box)
        segment.words.append(index)
    }

    /// Joins segments that stand side by side on one baseline, whatever the order the stream drew them in.
    private func joinNeighbours(_ segments: [LineSegment]) -> [LineSegment] {
        let sorted = segments.sorted { ($0.baseline, $0.box.left) < ($1.baseline, $1.box.left) }
        var result: [LineSegment] = []
        result.reserveCapacity(sorted.count)
        var row: [LineSegment] = []
        for segment in sorted {
            if let first = row.first, segment.baseline - first.baseline > options.sameBaseline * min(first.size, segment.size) {
                result.append(contentsOf: joinRow(row))
                row.removeAll(keepingCapacity: true)
            }
            row.append(segment)
        }
        result.append(contentsOf: joinRow(row))
        return result
    }

    private func joinRow(_ row: [LineSegment]) -> [LineSegment] {
        guard row.count > 1 else { return row }
        var joined: [LineSegment] = []
        for segment in row.sorted(by: { $0.box.left < $1.box.left }) {
            if let last = joined.last, isNeighbour(last, segment) {
                joined[joined.count - 1] = merge(last, segment)
            } else {
                joined.append(segment)
            }
        }
        return joined
    }

    private func isNeighbour(_ left: LineSegment, _ right: LineSegment) -> Bool {
        let size = max(left.size, right.size)
        let gap = right.box.left - left.box.right
        return gap <= options.wideGap * size && gap >= -options.stepBack * size
    }

    private func merge(_ a: LineSegment, _ b: LineSegment) -> LineSegment {
        var merged = a.size >= b.size ? a : b
        merged.words = (a.words + b.words)
        merged.box = a.box.union(b.box)
        return merged
    }

    /// Gives raised and lowered marks that were drawn apart back to the line they stand in.
    private func attachScripts(_ segments: [LineSegment]) -> [LineSegment] {
        var lines = segments
        var dropped = Set<Int>()
        for (index, mark) in segments.enumerated() where mark.words.count <= 2 {
            guard let host = host(of: mark, at: index, among: lines, except: dropped) else { continue }
            lines[host] = merge(lines[host], lines[index])
            dropped.insert(index)
        }
        return lines.indices.compactMap { index in
            if dropped.contains(index) { return nil }
            var line = lines[index]
            line.words.sort { words[$0].box.left < words[$1].box.left }
            return line
        }
    }

    /// Segments are sorted by baseline: a host is found within a few neighbours.
    private func host(of mark: LineSegment, at index: Int, among lines: [LineSegment], except dropped: Set<Int>) -> Int? {
        for step in [-1, 1] {
            var other = index + step
            while lines.indices.contains(other), abs(lines[other].baseline - mark.baseline) < 2 * mark.size {
                if !dropped.contains(other), isScript(mark, of: lines[other]) { return other }
                other += step
            }
        }
        return nil
    }

    private func isScript(_ mark: LineSegment, of line: LineSegment) -> Bool {
        guard mark.size < options.scriptSize * line.size,
            abs(mark.baseline - line.baseline) < options.scriptShift * line.size * 0.75
        else { return false }
        let reach = options.scriptGap * line.size
        return mark.box.left > line.box.left - reach && mark.box.left < line.box.right + reach
    }
}
