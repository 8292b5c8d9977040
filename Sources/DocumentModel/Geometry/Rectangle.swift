/// An axis-parallel rectangle in points (1/72 inch); origin top-left of the page as displayed, y grows downwards.
///
/// Inlinable throughout: other modules ask it for every glyph and word, and would call generic code for `around`.
@usableFromInline package struct Rectangle: Hashable, Sendable, Codable {
    @usableFromInline package var left: Double
    @usableFromInline package var top: Double
    @usableFromInline package var right: Double
    @usableFromInline package var bottom: Double

    @inlinable package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    @inlinable package var width: Double { right - left }
    @inlinable package var height: Double { bottom - top }
    @inlinable package var area: Double { max(0, width) * max(0, height) }
    @inlinable package var centerX: Double { (left + right) / 2 }
    @inlinable package var centerY: Double { (top + bottom) / 2 }
    @inlinable package var isEmpty: Bool { right <= left || bottom <= top }

    /// The smallest rectangle around both.
    @inlinable package func union(_ other: Rectangle) -> Rectangle {
        Rectangle(
            left: min(left, other.left), top: min(top, other.top),
            right: max(right, other.right), bottom: max(bottom, other.bottom))
    }

    /// What both cover; `nil` when they do not overlap in area.
    @inlinable package func intersection(_ other: Rectangle) -> Rectangle? {
        let common = Rectangle(
            left: max(left, other.left), top: max(top, other.top),
            right: min(right, other.right), bottom: min(bottom, other.bottom))
        return common.isEmpty ? nil : common
    }

    @inlinable package func contains(x: Double, y: Double) -> Bool {
        x >= left && x <= right && y >= top && y <= bottom
    }

    @inlinable package func contains(_ other: Rectangle) -> Bool {
        other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom
    }

    /// Every side moved inwards by that many points (outwards when negative).
    @inlinable package func insetBy(_ points: Double) -> Rectangle {
        Rectangle(left: left + points, top: top + points, right: right - points, bottom: bottom - points)
    }

    /// Length in points of the common part of both horizontal extents; 0 when there is none.
    @inlinable package func horizontalOverlap(_ other: Rectangle) -> Double {
        max(0, min(right, other.right) - max(left, other.left))
    }

    /// Length in points of the common part of both vertical extents; 0 when there is none.
    @inlinable package func verticalOverlap(_ other: Rectangle) -> Double {
        max(0, min(bottom, other.bottom) - max(top, other.top))
    }

    /// The smallest rectangle around all; `nil` for none.
    @inlinable package static func around(_ rectangles: some Sequence<Rectangle>) -> Rectangle? {
        rectangles.reduce(nil as Rectangle?) { $0?.union($1) ?? $1 }
    }
}
