import DocumentModel

/// Cuts segments that run across a narrow gutter.
///
/// Columns may stand closer together than the widest word space of a justified line (LaTeX's default is 10 points), so single
/// lines cannot tell. A gap that comes back at the same place line after line can: word spaces do not line up.
struct RiverSplitter {
    struct Options {
        /// Narrowest gap in font sizes that can be part of a gutter.
        var narrowest = 0.55
        /// A river starts at a gap this many times wider than the usual gap of its line.
        var prominence = 1.6
        /// Lines in a row whose gaps must line up. Four wide word spaces in a row at one place are very rare in prose.
        var lines = 5
        /// Lines further apart than this many font sizes do not continue a river.
        var reach = 3.5
    }

    private struct Gap {
        var segment: Int
        /// The gap is before this position in the segment's words.
        var position: Int
        var extent: ClosedRange<Double>
        var isProminent: Bool
    }

    private struct River {
        var extent: ClosedRange<Double>
        var gaps: [Gap]
        var lastBaseline: Double
        var isOpen = true
    }

    let words: [Word]
    var options = Options()

    init(words: [Word]) {
        self.words = words
    }

    func split(_ segments: [LineSegment]) -> [LineSegment] {
        let order = segments.indices.sorted { segments[$0].baseline < segments[$1].baseline }
        var rivers: [River] = []
        for index in order { follow(gaps(in: segments[index], index), segments[index], &rivers) }
        var cuts: [Int: [Int]] = [:]
        for river in rivers where river.gaps.count >= options.lines {
            for gap in river.gaps { cuts[gap.segment, default: []].append(gap.position) }
        }
        guard !cuts.isEmpty else { return segments }
        return segments.enumerated().flatMap { index, segment in
            cuts[index].map { pieces(of: segment, at: Set($0).sorted()) } ?? [segment]
        }
    }

    private func gaps(in segment: LineSegment, _ index: Int) -> [Gap] {
        guard segment.words.count > 1, !segment.words.contains(where: { words[$0].isRightToLeft }) else { return [] }
        let widths = zip(segment.words, segment.words.dropFirst()).map { words[$1].box.left - words[$0].box.right }
        let usual = widths.sorted()[widths.count / 2]
        let narrowest = options.narrowest * segment.size
        return widths.indices.compactMap { position in
            guard widths[position] >= narrowest else { return nil }
            let left = words[segment.words[position]].box.right
            return Gap(
                segment: index, position: position + 1, extent: left...(left + widths[position]),
                isProminent: widths.count == 1 || widths[position] > options.prominence * usual)
        }
    }

    /// Carries open rivers on through the segment's gaps, dries up those it crosses, and starts new ones.
    private func follow(_ gaps: [Gap], _ segment: LineSegment, _ rivers: inout [River]) {
        var used = Set<Int>()
        for index in rivers.indices where rivers[index].isOpen {
            if segment.baseline - rivers[index].lastBaseline > options.reach * segment.size {
                rivers[index].isOpen = false
            } else if let gap = gaps.firstIndex(where: { common($0.extent, rivers[index].extent, segment.size) != nil }),
                let extent = common(gaps[gap].extent, rivers[index].extent, segment.size)
            {
                rivers[index].extent = extent
                rivers[index].gaps.append(gaps[gap])
                rivers[index].lastBaseline = segment.baseline
                used.insert(gap)
            } else if segment.box.left < rivers[index].extent.lowerBound - segment.size,
                segment.box.right > rivers[index].extent.upperBound + segment.size
            {
                rivers[index].isOpen = false
            }
        }
        for (index, gap) in gaps.enumerated() where gap.isProminent && !used.contains(index) {
            rivers.append(River(extent: gap.extent, gaps: [gap], lastBaseline: segment.baseline))
        }
    }

    /// What both gaps share when it is still wide enough for a gutter.
    private func common(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>, _ size: Double) -> ClosedRange<Double>? {
        let low = max(a.lowerBound, b.lowerBound), high = min(a.upperBound, b.upperBound)
        return high - low >= options.narrowest * size ? low...high : nil
    }

    private func pieces(of segment: LineSegment, at positions: [Int]) -> [LineSegment] {
        var starts = [0] + positions
        starts.append(segment.words.count)
        return zip(starts, starts.dropFirst()).compactMap { start, end in
            let part = Array(segment.words[start..<end])
            guard let box = Rectangle.around(part.lazy.map { words[$0].box }) else { return nil }
            var piece = segment
            piece.words = part
            piece.box = box
            return piece
        }
    }
}
