import DocumentModel

/// Decides between two lines of one column whether a new passage starts.
struct ParagraphBreak {
    let lines: [DraftLine]
    let statistics: FontStatistics
    let tags: TagTrust
    /// Right end of full lines (left end in right-to-left text), on the scale of `DraftLine.end`.
    private let fullEnd: [Double]
    /// Longest end among neighbouring lines with the same start.
    private let runEnd: [Double]
    /// Usual baseline distance in this column, in units of the font size.
    private let pitch: Double

    /// A baseline distance of this many usual ones is a gap: superscripts and inline pictures reach 1.2.
    private static let gap = 1.35
    /// A gap that separates even lines of one tagged paragraph.
    private static let wideGap = 2.5
    /// Sizes that differ by more than this share are different text.
    private static let sizeTolerance = 0.08
    /// First-line indents are at least this many sizes; LaTeX sets 1.5, narrow columns 0.8.
    private static let indent = 0.7
    /// Lines that fill this share of their column are running text; lists of words and verse are mostly shorter.
    private static let longLine = 0.65
    /// A column with more large lines than this is set large throughout.
    private static let mostDisplayLines = 12
    /// Code keeps its blank lines: only a gap of more than this many lines ends it.
    private static let codeGap = 3.3

    init(lines: [DraftLine], column: ClosedRange<Double>, statistics: FontStatistics, tags: TagTrust) {
        self.lines = lines
        self.statistics = statistics
        self.tags = tags
        pitch = Self.pitch(lines, statistics)
        (fullEnd, runEnd) = Self.fullEnds(lines)
    }

    func breaks(before next: Int, passageStart start: Int) -> Bool {
        let upper = lines[next - 1]
        let lower = lines[next]
        if upper.shape.leaderDots > 0 || lower.shape.leaderDots > 0 { return true }
        if upper.isMonospaced && lower.isMonospaced { return breaksCode(upper, lower) }
        if upper.isMonospaced != lower.isMonospaced && startsOrEndsCode(next) { return true }
        if differsInStyle(next, start: start) { return true }
        let distance = relativeDistance(upper, lower)
        if distance < -0.3 { return true }
        if lower.marker != nil && startsItem(next, start: start, distance: distance) { return true }
        if let verdict = tagVerdict(upper, lower, distance) { return verdict }
        if distance > Self.gap { return true }
        if isCentredPair(upper, lower) || isDisplayPair(upper, lower) { return false }
        return breaksByShape(next, start: start)
    }

    private func relativeDistance(_ upper: DraftLine, _ lower: DraftLine) -> Double {
        (lower.baseline - upper.baseline) / (max(upper.size, lower.size, 1) * pitch)
    }

    private func breaksCode(_ upper: DraftLine, _ lower: DraftLine) -> Bool {
        if upper.line.background != lower.line.background { return true }
        if abs(upper.size - lower.size) > Self.sizeTolerance * upper.size { return true }
        return lower.baseline - upper.baseline > Self.codeGap * upper.size * 1.2
    }

    /// Monospaced words may fill a line of prose; code stands apart by background, gap or a deliberate line end.
    private func startsOrEndsCode(_ next: Int) -> Bool {
        let upper = lines[next - 1]
        let lower = lines[next]
        if upper.line.background != lower.line.background { return true }
        if abs(upper.size - lower.size) > Self.sizeTolerance * max(upper.size, lower.size) { return true }
        return relativeDistance(upper, lower) > 1.15 || endsEarly(next)
    }

    private func differsInStyle(_ next: Int, start: Int) -> Bool {
        let upper = lines[next - 1]
        let lower = lines[next]
        if upper.angle != lower.angle { return true }
        if upper.line.background != lower.line.background { return true }
        let isTinyPiece = min(upper.shape.count, lower.shape.count) <= 3
        if !isTinyPiece && abs(upper.size - lower.size) > Self.sizeTolerance * max(upper.size, lower.size) { return true }
        if upper.isBold != lower.isBold {
            let isWholePassageBold = lines[start..<next].allSatisfy(\.isBold)
            if endsEarly(next) || (isWholePassageBold && upper.number != nil) { return true }
        }
        return upper.line.font != lower.line.font && upper.isBold == lower.isBold
            && upper.line.style.contains(.italic) == lower.line.style.contains(.italic) && !isTinyPiece && endsEarly(next)
    }

    private func startsItem(_ next: Int, start: Int, distance: Double) -> Bool {
        let upper = lines[next - 1]
        let lower = lines[next]
        guard let marker = lower.marker else { return false }
        if marker.style == .bullet || marker.style == .circled { return true }
        if distance > 1.2 || endsEarly(next) { return true }
        guard let first = lines[start].marker, first.style == marker.style else { return false }
        let isAligned = abs(lines[start].start - lower.start) < lower.size
        return isAligned && (!marker.isOrdered || marker.value == first.value + 1) && (upper.shape.endsSentence || next - start > 0)
    }

    /// `nil` where the tags say nothing or are not to be believed.
    private func tagVerdict(_ upper: DraftLine, _ lower: DraftLine, _ distance: Double) -> Bool? {
        guard tags.groupsLines, let above = upper.line.tag, let below = lower.line.tag, distance <= Self.wideGap else { return nil }
        if above.element == below.element { return false }
        return true
    }

    private func isCentredPair(_ upper: DraftLine, _ lower: DraftLine) -> Bool {
        abs(upper.box.centerX - lower.box.centerX) < 1.5 && abs(upper.box.left - lower.box.left) > 3
            && (upper.box.left - upper.column.lowerBound) > upper.size && (lower.box.left - lower.column.lowerBound) > lower.size
    }

    /// Two lines of one large heading: set ragged, so that their ends tell nothing.
    private func isDisplayPair(_ upper: DraftLine, _ lower: DraftLine) -> Bool {
        statistics.ratio(lower.size) > 1.08 && lower.number == nil && upper.line.font == lower.line.font && upper.isBold == lower.isBold
            && lines.count <= Self.mostDisplayLines + lines.count { statistics.ratio($0.size) <= 1.08 }
    }

    private func breaksByShape(_ next: Int, start: Int) -> Bool {
        let upper = lines[next - 1]
        let lower = lines[next]
        let indent = lower.start - upper.start
        let unit = Self.indent * lower.size
        if continuesSentence(next) { return false }
        if endsEarly(next) { return true }
        if next - start == 1 { return false }
        if indent > unit { return true }
        return indent < -unit
    }

    /// A long line without a sentence's end before a small letter: ragged lines and lines between formulas end anywhere.
    private func continuesSentence(_ next: Int) -> Bool {
        let upper = lines[next - 1]
        guard lines[next].shape.startsLowercase, !upper.shape.endsSentence else { return false }
        return abs(upper.end - upper.start) > Self.longLine * abs(fullEnd[next - 1] - upper.start)
    }

    /// Chinese and Japanese lines break anywhere, so one that is as long as its neighbours and ends no sentence goes on.
    ///
    /// Whether the first word of the line would have fitted on the line before: then that one ended on purpose.
    func endsEarly(_ next: Int) -> Bool {
        let upper = lines[next - 1]
        let lower = lines[next]
        if upper.line.endsWithHyphen { return false }
        if upper.shape.isIdeographic && lower.shape.isIdeographic && !upper.shape.endsSentence
            && upper.end > runEnd[next - 1] - 1.5 * upper.size
        {
            return false
        }
        return upper.end + lower.firstWordWidth + 0.5 * lower.size < fullEnd[next - 1]
    }

    private static func pitch(_ lines: [DraftLine], _ statistics: FontStatistics) -> Double {
        var distances: [Double] = []
        for (upper, lower) in zip(lines, lines.dropFirst()) where abs(upper.size - lower.size) < sizeTolerance * upper.size {
            let distance = (lower.baseline - upper.baseline) / max(lower.size, 1)
            if distance > 0.8 && distance < 3 { distances.append(distance) }
        }
        distances.sort()
        if distances.count >= 2 && distances.count < 4 && distances[1] - distances[0] < 0.05 { return distances[0] }
        guard distances.count >= 4 else { return min(statistics.bodyPitch, distances.first ?? statistics.bodyPitch) }
        return distances[distances.count / 4]
    }

    /// The outermost end that several lines share; single lines may run over the margin.
    private static func commonEnd(_ lines: [DraftLine]) -> Double {
        let ends = lines.map(\.end).sorted(by: >)
        let needed = max(2, lines.count / 6)
        guard lines.count > 3 else { return ends.first ?? 0 }
        for index in ends.indices.dropLast(needed - 1) where ends[index] - ends[index + needed - 1] < 1.5 { return ends[index] }
        return ends.first ?? 0
    }

    /// For every line the end that full lines around it reach: that of the whole column, or of a run of justified lines
    /// with the same start (notices and quotations are narrower than their column).
    private static func fullEnds(_ lines: [DraftLine]) -> (full: [Double], run: [Double]) {
        let widest = commonEnd(lines)
        var ends = [Double](repeating: widest, count: lines.count)
        var runEnds = ends
        var start = 0
        for index in 1...max(1, lines.count) where index == lines.count || abs(lines[index].start - lines[start].start) > 1.5 {
            let run = lines[start..<min(index, lines.count)]
            let reach = run.map(\.end).max() ?? widest
            let full = run.count { $0.end > reach - 1.5 }
            for line in start..<min(index, lines.count) { runEnds[line] = reach }
            if run.count >= 3 && full * 2 >= run.count { for line in start..<index { ends[line] = reach } }
            start = index
        }
        return (ends, runEnds)
    }
}
