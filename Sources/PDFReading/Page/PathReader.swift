import CPDFium
import DocumentModel

/// Sorts drawn paths into rules, fills and other drawings.
struct PathReader {
    private(set) var rules: [Rule] = []
    private(set) var fills: [Fill] = []
    private(set) var drawings: [Rectangle] = []
    private var subpaths = SubpathBuffer()
    /// The last filled area as it was drawn; the last of `fills` may be several joined.
    private var lastSlice = Rectangle(left: 0, top: 0, right: 0, bottom: 0)
    /// The visible part of the page for the path being read; `nil` for all of it.
    private var clip: Rectangle?

    /// Paths of more segments are artwork: one box is all that layout needs of them. The largest table drawn as one path
    /// in our samples has some 2,000.
    static let segmentLimit: Int32 = 20_000
    /// Bars up to this thickness in points are rules; the thickest table frames drawn as bars are 2 to 2.25.
    static let ruleThickness = 2.5
    /// A bar is a rule when it is this many times longer than thick; below it is a bullet, a dot or a letter part.
    static let ruleAspect = 3.0
    /// Thickness in points of a stroke of width 0, "the thinnest line that can be rendered".
    static let hairline = 0.25
    /// A segment is straight along an axis when it leaves it by no more points than this: what a printer cannot show.
    static let straightness = 0.3
    /// Share of its bounding box that a filled shape covers to count as an area (rounded corners) and not as a drawing.
    static let areaShare = 0.85
    /// A drawing that touches the one before is a piece of it when the box around both is hardly larger than the two:
    /// a gradient drawn in slices has thousands.
    static let joinGrowth = 1.2
    /// Points by which the sides of gradient slices move from one to the next.
    static let sliceShift = 1.0
    /// Boxes of drawings kept apart; artwork beyond this is joined into one box.
    static let drawingLimit = 5_000
    /// More rules than this on one page, pieces joined, are a map or a hatching and no table: the densest in our samples has 500.
    static let ruleLimit = 10_000
    /// Areas kept apart; further ones count as drawings.
    static let fillLimit = 20_000

    /// Takes in one path object.
    mutating func read(_ path: FPDF_PAGEOBJECT, placedBy placement: Transform, order: Int32) {
        var (fillMode, isStroked): (Int32, Int32) = (0, 0)
        guard FPDFPath_GetDrawMode(path, &fillMode, &isStroked) != 0, fillMode != 0 || isStroked != 0 else { return }
        let count = FPDFPath_CountSegments(path)
        guard count <= Self.segmentLimit else { return addBounds(of: path, placedBy: placement) }
        clip = ClipReader.box(of: path, placedBy: placement)
        let matrix = PageObjectReader.matrix(of: path).then(placement)
        subpaths.read(path, segmentCount: count, placedBy: matrix)
        if fillMode != 0 {
            readFill(color: ObjectColor.color(path, stroke: false), order: order, isStroked: isStroked != 0)
        }
        if isStroked != 0 {
            var width: Float = 0
            _ = FPDFPageObj_GetStrokeWidth(path, &width)
            let thickness = max(Double(width) * matrix.scale, Self.hairline)
            readStroke(color: ObjectColor.color(path, stroke: true), thickness: thickness)
        }
    }

    /// Takes in the bounding box of something drawn that is neither rule nor fill.
    mutating func addDrawing(_ box: Rectangle) {
        guard box.isBelievable else { return }
        guard let last = drawings.last else { return drawings.append(box) }
        let joined = last.union(box)
        let isPieceOfLast = joined.area <= (last.area + box.area) * Self.joinGrowth
        if isPieceOfLast || drawings.count == Self.drawingLimit {
            drawings[drawings.count - 1] = joined
        } else {
            drawings.append(box)
        }
    }

    /// Takes in a filled area; slices of a gradient, each nearly as large as the one before, count as one.
    private mutating func addFill(_ fill: Fill) {
        defer { lastSlice = fill.box }
        if let last = fills.last, fill.order - last.order <= 1, Self.isSlice(fill.box, after: lastSlice) {
            fills[fills.count - 1] = Fill(
                box: last.box.union(fill.box), color: fill.color, order: fill.order, isStroked: last.isStroked || fill.isStroked)
        } else if fills.count < Self.fillLimit {
            fills.append(fill)
        } else {
            addDrawing(fill.box)
        }
    }

    private static func isSlice(_ box: Rectangle, after last: Rectangle) -> Bool {
        let shift = max(
            max(abs(box.left - last.left), abs(box.right - last.right)), max(abs(box.top - last.top), abs(box.bottom - last.bottom)))
        return shift <= sliceShift && shift * 4 <= min(box.width, box.height)
    }

    /// Joins the pieces of dashed and dotted lines; call once after the last path.
    mutating func finish() {
        rules = RuleMerger.merged(rules)
        guard rules.count > Self.ruleLimit else { return }
        for rule in rules { addDrawing(rule.box) }
        rules = []
    }

    private mutating func addBounds(of path: FPDF_PAGEOBJECT, placedBy placement: Transform) {
        var (left, bottom, right, top): (Float, Float, Float, Float) = (0, 0, 0, 0)
        guard FPDFPageObj_GetBounds(path, &left, &bottom, &right, &top) != 0 else { return }
        addDrawing(placement.rectangle(FS_RECTF(left: left, top: top, right: right, bottom: bottom)))
    }

    private func visible(_ box: Rectangle) -> Rectangle? {
        guard box.isBelievable else { return nil }
        guard let clip else { return box }
        let common = Rectangle(
            left: max(box.left, clip.left), top: max(box.top, clip.top),
            right: min(box.right, clip.right), bottom: min(box.bottom, clip.bottom))
        return common.left > common.right || common.top > common.bottom ? nil : common
    }

    private mutating func readFill(color: Color, order: Int32, isStroked: Bool) {
        if let frame = subpaths.rectangularFrame {
            return addFrame(outer: frame.outer, inner: frame.inner, color: color)
        }
        for subpath in subpaths.ranges {
            var shape = subpaths.shape(of: subpath)
            guard let box = visible(shape.box) else { continue }
            shape.box = box
            if let rule = Self.rule(filling: shape.box, color: color) {
                rules.append(rule)
            } else if shape.coveredShare >= Self.areaShare {
                addFill(Fill(box: shape.box, color: color, order: order, isStroked: isStroked))
            } else {
                addDrawing(shape.box)
            }
        }
    }

    /// A filled frame (one rectangle cut out of another) paints four bars.
    private mutating func addFrame(outer: Rectangle, inner: Rectangle, color: Color) {
        let bars = [
            Rectangle(left: outer.left, top: outer.top, right: outer.right, bottom: inner.top),
            Rectangle(left: outer.left, top: inner.bottom, right: outer.right, bottom: outer.bottom),
            Rectangle(left: outer.left, top: outer.top, right: inner.left, bottom: outer.bottom),
            Rectangle(left: inner.right, top: outer.top, right: outer.right, bottom: outer.bottom),
        ]
        for bar in bars {
            guard let bar = visible(bar) else { continue }
            if let rule = Self.rule(filling: bar, color: color) { rules.append(rule) } else { addDrawing(bar) }
        }
    }

    private static func rule(filling box: Rectangle, color: Color) -> Rule? {
        let (short, long) = (min(box.width, box.height), max(box.width, box.height))
        guard short <= ruleThickness, long >= short * ruleAspect, long > 0 else { return nil }
        return Rule(direction: box.width >= box.height ? .horizontal : .vertical, box: box, color: color)
    }

    private mutating func readStroke(color: Color, thickness: Double) {
        for subpath in subpaths.ranges {
            let straight = subpaths.forEachStraightSegment(of: subpath, tolerance: Self.straightness) { direction, box in
                let half = thickness / 2
                let bar =
                    direction == .horizontal
                    ? Rectangle(left: box.left, top: box.centerY - half, right: box.right, bottom: box.centerY + half)
                    : Rectangle(left: box.centerX - half, top: box.top, right: box.centerX + half, bottom: box.bottom)
                if let bar = visible(bar) { rules.append(Rule(direction: direction, box: bar, color: color)) }
            }
            if !straight, let box = visible(subpaths.shape(of: subpath).box) { addDrawing(box) }
        }
    }
}
