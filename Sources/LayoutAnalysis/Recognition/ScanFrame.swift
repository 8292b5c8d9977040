import DocumentModel

/// Between pixels of a page picture and points of the same page turned upright and level.
struct ScanFrame {
    let posture: ScanPosture
    /// Pixels to a point.
    let scale: Double
    /// Size in points of the upright page.
    let width: Double
    let height: Double
    private let turn: QuarterTurn
    private let skew: PageSkew?

    /// - Parameters:
    ///   - page: as displayed.
    ///   - dpi: resolution of the picture.
    init(_ posture: ScanPosture, page: PageSummary, dpi: Double) {
        self.posture = posture
        scale = dpi / 72
        turn = QuarterTurn(angleDegrees: posture.quarterDegrees, width: page.width, height: page.height)
        skew = PageSkew(degrees: posture.skewDegrees, width: page.width, height: page.height)
        let isOnSide = posture.quarterDegrees % 180 != 0
        (width, height) = isOnSide ? (page.height, page.width) : (page.width, page.height)
    }

    var isIdentity: Bool { turn.isIdentity && skew == nil }

    func upright(pixel: Point) -> Point {
        let displayed = Point(x: pixel.x / scale, y: pixel.y / scale)
        let level = skew?.level(displayed) ?? displayed
        let (x, y) = turn.upright(x: level.x, y: level.y)
        return Point(x: x, y: y)
    }

    func pixel(upright: Point) -> Point {
        let (x, y) = turn.displayed(x: upright.x, y: upright.y)
        let displayed = skew?.displayed(Point(x: x, y: y)) ?? Point(x: x, y: y)
        return Point(x: displayed.x * scale, y: displayed.y * scale)
    }

    /// A box of the upright page on the displayed one, but for the skew.
    func displayed(_ upright: Rectangle) -> Rectangle { turn.displayed(upright) }

    /// Primitives of the upright page as they lie on the displayed one, but for the skew.
    func displayed(_ upright: PagePrimitives) -> PagePrimitives {
        let back = QuarterTurn(angleDegrees: (360 - posture.quarterDegrees) % 360, width: width, height: height)
        return back.upright(upright)
    }
}
