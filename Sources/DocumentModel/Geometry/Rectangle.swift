/// An axis-parallel rectangle in points (1/72 inch); origin top-left of the page as displayed, y grows downwards.
package struct Rectangle: Hashable, Sendable, Codable {
    package var left: Double
    package var top: Double
    package var right: Double
    package var bottom: Double

    package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    package var width: Double { right - left }
    package var height: Double { bottom - top }
    package var area: Double { max(0, width) * max(0, height) }
    package var centerX: Double { (left + right) / 2 }
    package var centerY: Double { (top + bottom) / 2 }
    package var isEmpty: Bool { right <= left || bottom <= top }

    /// The smallest rectangle around both.
    package func union(_ other: Rectangle) -> Rectangle {
        Rectangle(
            left: min(left, other.left), top: min(top, other.top),
            right: max(right, other.right), bottom: max(bottom, other.bottom))
    }

    /// What both cover; `nil` when they do not overlap in area.
    package func intersection(_ other: Rectangle) -> Rectangle? {
        let common = Rectangle(
            left: max(left, other.left), top: max(top, other.top),
            right: min(right, other.right), bottom: min(bottom, other.bottom))
        return common.isEmpty ? nil : common
    }

    package func contains(x: Double, y: Double) -> Bool {
        x >= left && x <= right && y >= top && y <= bottom
    }

    package func contains(_ other: Rectangle) -> Bool {
        other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom
    }

    /// Every side moved inwards by that many points (outwards when negative).
    package func insetBy(_ points: Double) -> Rectangle {
        Rectangle(left: left + points, top: top + points, right: right - points, bottom: bottom - points)
    }

    /// Length in points of the common part of both horizontal extents; 0 when there is none.
    package func horizontalOverlap(_ other: Rectangle) -> Double {
        max(0, min(right, other.right) - max(left, other.left))
    }

    /// Length in points of the common part of both vertical extents; 0 when there is none.
    package func verticalOverlap(_ other: Rectangle) -> Double {
        max(0, min(bottom, other.bottom) - max(top, other.top))
    }

    /// The smallest rectangle around all; `nil` for none.
    package static func around(_ rectangles: some Sequence<Rectangle>) -> Rectangle? {
        rectangles.reduce(nil as Rectangle?) { $0?.union($1) ?? $1 }
    }
}
