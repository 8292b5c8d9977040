package import DocumentModel

/// What a page shows, counted character by character: the yardstick for lost and doubled text.
package struct PageGlyphs: Sendable, Hashable {
    /// Scalar values of the visible glyphs, spaces left out, and how often each is drawn; the reader's guess where a font has none.
    package var counts: [UInt32: Int] = [:]
    /// Fonts that gave no Unicode value for some glyphs, and for how many.
    package var unmappedFonts: [String: Int] = [:]

    package init() {}

    /// Counts the glyphs of a page. Glyphs drawn again on the same spot (a poor man's bold) count once. Where nothing is visible,
    /// the invisible layer of an earlier recognition is what the page says.
    package init(_ primitives: PagePrimitives) {
        count(primitives) { Self.isVisible($0, in: primitives) }
        if counts.isEmpty { count(primitives) { _ in true } }
    }

    private mutating func count(_ primitives: PagePrimitives, where isCounted: (Glyph) -> Bool) {
        var seen = Set<Spot>(minimumCapacity: primitives.glyphs.count)
        for glyph in primitives.glyphs where glyph.scalar > 0x20 && isCounted(glyph) && isFirst(glyph, among: &seen) {
            counts[glyph.scalar, default: 0] += 1
            if glyph.flags.contains(.unmapped), Int(glyph.style) < primitives.styles.count {
                unmappedFonts[primitives.styles[Int(glyph.style)].fontName, default: 0] += 1
            }
        }
    }

    /// A square of one point that a character stands in.
    private struct Spot: Hashable {
        var scalar: UInt32
        var x: Int32
        var y: Int32
    }

    /// Copies that make text bold are shifted by less than this many points.
    private static let boldShift = 0.5

    private func isFirst(_ glyph: Glyph, among seen: inout Set<Spot>) -> Bool {
        let left = Self.bucket(glyph.originX - Self.boldShift), right = Self.bucket(glyph.originX + Self.boldShift)
        let top = Self.bucket(glyph.originY - Self.boldShift), bottom = Self.bucket(glyph.originY + Self.boldShift)
        for x in Set([left, right]) {
            for y in Set([top, bottom]) where seen.contains(Spot(scalar: glyph.scalar, x: x, y: y)) { return false }
        }
        seen.insert(Spot(scalar: glyph.scalar, x: Self.bucket(glyph.originX), y: Self.bucket(glyph.originY)))
        return true
    }

    private static func bucket(_ coordinate: Double) -> Int32 {
        Int32(max(-1e9, min(1e9, coordinate.rounded(.down))))
    }

    private static func isVisible(_ glyph: Glyph, in primitives: PagePrimitives) -> Bool {
        guard Int(glyph.style) < primitives.styles.count else { return false }
        let style = primitives.styles[Int(glyph.style)]
        guard style.paint != .invisible, style.color.alpha > 0 else { return false }
        return primitives.page.box.contains(x: glyph.box.centerX, y: glyph.box.centerY)
    }
}
