import DocumentModel

/// A straight line of the page reduced to what a grid needs: where it stands across and how far it reaches along.
struct Edge: Sendable {
    /// y of a horizontal edge, x of a vertical one, in points.
    var position: Double
    var start: Double
    var end: Double
    /// The side or rim of a shaded area, not a drawn line.
    var isShade = false

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
    /// Drawings and maps have more; no table does, and pairing them would take seconds.
    static let mostRules = 20_000
    /// The same for pairs of lines that might cross.
    static let mostCrossings = 4_000_000
    /// Gap in points up to which two pieces are one line: cell borders stop short of each other by a line width or two.
    static let sameLineGap = 2.5

    var isEmpty: Bool { horizontal.isEmpty && vertical.isEmpty }

    init(horizontal: [Edge], vertical: [Edge]) {
        self.horizontal = horizontal
        self.vertical = vertical
    }

    /// Visible rules.
    init(rules: [Rule], shades: [Rectangle]) {
        guard rules.count <= Self.mostRules else { self.init(horizontal: [], vertical: []); return }
        var horizontal: [Edge] = []
        var vertical: [Edge] = []
        for rule in rules where rule.box.isSound {
            let box = rule.box
            // White lines separate cells only where they cut through shading.
            if rule.color.isPale, !shades.contains(where: { $0.contains(x: box.centerX, y: box.centerY) }) { continue }
            switch rule.direction {
            case .horizontal: horizontal.append(Edge(position: box.centerY, start: box.left, end: box.right, isShade: rule.color.isFaint))
            case .vertical: vertical.append(Edge(position: box.centerX, start: box.top, end: box.bottom, isShade: rule.color.isFaint))
            }
        }
        self.init(horizontal: Self.joined(horizontal), vertical: Self.joined(vertical))
    }

    /// With the sides of shaded areas, for tables that are shaded instead of ruled.
    func adding(shades: [Rectangle]) -> Edges {
        var result = self
        for box in shades {
            result.horizontal += [box.top, box.bottom].map { Edge(position: $0, start: box.left, end: box.right, isShade: true) }
            result.vertical += [box.left, box.right].map { Edge(position: $0, start: box.top, end: box.bottom, isShade: true) }
        }
        return Edges(horizontal: Self.joined(result.horizontal), vertical: Self.joined(result.vertical))
    }

    /// Coloured areas of the size of a cell or a row; neighbours of one colour are one area, as on paper.
    static func shades(among fills: [Fill]) -> [Rectangle] {
        var areas: [Fill] = []
        for fill in fills where !fill.color.isPale && fill.box.isSound && isCellSized(fill.box) {
            if let last = areas.last, last.color == fill.color, touches(last.box, fill.box) {
                areas[areas.count - 1].box = last.box.union(fill.box)
            } else {
                areas.append(fill)
            }
        }
        return areas.map(\.box)
    }

    private static func touches(_ a: Rectangle, _ b: Rectangle) -> Bool {
        let isBelow =
            abs(a.left - b.left) < samePosition && abs(a.right - b.right) < samePosition
            && b.top - a.bottom < samePosition && a.top - b.bottom < samePosition
        let isBeside =
            abs(a.top - b.top) < samePosition && abs(a.bottom - b.bottom) < samePosition
            && b.left - a.right < samePosition && a.left - b.right < samePosition
        return isBelow || isBeside
    }

    /// Larger areas are backgrounds of pages and columns, smaller ones symbols.
    private static func isCellSized(_ box: Rectangle) -> Bool {
        box.width >= 15 && box.height >= 6 && box.height <= 150
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
                result[result.count - 1].isShade = last.isShade && piece.isShade
            } else {
                result.append(piece)
            }
        }
        return result
    }
}

extension Color {
    /// White or nearly so: not seen on paper.
    var isPale: Bool { min(red, green, blue) >= 250 || alpha < 8 }
    /// Light grey: the rim of a shaded box rather than a line.
    var isFaint: Bool { min(red, green, blue) >= 236 }
}
