import DocumentModel

/// Where the columns of a group of rows are: white rivers that run through all of them.
struct ColumnCuts: Sendable {
    /// x in the middle of each river, left to right; one less than there are columns.
    var cuts: [Double]
    /// Text extent of each column.
    var extents: [ClosedRange<Double>]

    /// Part of a font size that separates words of one cell at most: a word space is 0.2 to 0.35, stretched ones reach 0.5.
    static let wordGap = 0.55
    /// Share of the rows that may run across a river: spanning headings and section titles among the rows.
    static let crossingShare = 0.07
    /// A column filled in a smaller share of the rows is an accident of word spacing.
    static let leastFilledShare = 0.08

    var count: Int { extents.count }

    func column(at x: Double) -> Int { cuts.firstIndex { x < $0 } ?? cuts.count }

    /// Columns whose text extent the range touches.
    func columns(touching range: ClosedRange<Double>) -> ClosedRange<Int> {
        let touched = extents.indices.filter { extents[$0].overlaps(range) }
        let center = column(at: (range.lowerBound + range.upperBound) / 2)
        return (touched.first ?? center)...(touched.last ?? center)
    }

    init(rows: [TextRow], em: Double, walls: [Double] = []) {
        let segmented = rows.map { $0.segments(gap: Self.wordGap * em) }
        let voters = segmented.filter { $0.count >= 2 }
        let rivers = Self.rivers(among: voters, allowed: Int(Self.crossingShare * Double(voters.count)))
        cuts = (rivers + walls.filter { wall in !rivers.contains { abs($0 - wall) < em } }).sorted()
        extents = []
        measure(voters)
        dropRareColumns(voters)
    }

    private static func rivers(among rows: [[Segment]], allowed: Int) -> [Double] {
        var events: [(x: Double, change: Int)] = []
        for row in rows { for segment in row { events += [(segment.box.left, 1), (segment.box.right, -1)] } }
        events.sort { $0.x < $1.x || ($0.x == $1.x && $0.change < $1.change) }
        var rivers: [Double] = []
        var depth = 0
        var low: (x: Double, depth: Int)?
        for (index, event) in events.enumerated() {
            depth += event.change
            guard index + 1 < events.count else { break }
            let width = events[index + 1].x - event.x
            if depth > allowed {
                if let found = low { rivers.append(found.x) }
                low = nil
            } else if width > 0.01, index > 0 {
                // The emptiest, then widest stretch of the river is where the cut goes.
                let middle = event.x + width / 2
                if let best = low, best.depth <= depth { continue }
                low = (middle, depth)
            }
        }
        return rivers
    }

    private mutating func measure(_ rows: [[Segment]]) {
        var low = [Double](repeating: .infinity, count: cuts.count + 1)
        var high = [Double](repeating: -.infinity, count: cuts.count + 1)
        for row in rows {
            for segment in row {
                let first = column(at: segment.box.left)
                guard first == column(at: segment.box.right) else { continue }
                low[first] = min(low[first], segment.box.left)
                high[first] = max(high[first], segment.box.right)
            }
        }
        extents = low.indices.map { index in
            if low[index] <= high[index] { return low[index]...high[index] }
            let left = index > 0 ? cuts[index - 1] : cuts.first ?? 0
            let right = index < cuts.count ? cuts[index] : left
            return min(left, right)...max(left, right)
        }
    }

    private mutating func dropRareColumns(_ rows: [[Segment]]) {
        let least = max(rows.count > 3 ? 2 : 1, Int((Self.leastFilledShare * Double(rows.count)).rounded(.up)))
        while cuts.count > 0 {
            var filled = [Int](repeating: 0, count: cuts.count + 1)
            for row in rows {
                var seen = -1
                for segment in row {
                    let index = column(at: segment.box.centerX)
                    if index != seen { filled[index] += 1 }
                    seen = index
                }
            }
            guard let rare = filled.indices.min(by: { filled[$0] < filled[$1] }), filled[rare] < least else { return }
            let toLeft = rare > 0 ? extents[rare].lowerBound - extents[rare - 1].upperBound : .infinity
            let toRight = rare + 1 < extents.count ? extents[rare + 1].lowerBound - extents[rare].upperBound : .infinity
            cuts.remove(at: toLeft <= toRight ? rare - 1 : rare)
            measure(rows)
        }
    }
}
