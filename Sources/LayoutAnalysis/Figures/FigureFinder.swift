import DocumentModel

/// Pictures and drawings that stand on the page as figures.
struct FigureFinder {
    struct Options {
        /// Shortest side in points of a picture worth showing: bullets, rules and icons drawn as images are smaller.
        var smallestSide = 24.0
        /// A picture over this share of the page with text on it is the page's background.
        var backgroundShare = 0.75
        /// Pictures this close in points are tiles of one (scanners and printer drivers cut large pictures into strips).
        var tileGap = 1.5
        /// Drawn paths this close in points belong to one drawing.
        var drawingGap = 10.0
        /// Fewer paths, bars and areas than this are decoration, unless the drawing is large.
        var leastMarks = 12
        /// Shortest sides in points of a drawing.
        var leastWidth = 60.0
        var leastHeight = 30.0
        /// A drawing this large on both sides (points) needs no further marks: artwork often is a single path.
        var largeSide = 72.0
        /// Curves and slanted lines cover at least this share of a drawing; ruled tables with an icon in a cell stay below.
        var curvedShare = 0.2
        /// Words over more than this share of the area are text on a decorated ground.
        var textShare = 0.3
        /// Rules longer than this share of the page's longer side divide the page rather than belong to a drawing.
        var frameShare = 0.6
        /// More paths than this (maps, CAD) are not grouped: it would cost seconds.
        var mostPaths = 20_000
        /// Other rows with text from which a frame around a drawing is a table's with a picture in it, not the drawing's own.
        var leastWrittenRows = 3
        /// Font sizes from a baseline down to the line that underlines it.
        var underline = 0.8
    }

    struct FoundFigure {
        var box: Rectangle
        /// The largest of its raster images; `nil` for a drawing.
        var image: ImagePrimitive?
        var isDrawing: Bool { image == nil }
    }

    let primitives: PagePrimitives
    let words: [Word]
    /// Frames divided into rows, which pictures stand in without owning them.
    private let frames: [RowFrame]
    var options = Options()

    init(primitives: PagePrimitives, words: [Word]) {
        self.primitives = primitives
        self.words = words
        frames = primitives.drawings.isEmpty ? [] : Self.frames(of: primitives)
    }

    private static func frames(of primitives: PagePrimitives) -> [RowFrame] {
        let shades = Edges.shades(among: primitives.fills)
        let edges = Edges(rules: primitives.rules, shades: shades).adding(shades: shades)
        return RowFrame.frames(among: edges, around: ChartSigns(primitives).pictures)
    }

    func figures() -> [FoundFigure] {
        let pictures = pictures()
        let drawings = drawings().filter { drawing in !pictures.contains { $0.box.intersection(drawing.box) != nil } }
        return pictures + drawings
    }

    private func pictures() -> [FoundFigure] {
        let pageArea = primitives.page.box.area
        var found: [FoundFigure] = []
        for image in primitives.images {
            guard let box = image.box.intersection(primitives.page.box) else { continue }
            if !words.isEmpty && box.area > options.backgroundShare * pageArea { continue }
            if let index = found.firstIndex(where: { touches($0.box, box) }) {
                found[index].box = found[index].box.union(box)
                if image.box.area > (found[index].image?.box.area ?? 0) { found[index].image = image }
            } else {
                found.append(FoundFigure(box: box, image: image))
            }
        }
        return found.filter { min($0.box.width, $0.box.height) >= options.smallestSide }
    }

    private func touches(_ a: Rectangle, _ b: Rectangle) -> Bool {
        a.insetBy(-options.tileGap).intersection(b) != nil
    }

    /// Clusters of curved or slanted paths with the axes and boxes among them; bars and boxes alone are tables and frames.
    private func drawings() -> [FoundFigure] {
        guard !primitives.drawings.isEmpty, primitives.drawings.count <= options.mostPaths else { return [] }
        return clusters(primitives.drawings).compactMap { curves in
            let box = withFrame(curves)
            guard box.width >= options.leastWidth, box.height >= options.leastHeight, box.area < 0.9 * primitives.page.box.area,
                curves.area >= options.curvedShare * box.area, hasSubstance(box), !isWrittenOn(box)
            else { return nil }
            return FoundFigure(box: box, image: nil)
        }
    }

    private func hasSubstance(_ box: Rectangle) -> Bool {
        if min(box.width, box.height) >= options.largeSide { return true }
        let marks =
            primitives.drawings.count { overlaps($0, box) } + primitives.rules.count { box.contains($0.box) }
            + primitives.fills.count { box.contains($0.box) }
        return marks >= options.leastMarks
    }

    private func isWrittenOn(_ box: Rectangle) -> Bool {
        let written = words.reduce(0) { $0 + ($1.box.intersection(box)?.area ?? 0) }
        return written > options.textShare * box.area
    }

    /// The drawing with the axes and filled boxes that touch it.
    private func withFrame(_ drawing: Rectangle) -> Rectangle {
        let longest = options.frameShare * max(primitives.page.width, primitives.page.height)
        let room = rowOfTable(around: drawing)
        let frame = (primitives.rules.map(\.box) + primitives.fills.map(\.box)).filter { part in
            max(part.width, part.height) < longest && overlaps(part, drawing.insetBy(-options.drawingGap))
                && room?.contains(part) ?? !isUnderline(part, above: drawing)
        }
        return frame.reduce(drawing) { $0.union($1) }
    }

    /// The inside of the row that the drawing stands in; `nil` where it stands in no table.
    private func rowOfTable(around drawing: Rectangle) -> Rectangle? {
        for frame in frames where frame.holdsInOneRow(drawing) {
            guard let own = frame.row(at: drawing.centerY) else { continue }
            let rows = words.filter { $0.box.centerX > frame.left && $0.box.centerX < frame.right }
                .compactMap { frame.row(at: $0.box.centerY) }.filter { $0 != own }
            guard Set(rows).count >= options.leastWrittenRows else { continue }
            return Rectangle(left: frame.left, top: frame.lines[own], right: frame.right, bottom: frame.lines[own + 1]).insetBy(1)
        }
        return nil
    }

    /// Whether the line lies over the drawing and under the first letters of a line of text: it belongs to a heading.
    private func isUnderline(_ rule: Rectangle, above drawing: Rectangle) -> Bool {
        guard rule.bottom < drawing.top, rule.width > rule.height else { return false }
        return words.contains { word in
            let drop = rule.centerY - word.baseline
            return drop > 0 && drop < options.underline * word.size && abs(word.box.left - rule.left) < word.size / 2
        }
    }

    private func clusters(_ boxes: [Rectangle]) -> [Rectangle] {
        var clusters: [Rectangle] = []
        for box in boxes {
            var merged = box
            var index = 0
            while index < clusters.count {
                if overlaps(clusters[index].insetBy(-options.drawingGap), merged) {
                    merged = merged.union(clusters[index])
                    clusters.remove(at: index)
                    index = 0
                } else {
                    index += 1
                }
            }
            clusters.append(merged)
        }
        return clusters
    }

    /// Hairlines have no area, so touching extents count.
    private func overlaps(_ a: Rectangle, _ b: Rectangle) -> Bool {
        a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom
    }
}
