/// A point; the unit and origin are those of what it belongs to.
package struct Point: Hashable, Sendable, Codable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// Four corners in the order in which text is read: a rectangle that may be turned or skewed.
package struct Quadrilateral: Hashable, Sendable, Codable {
    package var topLeft: Point
    package var topRight: Point
    package var bottomRight: Point
    package var bottomLeft: Point

    package init(topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point) {
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomRight = bottomRight
        self.bottomLeft = bottomLeft
    }

    package var corners: [Point] { [topLeft, topRight, bottomRight, bottomLeft] }
}
