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
        var drawingGap = 8.0
        /// Fewer paths are decoration.
        var drawingPaths = 12
        /// Smallest width and height in points of a drawing.
        var drawingSide = 60.0
        /// Rules longer than this share of the page's longer side divide the page rather than belong to a drawing.
        var frameShare = 0.6
        /// More paths than this (maps, CAD) are not grouped: it would cost seconds.
        var mostPaths = 20_000
    }

    struct FoundFigure {
        var box: Rectangle
        /// The largest of its raster images; `nil` for a drawing.
        var image: ImagePrimitive?
        var isDrawing: Bool { image == nil }
    }

    let primitives: PagePrimitives
    var options = Options()

    init(primitives: PagePrimitives) {
        self.primitives = primitives
    }

    func figures(hasText: Bool) -> [FoundFigure] {
        let pictures = pictures(hasText: hasText)
        let drawings = drawings().filter { drawing in !pictures.contains { $0.box.intersection(drawing.box) != nil } }
        return pictures + drawings
    }

    private func pictures(hasText: Bool) -> [FoundFigure] {
        let pageArea = primitives.page.box.area
        var found: [FoundFigure] = []
        for image in primitives.images {
            guard let box = image.box.intersection(primitives.page.box) else { continue }
            if hasText && box.area > options.backgroundShare * pageArea { continue }
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

    /// Clusters of paths with the axes and boxes among them; bars and boxes alone are tables and frames, so enough of the
    /// paths must be curved or slanted.
    private func drawings() -> [FoundFigure] {
        guard primitives.drawings.count >= options.drawingPaths, primitives.drawings.count <= options.mostPaths else { return [] }
        return clusters(primitives.drawings).compactMap { cluster in
            guard cluster.count >= options.drawingPaths else { return nil }
            let box = withFrame(cluster.box)
            guard box.width >= options.drawingSide, box.height >= options.drawingSide, box.area < 0.9 * primitives.page.box.area
            else { return nil }
            return FoundFigure(box: box, image: nil)
        }
    }

    /// The drawing with the axes and filled boxes that touch it.
    private func withFrame(_ drawing: Rectangle) -> Rectangle {
        let longest = options.frameShare * max(primitives.page.width, primitives.page.height)
        let frame = (primitives.rules.map(\.box) + primitives.fills.map(\.box)).filter { max($0.width, $0.height) < longest }
        return frame.reduce(drawing) { overlaps($1, drawing.insetBy(-options.drawingGap)) ? $0.union($1) : $0 }
    }

    private func clusters(_ boxes: [Rectangle]) -> [(box: Rectangle, count: Int)] {
        var clusters: [(box: Rectangle, count: Int)] = []
        for box in boxes {
            var merged = (box: box, count: 1)
            let reach = { (other: Rectangle) in other.insetBy(-options.drawingGap) }
            var index = 0
            while index < clusters.count {
                if overlaps(reach(clusters[index].box), merged.box) {
                    merged = (merged.box.union(clusters[index].box), merged.count + clusters[index].count)
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
