/// One character as drawn.
package struct Glyph: Sendable {
    package struct Flags: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The font gives no Unicode value for this glyph; `scalar` is a guess or U+FFFD.
        package static let unmapped = Flags(rawValue: 1)
        /// A hyphen at a line end as told by the reader (soft hyphen or U+2010 family).
        package static let hyphen = Flags(rawValue: 2)
        /// The reader's own guess that a space or line end stands before this glyph: a weak sign, for formulas and
        /// cursive scripts where gaps tell nothing.
        package static let afterBreak = Flags(rawValue: 4)
    }

    /// `markedContent` of artifacts: running headers, page numbers and decoration of tagged files.
    package static let artifact: Int32 = -2

    /// Unicode scalar value; 0xFFFD when unknown.
    package var scalar: UInt32
    /// Index into `PagePrimitives.styles`.
    package var style: UInt16
    package var flags: Flags
    /// Marked-content identifier in the page's structure tree; -1 for none, `Glyph.artifact` for content marked as no part of it.
    package var markedContent: Int32
    /// Advance width by font ascent and descent (the "loose" box), in points.
    package var box: Rectangle
    /// Pen position before the glyph was drawn; `originY` is the baseline of unrotated text.
    package var originX: Double
    package var originY: Double
    /// Position of the page object that drew it in drawing order (compare with `Fill.order` to see what covers what).
    package var order: Int32

    package init(
        scalar: UInt32, style: UInt16, flags: Flags = [], markedContent: Int32 = -1, box: Rectangle,
        originX: Double, originY: Double, order: Int32 = 0
    ) {
        self.scalar = scalar
        self.style = style
        self.flags = flags
        self.markedContent = markedContent
        self.box = box
        self.originX = originX
        self.originY = originY
        self.order = order
    }
}

/// Font, size and paint of a run of glyphs.
package struct TextStyle: Hashable, Sendable, Codable {
    /// How the text is painted (ISO 32000-2 table 104).
    package enum Paint: UInt8, Sendable, Codable { case fill, stroke, fillAndStroke, invisible, clip }

    /// Base font name without subset prefix ("ABCDEF+"); may be empty.
    package var fontName: String
    /// Effective height in points after all matrices.
    package var size: Double
    package var isBold: Bool
    package var isItalic: Bool
    package var isMonospaced: Bool
    package var isSerif: Bool
    package var color: Color
    package var paint: Paint
    /// Clockwise rotation of the text on the displayed page, rounded to whole degrees, 0..<360.
    package var angleDegrees: Int

    package init(
        fontName: String, size: Double, isBold: Bool = false, isItalic: Bool = false, isMonospaced: Bool = false,
        isSerif: Bool = false, color: Color = .black, paint: Paint = .fill, angleDegrees: Int = 0
    ) {
        self.fontName = fontName
        self.size = size
        self.isBold = isBold
        self.isItalic = isItalic
        self.isMonospaced = isMonospaced
        self.isSerif = isSerif
        self.color = color
        self.paint = paint
        self.angleDegrees = angleDegrees
    }
}

/// 8-bit sRGB with opacity (255 opaque).
package struct Color: Hashable, Sendable, Codable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8
    package var alpha: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    package static let black = Color(red: 0, green: 0, blue: 0)
    package static let white = Color(red: 255, green: 255, blue: 255)
}
