import DocumentModel

/// A straight line of the page reduced to what a grid needs: where it stands across and how far it reaches along.
struct Edge: Sendable {
    /// y of a horizontal edge, x of a vertical one, in points.
    var position: Double
    var start: Double
    var end: Double

    var length: Double { end - start }

    func reaches(_ from: Double, _ to: Double, slack: Double) -> Bool {
        start <= from + slack && end >= to - slack
    }
}

/// The page's rules as horizontal and vertical edges, pieces of one line joined.
struct Edges: Sendable {
    var horizontal: [Edge]
    var vertical: [Edge]

    /// Pieces of one line are often drawn a point apart, cell by cell; rows of text stand farther apart than this.
    static let samePosition = 1.5
    /// Gap in points up to which two pieces are one line: cell borders stop short of each other by a line width or two.
    static let sameLineGap = 2.5

    init(horizontal: [Edge], vertical: [Edge]) {
        self.horizontal = horizontal
        self.vertical = vertical
    }

    init(rules: [Rule]) {
        var horizontal: [Edge] = []
        var vertical: [Edge] = []
        for rule in rules {
            let box = rule.box
            switch rule.direction {
            case .horizontal: horizontal.append(Edge(position: box.centerY, start: box.left, end: box.right))
            case .vertical: vertical.append(Edge(position: box.centerX, start: box.top, end: box.bottom))
            }
        }
        self.init(horizontal: Self.joined(horizontal), vertical: Self.joined(vertical))
    }

    /// Pieces at the same position that touch or overlap become one edge; sorted by position, then start.
    static func joined(_ pieces: [Edge]) -> [Edge] {
        let sorted = pieces.sorted { $0.position < $1.position }
        var result: [Edge] = []
        var index = 0
        while index < sorted.count {
            let first = sorted[index].position
            var end = index + 1
            while end < sorted.count, sorted[end].position - first <= samePosition { end += 1 }
            result += joinedAlong(sorted[index..<end])
            index = end
        }
        return result
    }

    private static func joinedAlong(_ pieces: ArraySlice<Edge>) -> [Edge] {
        var result: [Edge] = []
        for piece in pieces.sorted(by: { $0.start < $1.start }) {
            if let last = result.last, piece.start <= last.end + sameLineGap {
                result[result.count - 1].end = max(last.end, piece.end)
            } else {
                result.append(piece)
            }
        }
        return result
    }
}
