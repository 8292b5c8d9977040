/// A straight horizontal or vertical line: a stroke, or a filled bar too thin to be an area.
package struct Rule: Hashable, Sendable, Codable {
    package enum Direction: UInt8, Sendable, Codable { case horizontal, vertical }

    package var direction: Direction
    /// The bar it paints; its thickness is the short side.
    package var box: Rectangle
    package var color: Color

    package init(direction: Direction, box: Rectangle, color: Color = .black) {
        self.direction = direction
        self.box = box
        self.color = color
    }
}

/// A filled rectangle-like area.
package struct Fill: Hashable, Sendable, Codable {
    package var box: Rectangle
    package var color: Color
    /// Position in drawing order, comparable with `Glyph.order`.
    package var order: Int32
    /// Whether its outline is stroked as well (then its four sides are also in `PagePrimitives.rules`).
    package var isStroked: Bool

    package init(box: Rectangle, color: Color, order: Int32, isStroked: Bool = false) {
        self.box = box
        self.color = color
        self.order = order
        self.isStroked = isStroked
    }
}

/// A raster image placed on the page.
package struct ImagePrimitive: Hashable, Sendable, Codable {
    /// Position among the page's images in drawing order, from 0: the key for reading its bytes.
    package var index: Int
    package var box: Rectangle
    package var pixelWidth: Int
    package var pixelHeight: Int
    /// Marked-content identifier; -1 for none.
    package var markedContent: Int32
    package var order: Int32

    package init(index: Int, box: Rectangle, pixelWidth: Int, pixelHeight: Int, markedContent: Int32 = -1, order: Int32 = 0) {
        self.index = index
        self.box = box
        self.pixelWidth = pixelWidth
        self.pixelHeight = pixelHeight
        self.markedContent = markedContent
        self.order = order
    }
}
