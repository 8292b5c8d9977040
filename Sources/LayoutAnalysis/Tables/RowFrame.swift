import DocumentModel

/// A frame whose height is divided by lines or shades from side to side: a fact box, a form.
struct RowFrame: Sendable {
    var left: Double
    var right: Double
    /// Top side, lines between the rows, bottom side: at least `leastLines`.
    var lines: [Double]

    /// Fewer lines make a box with a title.
    static let leastLines = 4
    /// Share of the height that a side must be drawn along: pictures at the rim hide parts of it.
    static let leastSide = 0.8
    /// Points by which lines may end before the sides: the padding of cells.
    static let reach = 6.0

    var box: Rectangle { Rectangle(left: left, top: lines[0], right: right, bottom: lines[lines.count - 1]) }

    /// Number of the row at that height; `nil` outside the frame.
    func row(at y: Double) -> Int? {
        guard y > lines[0], let index = lines.firstIndex(where: { $0 > y }) else { return nil }
        return index - 1
    }

    /// Whether the box stands in one row: a picture does, a curve over grid lines does not.
    func holdsInOneRow(_ other: Rectangle) -> Bool {
        guard box.insetBy(-Self.reach).contains(other) else { return false }
        let inner = Rectangle(
            left: other.left, top: other.top + min(Self.reach, other.height / 2), right: other.right,
            bottom: other.bottom - min(Self.reach, other.height / 2))
        guard let first = row(at: inner.top), let last = row(at: inner.bottom) else { return false }
        return first == last
    }

    /// The frames among the edges, the larger first. Lines in a picture part no rows: files draw them behind it (underlines of a
    /// picture that is a link), scans show them in it.
    static func frames(among edges: Edges, around pictures: [Rectangle]) -> [RowFrame] {
        guard edges.horizontal.count >= leastLines, edges.horizontal.count <= RuleFrames.mostLines else { return [] }
        var families: [[Edge]] = []
        for edge in edges.horizontal where edge.length >= RuleFrames.leastLength && !isWithin(edge, pictures) {
            let index = families.firstIndex { abs($0[0].start - edge.start) <= reach && abs($0[0].end - edge.end) <= reach }
            if let index { families[index].append(edge) } else { families.append([edge]) }
        }
        return families.flatMap { frames(in: $0, sides: edges.vertical) }.sorted { $0.lines.count > $1.lines.count }
    }

    private static func isWithin(_ edge: Edge, _ pictures: [Rectangle]) -> Bool {
        pictures.contains {
            edge.position > $0.top + reach && edge.position < $0.bottom - reach && edge.start > $0.left - 2 * reach && edge.end < $0.right + 2 * reach
        }
    }

    /// Runs of lines with the same ends that both sides go along.
    private static func frames(in family: [Edge], sides: [Edge]) -> [RowFrame] {
        guard family.count >= leastLines else { return [] }
        let (left, right) = (family.map(\.start).reduce(0, +) / Double(family.count), family.map(\.end).reduce(0, +) / Double(family.count))
        let leftSides = sides.filter { abs($0.position - left) <= reach }, rightSides = sides.filter { abs($0.position - right) <= reach }
        var frames: [RowFrame] = []
        var open: [Double] = []
        func close() {
            if open.count >= leastLines { frames.append(RowFrame(left: left, right: right, lines: open)) }
            open = []
        }
        for line in family.map(\.position).sorted() {
            if let last = open.last {
                if line - last <= Lattice.doubleLine { continue }
                if !(covers(leftSides, last, line) && covers(rightSides, last, line)) { close() }
            }
            open.append(line)
        }
        close()
        return frames
    }

    private static func covers(_ sides: [Edge], _ top: Double, _ bottom: Double) -> Bool {
        let drawn = sides.reduce(0) { $0 + max(0, min($1.end, bottom) - max($1.start, top)) }
        return drawn >= leastSide * (bottom - top)
    }
}
