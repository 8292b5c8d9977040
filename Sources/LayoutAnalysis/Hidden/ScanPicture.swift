import DocumentModel

/// The picture of a scanned page: one image, or the strips that a scanner cut it into.
struct ScanPicture {
    let box: Rectangle
    /// Drawing order of its last strip.
    let order: Int32

    /// `nil` when the images cover less than that share of the page.
    init?(_ images: [ImagePrimitive], page: Rectangle, leastShare: Double) {
        let strips = images.compactMap { $0.box.intersection(page) }
        guard strips.reduce(0, { $0 + $1.area }) > leastShare * page.area, let box = Rectangle.around(strips) else { return nil }
        self.box = box
        order = images.map(\.order).max() ?? 0
    }

    /// Whether the picture is drawn over the glyph.
    func covers(_ glyph: Glyph) -> Bool {
        glyph.order < order && box.contains(x: glyph.box.centerX, y: glyph.box.centerY)
    }
}
