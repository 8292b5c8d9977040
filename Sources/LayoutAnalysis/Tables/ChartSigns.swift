import DocumentModel

/// What tells a chart from a table: curves through its cells, bars without text.
struct ChartSigns {
    /// Bounding boxes of curves and slanted lines.
    private let curves: [Rectangle]
    /// The same, down to the smallest: the marks of measured points.
    private let marks: [Rectangle]
    /// All filled areas that can be seen.
    private let fills: [Rectangle]
    /// Curves and raster images too large to be symbols.
    let pictures: [Rectangle]

    /// Curves in more cells than this share of those with text make a grid a chart.
    static let mostDrawnShare = 0.25
    /// Curves that fit in such a square, in points, are ticks, arrows and icons.
    static let symbolSize = 14.0
    /// More small curves than this to a cell with text are measured points; ticks and stars of a rating stay below.
    static let mostMarksPerCell = 6
    /// Filled areas without text amid a few words from which the words label bars.
    static let leastBars = 3

    /// Points from which a curve or an image is a picture; checks, flags and logos in cells stay below.
    static let pictureSize = 30.0
    /// A table without full lines holds at most so many pictures.
    static let mostPictures = 1

    init(_ primitives: PagePrimitives) {
        marks = primitives.drawings
        curves = primitives.drawings.filter { max($0.width, $0.height) > Self.symbolSize }
        fills = primitives.fills.filter { !$0.color.isPale }.map(\.box)
        let images = primitives.images.map(\.box).filter { min($0.width, $0.height) > Self.pictureSize }
        pictures = curves.filter { max($0.width, $0.height) > Self.pictureSize } + images
    }

    /// Whether pictures stand amid the rows; one that lies behind all of them is a background.
    func havePictures(in box: Rectangle) -> Bool {
        pictures.count { box.contains(x: $0.centerX, y: $0.centerY) && !$0.contains(box) } > Self.mostPictures
    }

    /// Whether a curve goes over the lines of the frame instead of standing in one of its rows.
    func haveCurves(over frame: RowFrame) -> Bool {
        pictures.contains { frame.box.contains(x: $0.centerX, y: $0.centerY) && !$0.contains(frame.box) && !frame.holdsInOneRow($0) }
    }

    /// Whether curves run through many cells of a ruled grid.
    func runThrough(_ draft: TableDraft, _ lattice: Lattice) -> Bool {
        var cells = Set<Int>()
        var count = 0
        for curve in curves where lattice.box.contains(x: curve.centerX, y: curve.centerY) {
            let column = lattice.xs.count { $0 < curve.centerX }
            count += 1
            cells.insert(lattice.ys.count { $0 < curve.centerY } * lattice.xs.count + column)
        }
        let filled = draft.areas.count { !$0.isEmpty }
        let marks = marks.count { lattice.box.contains(x: $0.centerX, y: $0.centerY) }
        return Double(cells.count) > Self.mostDrawnShare * Double(draft.areas.count) || count > draft.areas.count
            || marks > Self.mostMarksPerCell * filled
    }

    /// Whether bars stand amid the words of a table without lines.
    func haveBars(amid draft: TableDraft) -> Bool {
        let inside = fills.filter { draft.box.contains(x: $0.centerX, y: $0.centerY) }
        guard inside.count >= Self.leastBars else { return false }
        let words = draft.words
        let empty = inside.count { fill in !words.contains { fill.contains(x: $0.box.centerX, y: $0.box.centerY) } }
        return empty >= Self.leastBars
    }
}
