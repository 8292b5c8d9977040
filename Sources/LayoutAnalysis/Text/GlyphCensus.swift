import DocumentModel

/// Counts that tell whether a page's text can be used.
struct GlyphCensus {
    /// Share of glyphs without a Unicode value from which on the text is garbage to a reader.
    private static let garbledShare = 0.3
    /// With fewer glyphs than this over a page-size picture, the text is a stamp on a scan.
    private static let stampGlyphs = 60
    /// Share of the page that a picture covers on a scan.
    private static let scanShare = 0.5
    /// Text drawn as outlines consists of at least this many paths.
    private static let outlinedTextPaths = 200

    /// Visible glyphs, spaces left out.
    private(set) var count = 0
    private(set) var unmapped = 0

    init(_ glyphs: [Glyph], visible: [Int]) {
        for index in visible {
            let glyph = glyphs[index]
            if Scripts.isSpace(glyph.scalar) { continue }
            count += 1
            if glyph.flags.contains(.unmapped) || glyph.scalar == 0xFFFD || Self.isPrivate(glyph.scalar) { unmapped += 1 }
        }
    }

    func condition(of primitives: PagePrimitives, isInvisibleLayer: Bool) -> TextCondition {
        let isScan = ScanPicture(primitives.images, page: primitives.page.box, leastShare: Self.scanShare) != nil
        if isInvisibleLayer { return .invisibleLayer }
        if count == 0 {
            return !primitives.images.isEmpty || primitives.drawings.count > Self.outlinedTextPaths ? .picture : .blank
        }
        if isScan && count < Self.stampGlyphs { return .picture }
        return Double(unmapped) > Self.garbledShare * Double(count) ? .garbled : .usable
    }

    private static func isPrivate(_ scalar: UInt32) -> Bool {
        (scalar >= 0xE000 && scalar <= 0xF8FF) || scalar >= 0xF0000
    }
}
