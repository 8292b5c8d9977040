import DocumentModel

/// Horizontal and vertical edges that cross each other: the skeleton of a ruled table.
struct Lattice: Sendable {
    /// Left to right.
    var xs: [Double]
    /// Top to bottom.
    var ys: [Double]
    /// `hasTop[row][column]`: a line is drawn along the top of that elementary cell; one row more than there are cells.
    var hasTop: [[Bool]]
    /// `hasLeft[row][column]`: the same for its left side; one column more than there are cells.
    var hasLeft: [[Bool]]

    /// Points by which crossing lines may miss each other; borders are often drawn a line width short.
    static let crossingSlack = 3.0
    /// Lines closer than this are one border drawn twice (double lines): no text fits between them.
    static let doubleLine = 4.0

    /// A page of the smallest print holds fewer; more are a raster or a map.
    static let mostCells = 40_000

    var rowCount: Int { ys.count - 1 }
    var columnCount: Int { xs.count - 1 }
    var box: Rectangle { Rectangle(left: xs[0], top: ys[0], right: xs[xs.count - 1], bottom: ys[ys.count - 1]) }

    func cellBox(row: Int, column: Int, rowSpan: Int = 1, columnSpan: Int = 1) -> Rectangle {
        Rectangle(left: xs[column], top: ys[row], right: xs[column + columnSpan], bottom: ys[row + rowSpan])
    }

    /// `nil` when the edges do not enclose at least one cell.
    init?(_ edges: Edges) {
        xs = Self.positions(of: edges.vertical)
        ys = Self.positions(of: edges.horizontal)
        guard xs.count >= 2, ys.count >= 2, xs.count * ys.count <= Self.mostCells else { return nil }
        hasTop = []
        hasLeft = []
        hasTop = borders(of: edges.horizontal, across: ys, along: xs)
        let sides = borders(of: edges.vertical, across: xs, along: ys)
        hasLeft = (0..<ys.count - 1).map { row in (0..<xs.count).map { sides[$0][row] } }
    }

    /// Adds a column line for text in lattice columns that hold several columns of text; nothing is drawn there.
    mutating func add(columnLine x: Double) {
        guard let index = xs.firstIndex(where: { $0 > x }), index > 0 else { return }
        xs.insert(x, at: index)
        for row in hasTop.indices { hasTop[row].insert(hasTop[row][index - 1], at: index) }
        for row in hasLeft.indices { hasLeft[row].insert(false, at: index) }
    }

    private static func positions(of edges: [Edge]) -> [Double] {
        var result: [Double] = []
        for position in edges.map(\.position).sorted() {
            if let last = result.last, position - last <= doubleLine { continue }
            result.append(position)
        }
        return result
    }

    private func borders(of edges: [Edge], across: [Double], along: [Double]) -> [[Bool]] {
        var result = [[Bool]](repeating: [Bool](repeating: false, count: along.count - 1), count: across.count)
        for edge in edges {
            guard let line = across.lastIndex(where: { $0 <= edge.position + 0.01 }) else { continue }
            for cell in 0..<along.count - 1 where edge.reaches(along[cell], along[cell + 1], slack: Self.doubleLine) {
                result[line][cell] = true
            }
        }
        return result
    }
}

extension Lattice {
    /// Groups edges that cross, directly or through others; larger groups first.
    static func groups(of edges: Edges) -> [Edges] {
        let count = edges.horizontal.count
        guard count * edges.vertical.count <= Edges.mostCrossings else { return [] }
        var sets = DisjointSets(count: count + edges.vertical.count)
        for (h, horizontal) in edges.horizontal.enumerated() {
            for (v, vertical) in edges.vertical.enumerated()
            where horizontal.reaches(vertical.position, vertical.position, slack: crossingSlack)
                && vertical.reaches(horizontal.position, horizontal.position, slack: crossingSlack)
            {
                sets.join(h, count + v)
            }
        }
        var groups: [Int: Edges] = [:]
        for (h, edge) in edges.horizontal.enumerated() {
            groups[sets.root(of: h), default: Edges(horizontal: [], vertical: [])].horizontal.append(edge)
        }
        for (v, edge) in edges.vertical.enumerated() {
            groups[sets.root(of: count + v), default: Edges(horizontal: [], vertical: [])].vertical.append(edge)
        }
        return groups.values.map { $0.closed() }.filter { $0.horizontal.count >= 2 && !$0.vertical.isEmpty }
            .sorted { $0.horizontal.count * $0.vertical.count > $1.horizontal.count * $1.vertical.count }
    }
}

extension Edges {
    /// Points by which lines must stick out beyond the outermost crossing line to mean an open column or row.
    static let openSide = 12.0

    /// Crossing lines with the sides added that many tables leave open: where lines end together beyond the last crossing.
    func closed() -> Edges {
        var result = self
        result.vertical += Self.openSides(of: horizontal, crossing: vertical)
        result.horizontal += Self.openSides(of: vertical, crossing: horizontal)
        return result
    }

    private static func openSides(of lines: [Edge], crossing: [Edge]) -> [Edge] {
        guard let low = lines.map(\.start).min(), let high = lines.map(\.end).max(), let first = crossing.map(\.position).min(),
            let last = crossing.map(\.position).max()
        else { return [] }
        var sides: [Edge] = []
        let starting = lines.filter { $0.start - low <= RuleFrames.sameEnd }.map(\.position)
        let ending = lines.filter { high - $0.end <= RuleFrames.sameEnd }.map(\.position)
        if first - low > openSide, starting.count >= 2, let from = starting.min(), let to = starting.max() {
            sides.append(Edge(position: low, start: from, end: to))
        }
        if high - last > openSide, ending.count >= 2, let from = ending.min(), let to = ending.max() {
            sides.append(Edge(position: high, start: from, end: to))
        }
        return sides
    }
}

/// Union-find over small integers.
struct DisjointSets {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    mutating func root(of element: Int) -> Int {
        var element = element
        while parent[element] != element {
            parent[element] = parent[parent[element]]
            element = parent[element]
        }
        return element
    }

    mutating func join(_ a: Int, _ b: Int) { parent[root(of: a)] = root(of: b) }
}
