import DocumentModel
import Glibc

/// The convex outline of a group of pixels and the rectangles around it.
struct RegionOutline {
    /// Corners of the convex hull in order.
    let hull: [Point]

    /// - Parameter points: in any order, at least one.
    init(around points: [Point]) {
        let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let lower = Self.chain(sorted)
        let upper = Self.chain(sorted.reversed())
        hull = lower.count > 1 ? lower.dropLast() + upper.dropLast() : lower
    }

    /// One side of the hull (Andrew's monotone chain).
    private static func chain(_ points: some Sequence<Point>) -> [Point] {
        var chain: [Point] = []
        for point in points {
            while chain.count > 1, turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 { chain.removeLast() }
            chain.append(point)
        }
        return chain
    }

    private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }

    /// The rectangle of the smallest area around the outline, its width within 45 degrees of the horizontal.
    func smallestRectangle(score: Double) -> TextRegion {
        var best = rectangle(angle: 0, score: score)
        for index in hull.indices {
            let next = hull[(index + 1) % hull.count]
            var angle = atan2(next.y - hull[index].y, next.x - hull[index].x)
            angle -= (angle / (.pi / 2)).rounded() * (.pi / 2)
            let candidate = rectangle(angle: angle, score: score)
            if candidate.width * candidate.height < best.width * best.height { best = candidate }
        }
        return best
    }

    /// The rectangle along that direction that just holds the outline.
    func rectangle(angle: Double, score: Double) -> TextRegion {
        let (c, s) = (cos(angle), sin(angle))
        var (left, right, top, bottom) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
        for point in hull {
            let along = point.x * c + point.y * s
            let across = point.y * c - point.x * s
            (left, right, top, bottom) = (min(left, along), max(right, along), min(top, across), max(bottom, across))
        }
        let (along, across) = ((left + right) / 2, (top + bottom) / 2)
        return TextRegion(
            centerX: along * c - across * s, centerY: along * s + across * c, width: right - left, height: bottom - top, angle: angle,
            score: score)
    }
}
