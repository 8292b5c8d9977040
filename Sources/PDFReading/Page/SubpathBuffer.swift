import CPDFium
import DocumentModel

/// The points of one path in page coordinates, cut into subpaths; reused from path to path to avoid allocations.
struct SubpathBuffer {
    /// Index ranges of the subpaths of at least two points.
    private(set) var ranges: [Range<Int>] = []
    private var points: [Point] = []

    private struct Point {
        var x: Double
        var y: Double
        /// Whether the way to this point is a curve (then its control points are in the list, too).
        var endsCurve: Bool
    }

    /// What a filled subpath looks like.
    struct Shape {
        var box: Rectangle
        /// Share of the box that the polygon of the points covers, 0...1.
        var coveredShare: Double
    }

    mutating func read(_ path: FPDF_PAGEOBJECT, segmentCount: Int32, placedBy matrix: Transform) {
        ranges.removeAll(keepingCapacity: true)
        points.removeAll(keepingCapacity: true)
        var start = 0
        for index in 0..<max(0, segmentCount) {
            guard let segment = FPDFPath_GetPathSegment(path, index) else { continue }
            var (x, y): (Float, Float) = (0, 0)
            _ = FPDFPathSegment_GetPoint(segment, &x, &y)
            let kind = FPDFPathSegment_GetType(segment)
            if kind == FPDF_SEGMENT_MOVETO {
                endSubpath(from: start)
                start = points.count
            }
            let place = matrix.point(Double(x), Double(y))
            points.append(Point(x: place.x, y: place.y, endsCurve: kind == FPDF_SEGMENT_BEZIERTO))
            if FPDFPathSegment_GetClose(segment) != 0, start < points.count {
                let first = points[start]
                points.append(Point(x: first.x, y: first.y, endsCurve: false))
                endSubpath(from: start)
                start = points.count
            }
        }
        endSubpath(from: start)
    }

    private mutating func endSubpath(from start: Int) {
        if points.count - start >= 2 { ranges.append(start..<points.count) }
    }

    /// Bounding box and filling of a subpath.
    func shape(of range: Range<Int>) -> Shape {
        let first = points[range.lowerBound]
        var box = Rectangle(left: first.x, top: first.y, right: first.x, bottom: first.y)
        var doubledArea = 0.0
        var previous = points[range.upperBound - 1]
        for index in range {
            let point = points[index]
            box.left = min(box.left, point.x)
            box.right = max(box.right, point.x)
            box.top = min(box.top, point.y)
            box.bottom = max(box.bottom, point.y)
            doubledArea += previous.x * point.y - point.x * previous.y
            previous = point
        }
        let boxArea = box.area
        return Shape(box: box, coveredShare: boxArea > 0 ? (doubledArea / 2).magnitude / boxArea : 0)
    }

    /// The two rectangles of a path that is one rectangle cut out of another; `nil` for all other paths.
    var rectangularFrame: (outer: Rectangle, inner: Rectangle)? {
        guard ranges.count == 2 else { return nil }
        let (first, second) = (shape(of: ranges[0]), shape(of: ranges[1]))
        guard min(first.coveredShare, second.coveredShare) > 0.99 else { return nil }
        if first.box.contains(second.box) { return (first.box, second.box) }
        if second.box.contains(first.box) { return (second.box, first.box) }
        return nil
    }

    /// Calls `body` for every horizontal or vertical segment of a subpath and tells whether there were only such.
    /// - Parameter tolerance: points by which a segment may leave the axis.
    func forEachStraightSegment(
        of range: Range<Int>, tolerance: Double, _ body: (Rule.Direction, Rectangle) -> Void
    ) -> Bool {
        var onlyStraight = true
        for index in range.dropFirst() {
            let (from, to) = (points[index - 1], points[index])
            let (width, height) = ((to.x - from.x).magnitude, (to.y - from.y).magnitude)
            if width == 0, height == 0 { continue }
            guard !to.endsCurve, min(width, height) <= tolerance else {
                onlyStraight = false
                continue
            }
            let box = Rectangle(
                left: min(from.x, to.x), top: min(from.y, to.y), right: max(from.x, to.x), bottom: max(from.y, to.y))
            body(width >= height ? .horizontal : .vertical, box)
        }
        return onlyStraight
    }
}
