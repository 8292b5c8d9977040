import DocumentModel

/// Pictures on a page that may say something the file's text does not: tables pasted as images, scans with a stamp.
struct UnreadPictures {
    struct Options {
        /// Share of the page from which a picture is worth the second that recognition takes; logos and photos in a column stay below.
        var leastShare = 0.1
        /// Letters over more than this share of a picture are its text, or it is their background. A full page has a quarter.
        var mostWritten = 0.02
        /// Pixels to a point from which letters in it could be legible: 60 dpi.
        var leastResolution = 0.83
        /// A picture over the page's whole upper or lower edge, no higher than this share of it, is its dress: logos, no text to read.
        var bannerHeight = 0.25
        /// Pictures this close in points are tiles of one.
        var tileGap = 1.5
        /// The largest of each page; a page of thumbnails has no text worth its time.
        var most = 6
        /// More images than this are a pattern or a map, not pictures.
        var mostImages = 2_000
    }

    let primitives: PagePrimitives
    var options = Options()

    init(_ primitives: PagePrimitives) {
        self.primitives = primitives
    }

    /// Boxes on the displayed page, the largest first.
    func boxes() -> [Rectangle] {
        let page = primitives.page.box
        guard !primitives.images.isEmpty, primitives.images.count <= options.mostImages else { return [] }
        let large = joined(primitives.images.filter(isLegible).compactMap { $0.box.intersection(page) })
            .filter { $0.area >= options.leastShare * page.area }
        return Array(large.filter { !isWritten($0) && !isBanner($0) }.sorted { $0.area > $1.area }.prefix(options.most))
    }

    private func isLegible(_ image: ImagePrimitive) -> Bool {
        Double(image.pixelWidth) >= options.leastResolution * image.box.width
            || Double(image.pixelHeight) >= options.leastResolution * image.box.height
    }

    private func joined(_ tiles: [Rectangle]) -> [Rectangle] {
        tiles.reduce(into: []) { found, tile in
            if let index = found.firstIndex(where: { $0.insetBy(-options.tileGap).intersection(tile) != nil }) {
                found[index] = found[index].union(tile)
            } else {
                found.append(tile)
            }
        }
    }

    private func isBanner(_ picture: Rectangle) -> Bool {
        let page = primitives.page.box
        let isAtEdge = picture.top <= page.top + options.tileGap || picture.bottom >= page.bottom - options.tileGap
        let isAcross = picture.left <= page.left + options.tileGap && picture.right >= page.right - options.tileGap
        return isAtEdge && isAcross && picture.height <= options.bannerHeight * page.height
    }

    private func isWritten(_ picture: Rectangle) -> Bool {
        var area = 0.0
        for glyph in primitives.glyphs where !Scripts.isSpace(glyph.scalar) && picture.contains(x: glyph.box.centerX, y: glyph.box.centerY) {
            area += glyph.box.area
        }
        return area > options.mostWritten * picture.area
    }
}
