import DocumentModel

/// Which way most of a page's text runs.
struct ReadingDirection {
    /// Share of a page's glyphs that must agree before the whole page is turned.
    private static let turnShare = 0.6
    /// Share of steps between unspaced-script glyphs that go straight down in vertical writing.
    private static let verticalShare = 0.6

    /// Clockwise quarter turn of the page's text: 0, 90, 180 or 270 degrees. Vertical writing counts as 90:
    /// its columns, read from the right, become lines read from the top.
    static func mainAngle(of primitives: PagePrimitives) -> Int {
        var counts = [0, 0, 0, 0]
        for glyph in primitives.glyphs {
            let angle = primitives.styles[Int(glyph.style)].angleDegrees
            if angle % 90 == 0 { counts[angle / 90 % 4] += 1 }
        }
        let total = max(primitives.glyphs.count, 1)
        if let turned = (1...3).first(where: { Double(counts[$0]) > turnShare * Double(total) }) { return turned * 90 }
        return isVertical(primitives.glyphs) ? 90 : 0
    }

    private static func isVertical(_ glyphs: [Glyph]) -> Bool {
        var down = 0, steps = 0
        for (a, b) in zip(glyphs, glyphs.dropFirst()) where Scripts.isUnspaced(a.scalar) && Scripts.isUnspaced(b.scalar) {
            steps += 1
            let size = a.box.height
            if abs(a.box.centerX - b.box.centerX) < 0.3 * size && b.box.centerY - a.box.centerY > 0.4 * size { down += 1 }
        }
        return steps > 20 && Double(down) > verticalShare * Double(steps)
    }
}
