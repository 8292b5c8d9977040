import CPDFium
import DocumentModel

/// What of an object its clip paths let through, by their bounding boxes.
enum ClipReader {
    /// A clip of more points is no cell or frame but artwork; its box is not worth reading.
    private static let segmentLimit: Int32 = 2_000
    /// Points by which clips are taken wider: writers clip lines at their middle.
    private static let slack = 0.5

    /// The visible part of the page for `object`; `nil` when nothing clips it.
    static func box(of object: FPDF_PAGEOBJECT, placedBy placement: Transform) -> Rectangle? {
        guard let clip = FPDFPageObj_GetClipPath(object) else { return nil }
        var visible: Rectangle?
        for path in 0..<max(0, FPDFClipPath_CountPaths(clip)) {
            guard let box = box(ofPath: path, in: clip, placedBy: placement) else { continue }
            guard let before = visible else {
                visible = box
                continue
            }
            visible = Rectangle(
                left: max(before.left, box.left), top: max(before.top, box.top),
                right: min(before.right, box.right), bottom: min(before.bottom, box.bottom))
        }
        return visible?.insetBy(-slack)
    }

    private static func box(ofPath path: Int32, in clip: FPDF_CLIPPATH, placedBy placement: Transform) -> Rectangle? {
        let count = FPDFClipPath_CountPathSegments(clip, path)
        guard count > 0, count <= segmentLimit else { return nil }
        var box: Rectangle?
        for index in 0..<count {
            guard let segment = FPDFClipPath_GetPathSegment(clip, path, index) else { continue }
            var (x, y): (Float, Float) = (0, 0)
            guard FPDFPathSegment_GetPoint(segment, &x, &y) != 0 else { continue }
            let place = placement.point(Double(x), Double(y))
            let point = Rectangle(left: place.x, top: place.y, right: place.x, bottom: place.y)
            box = box?.union(point) ?? point
        }
        return box
    }
}
