package import DocumentModel

/// Words on one baseline without a wide gap between them: a line, or the part of a line inside one column.
package struct LineSegment: Sendable {
    /// Indices into `WordSet.words`, left to right.
    package var words: [Int]
    package var box: Rectangle
    /// Baseline of its full-size words.
    package var baseline: Double
    /// Font size of its full-size words.
    package var size: Double
    /// Marks stand above one another (fractions, limits, accents): words are in stream order, and gaps tell nothing.
    package var isStacked = false

    /// The part of the box that letters without ascenders fill: loose boxes of neighbouring lines overlap, cores do not.
    package var core: Rectangle {
        Rectangle(left: box.left, top: baseline - 0.6 * size, right: box.right, bottom: baseline + 0.1 * size)
    }
}
