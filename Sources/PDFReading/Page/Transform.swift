import CPDFium
import DocumentModel

/// An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
struct Transform: Hashable {
    var a, b, c, d, e, f: Double

    static let identity = Transform(a: 1, b: 0, c: 0, d: 1, e: 0, f: 0)

    init(a: Double, b: Double, c: Double, d: Double, e: Double, f: Double) {
        (self.a, self.b, self.c, self.d, self.e, self.f) = (a, b, c, d, e, f)
    }

    init(_ matrix: FS_MATRIX) {
        (a, b, c) = (Double(matrix.a), Double(matrix.b), Double(matrix.c))
        (d, e, f) = (Double(matrix.d), Double(matrix.e), Double(matrix.f))
    }

    /// The map from PDF user space (y up) to the displayed page (origin top-left, y down).
    /// - Parameters:
    ///   - box: the visible part of the page in user space.
    ///   - quarterTurns: clockwise rotation of the page in quarter turns.
    init(displaying box: FS_RECTF, quarterTurns: Int32) {
        let (left, right) = (Double(box.left), Double(box.right))
        let (bottom, top) = (Double(box.bottom), Double(box.top))
        self =
            switch quarterTurns & 3 {
            case 1: Transform(a: 0, b: 1, c: 1, d: 0, e: -bottom, f: -left)
            case 2: Transform(a: -1, b: 0, c: 0, d: 1, e: right, f: -bottom)
            case 3: Transform(a: 0, b: -1, c: -1, d: 0, e: top, f: right)
            default: Transform(a: 1, b: 0, c: 0, d: -1, e: -left, f: top)
            }
    }

    /// This map first, then `next`.
    func then(_ next: Transform) -> Transform {
        Transform(
            a: a * next.a + b * next.c, b: a * next.b + b * next.d,
            c: c * next.a + d * next.c, d: c * next.b + d * next.d,
            e: e * next.a + f * next.c + next.e, f: e * next.b + f * next.d + next.f)
    }

    @inline(__always)
    func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The map back; the identity when there is none (a page without area).
    var inverse: Transform {
        let determinant = a * d - b * c
        guard determinant != 0, determinant.isFinite else { return .identity }
        return Transform(
            a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant,
            e: (c * f - d * e) / determinant, f: (b * e - a * f) / determinant)
    }

    /// The bounding rectangle of the mapped rectangle.
    @inline(__always)
    func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> Rectangle {
        let (ax, ay) = (a * x0, b * x0)
        let (bx, by) = (a * x1, b * x1)
        let (cx, cy) = (c * y0, d * y0)
        let (dx, dy) = (c * y1, d * y1)
        return Rectangle(
            left: min(ax, bx) + min(cx, dx) + e, top: min(ay, by) + min(cy, dy) + f,
            right: max(ax, bx) + max(cx, dx) + e, bottom: max(ay, by) + max(cy, dy) + f)
    }

    func rectangle(_ box: FS_RECTF) -> Rectangle {
        rectangle(Double(box.left), Double(box.bottom), Double(box.right), Double(box.top))
    }

    /// Where the unit square (an image) lands.
    var unitSquare: Rectangle { rectangle(0, 0, 1, 1) }

    /// Mean enlargement of lengths: the square root of the enlargement of areas.
    var scale: Double { (a * d - b * c).magnitude.squareRoot() }

    /// Enlargement of heights: of the text size when this is a text matrix.
    var verticalScale: Double { (c * c + d * d).squareRoot() }
}
