import DocumentModel

/// A printed line with all that the assembly steps ask of it, computed once.
///
/// A class because the steps hand every line on several times: copying it would count a dozen references each time.
/// Nothing but `furniture` changes after its making.
final class DraftLine {
    /// As printed, in coordinates of the displayed page.
    let line: TextLine
    /// The line's box with the page's text turned upright; all measuring is done on it.
    let box: Rectangle
    /// Baseline from the top of the upright page in points.
    let baseline: Double
    /// Clockwise rotation against the page's usual text, in degrees.
    let angle: Int
    /// 1-based.
    let page: Int
    let column: ClosedRange<Double>
    let text: String
    let shape: LineShape
    /// List marker the line starts with; `nil` for none.
    let marker: ListMarker?
    /// Section number the line starts with; `nil` for none.
    let number: SectionNumber?
    /// Set once the line is recognised as furniture.
    var furniture: Block.Kind?

    init(line: TextLine, page: Int, column: ClosedRange<Double>, turn: QuarterTurn) {
        self.line = line
        box = turn.isIdentity ? line.box : turn.upright(line.box)
        baseline = turn.isIdentity ? line.baseline : box.bottom
        angle = (line.angleDegrees + 360 - turn.angleDegrees) % 360
        self.page = page
        self.column = column
        text = line.text
        let scalars = text.scalarValues
        shape = LineShape(scalars)
        marker = ListMarker(startOf: scalars)
        number = SectionNumber(startOf: scalars)
    }

    var size: Double { line.size }
    var isBold: Bool { line.style.contains(.bold) }
    var isMonospaced: Bool { line.style.contains(.monospaced) }

    /// Distance in points from the starting side of the column to the line's start: from the left, or from the right in right-to-left text.
    var start: Double { line.isRightToLeft ? -box.right : box.left }
    /// Position of the line's end on the same scale as `start`.
    var end: Double { line.isRightToLeft ? -box.left : box.right }

    /// Mean advance of one character in points.
    var characterWidth: Double { shape.count > 0 ? box.width / Double(shape.count) : size / 2 }

    /// Width in points that its first word needs on the line before.
    var firstWordWidth: Double {
        if ScalarKinds.isIdeographic(shape.first) { return size }
        return Double(shape.firstWordLength + 1) * characterWidth
    }
}
