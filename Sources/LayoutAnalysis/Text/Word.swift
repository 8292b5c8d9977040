package import DocumentModel

/// Glyphs of one line that stand together without a space.
package struct Word: Sendable {
    /// Indices into `PagePrimitives.glyphs` in reading order: `WordSet.glyphs[range]`.
    package var glyphs: Range<Int>
    package var box: Rectangle
    package var baseline: Double
    /// Font size in points of its largest glyph.
    package var size: Double
    /// Style of its first glyph: index into `PagePrimitives.styles`.
    package var style: Int
    /// A space glyph or a gap wide enough for one stands before it.
    package var hasSpaceBefore: Bool
    package var isRightToLeft: Bool
    /// First scalar, last scalar: what decides whether a neighbour is set off by a space.
    package var first: UInt32
    package var last: UInt32
}

/// All words of a page, in the order of the content stream.
package struct WordSet: Sendable {
    /// Glyph indices, word after word.
    package var glyphs: [Int]
    package var words: [Word]
}
