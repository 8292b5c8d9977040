package import DocumentModel

/// The marks on a page picture: a pixel has ink when it is clearly darker than its surroundings.
package struct InkMap: Sendable {
    let width: Int
    let height: Int
    /// Pixels to a point.
    let scale: Double
    /// 1 for ink, 0 for paper, row by row.
    private(set) var pixels: [UInt8]
    /// The same with pale marks, among which only long straight lines can be told from dirt; empty when the paper is too dirty for it.
    private var pale: [UInt8] = []
    /// How light every pixel is; empty where only the marks are known.
    private(set) var light: [UInt8] = []

    /// Half the side in points of the surroundings a pixel is compared with: twice the thickest stroke of ordinary text, so that
    /// strokes are solid and shading, however dark, is paper.
    private static let reach = 6.0
    /// Ink is darker than this share (percent) of the mean around it. Less and thin grey lines are lost, more and the noise of a
    /// scanner speckles the page.
    private static let inkPercent = 88
    /// The same for light grey lines between the rows of a table, compared with the paper.
    private static let palePercent = 96
    /// Points around ink in which it is blurred.
    private static let blur = 0.5
    /// Share of most squares of the page that pale marks may cover beyond the ink: clean paper has none, noise that makes lines of shaded
    /// ground has a fiftieth.
    private static let mostPale = 0.01
    /// The same for marks compared with the mean of all around them, rims of letters among them: noise disturbs those less.
    private static let mostPaleAndRims = 0.03
    /// Side in points of the squares that are judged by themselves.
    private static let square = 36.0

    /// Points beside a line, beyond its blurred rim, with which it is compared.
    private static let beside = 1.0
    private static let rim = 0.5
    /// A line in a frame of text is darker than this share of either side: the weakest rules found are at 96 percent of the mean.
    private static let sideShare = 0.95

    /// - Parameter isOfPictures: only pictures in the page are looked at, and text between the faint lines of a chart is no table.
    package init(_ picture: Bitmap, dpi: Double, isOfPictures: Bool = false) {
        width = picture.width
        height = picture.height
        scale = dpi / 72
        let gray = Self.gray(picture), reach = max(2, Int(Self.reach * scale))
        light = gray
        pixels = Self.ink(gray, width: width, height: height, reach: reach, percent: Self.inkPercent)
        if !isOfPictures, let fine = Self.cleanPale(gray, beside: pixels, width: width, height: height, reach: reach, scale: scale) {
            pale = fine
            return
        }
        let coarse = Self.ink(gray, width: width, height: height, reach: reach, percent: Self.palePercent)
        let more = zip(coarse, pixels).reduce(0) { $0 + Int($1.0) - Int($1.1) }
        if Double(more) < Self.mostPaleAndRims * Double(width * height) { pale = coarse }
    }

    /// The ink with all pale marks; `nil` when the paper is too dirty to tell them from it.
    private static func cleanPale(
        _ gray: [UInt8], beside ink: [UInt8], width: Int, height: Int, reach: Int, scale: Double
    ) -> [UInt8]? {
        let fine = pale(gray, beside: ink, width: width, height: height, reach: reach, rim: max(1, Int((blur * scale).rounded())))
        return isClean(fine, beside: ink, width: width, height: height, side: max(1, Int(square * scale))) ? fine : nil
    }

    /// Whether little but ink is darker than its surroundings, pictures left out.
    private static func isClean(_ pale: [UInt8], beside ink: [UInt8], width: Int, height: Int, side: Int) -> Bool {
        guard width > 0, height > 0 else { return true }
        var counts = [Int](repeating: 0, count: ((width + side - 1) / side) * ((height + side - 1) / side))
        let squaresAcross = (width + side - 1) / side
        for y in 0..<height {
            for x in 0..<width where pale[y * width + x] != ink[y * width + x] { counts[y / side * squaresAcross + x / side] += 1 }
        }
        // Dirt is everywhere, pictures are in places.
        let middle = counts.sorted()[counts.count / 2]
        return Double(middle) < mostPale * Double(side * side)
    }

    /// Marks among which to look for rules.
    var forRules: InkMap {
        guard !pale.isEmpty else { return self }
        var map = InkMap(width: width, height: height, scale: scale, pixels: pale)
        map.light = light
        return map
    }

    init(width: Int, height: Int, scale: Double, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.scale = scale
        self.pixels = pixels
    }

    private static func gray(_ picture: Bitmap) -> [UInt8] {
        if picture.layout == .gray { return picture.pixels }
        let size = picture.layout.bytesPerPixel
        let count = picture.width * picture.height
        return [UInt8](unsafeUninitializedCapacity: count) { gray, filled in
            picture.pixels.withUnsafeBufferPointer { source in
                for index in 0..<count {
                    let at = index * size
                    // ITU-R BT.601 in eighths.
                    let light = 2 * Int(source[at]) + 5 * Int(source[at + 1]) + Int(source[at + 2])
                    gray[index] = UInt8(light / 8)
                }
            }
            filled = count
        }
    }

    /// Compares every pixel with the mean of the square around it.
    private static func ink(_ gray: [UInt8], width: Int, height: Int, reach: Int, percent: Int) -> [UInt8] {
        var ink = [UInt8](repeating: 0, count: width * height)
        var squares = SquareSums(width: width, height: height, reach: reach)
        var sums = [Int](repeating: 0, count: width)
        for y in 0..<height {
            squares.nextRow(into: &sums) { Int(gray[$0]) }
            let rows = min(height - 1, y + reach) - max(0, y - reach) + 1
            for x in 0..<width {
                let area = rows * (min(width - 1, x + reach) - max(0, x - reach) + 1)
                if Int(gray[y * width + x]) * area * 100 < sums[x] * percent { ink[y * width + x] = 1 }
            }
        }
        return ink
    }

    /// The ink with the pixels that are darker than the paper around them, the rims of the ink left out. Compared with the paper alone, a
    /// grey line is as dark beside text as elsewhere.
    private static func pale(_ gray: [UInt8], beside ink: [UInt8], width: Int, height: Int, reach: Int, rim: Int) -> [UInt8] {
        var pale = ink
        var light = SquareSums(width: width, height: height, reach: reach), paper = light
        var rims = SquareSums(width: width, height: height, reach: rim)
        var (lights, papers, inks) = ([Int](repeating: 0, count: width), [Int](repeating: 0, count: width), [Int](repeating: 0, count: width))
        for y in 0..<height {
            light.nextRow(into: &lights) { ink[$0] == 0 ? Int(gray[$0]) : 0 }
            paper.nextRow(into: &papers) { ink[$0] == 0 ? 1 : 0 }
            rims.nextRow(into: &inks) { Int(ink[$0]) }
            for x in 0..<width where inks[x] == 0 && Int(gray[y * width + x]) * papers[x] * 100 < lights[x] * palePercent {
                let isThin =
                    isBetweenLighter(gray, at: y * width + x, position: y, limit: height, step: width, reach: reach / 2)
                    || isBetweenLighter(gray, at: y * width + x, position: x, limit: width, step: 1, reach: reach / 2)
                if isThin { pale[y * width + x] = 1 }
            }
        }
        return pale
    }

    /// Whether something clearly lighter stands on either side of the pixel: the rim of a shaded area has it on one side only.
    private static func isBetweenLighter(_ gray: [UInt8], at index: Int, position: Int, limit: Int, step: Int, reach: Int) -> Bool {
        let least = Int(gray[index]) * 100
        func isLighter(_ distance: Int) -> Bool { Int(gray[index + distance * step]) * palePercent > least }
        let (before, after) = (min(reach, position), min(reach, limit - 1 - position))
        return before > 0 && after > 0 && (1...before).contains { isLighter(-$0) } && (1...after).contains { isLighter($0) }
    }
}

extension InkMap {
    /// The same marks on the upright, level page.
    func upright(_ frame: ScanFrame) -> InkMap {
        guard !frame.isIdentity else { return self }
        var result = turned(frame, pixels)
        if !pale.isEmpty { result.pale = turned(frame, pale).pixels }
        if !light.isEmpty { result.light = turned(frame, light).pixels }
        return result
    }

    private func turned(_ frame: ScanFrame, _ pixels: [UInt8]) -> InkMap {
        let newWidth = Int((frame.width * scale).rounded()), newHeight = Int((frame.height * scale).rounded())
        // The turn is linear: two steps say where every pixel comes from.
        let origin = frame.pixel(upright: Point(x: 0.5 / scale, y: 0.5 / scale))
        let right = frame.pixel(upright: Point(x: 1.5 / scale, y: 0.5 / scale))
        let down = frame.pixel(upright: Point(x: 0.5 / scale, y: 1.5 / scale))
        var turned = [UInt8](repeating: 0, count: max(0, newWidth * newHeight))
        for row in 0..<newHeight {
            var x = origin.x + Double(row) * (down.x - origin.x), y = origin.y + Double(row) * (down.y - origin.y)
            for column in 0..<newWidth {
                if x >= 0, y >= 0, x < Double(width), y < Double(height) {
                    turned[row * newWidth + column] = pixels[Int(y) * width + Int(x)]
                }
                x += right.x - origin.x
                y += right.y - origin.y
            }
        }
        return InkMap(width: newWidth, height: newHeight, scale: scale, pixels: turned)
    }

    /// Rows become columns: vertical lines are found as horizontal ones.
    var transposed: InkMap {
        var turned = [UInt8](repeating: 0, count: pixels.count)
        for y in 0..<height {
            for x in 0..<width where pixels[y * width + x] != 0 { turned[x * height + y] = 1 }
        }
        return InkMap(width: height, height: width, scale: scale, pixels: turned)
    }

    /// Whether the upright line (points) is darker than what is left and right of it, `true` where only the marks are known. The dark
    /// ground around light letters is marked like ink, and is as dark as the rest of the ground.
    func isDarkerThanBothSides(_ line: Rectangle) -> Bool {
        guard !light.isEmpty else { return true }
        let own = meanLight(line.left...line.right, from: line.top, to: line.bottom)
        let (left, right) = (line.left - Self.rim, line.right + Self.rim)
        return [left - Self.beside...left, right...right + Self.beside].allSatisfy {
            own < Self.sideShare * meanLight($0, from: line.top, to: line.bottom)
        }
    }

    /// 255 outside the picture.
    func meanLight(_ x: ClosedRange<Double>, from top: Double, to bottom: Double) -> Double {
        let (columns, rows) = area(Rectangle(left: x.lowerBound, top: top, right: x.upperBound, bottom: bottom))
        guard !columns.isEmpty, !rows.isEmpty else { return 255 }
        let sum = rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + Int(light[row * width + $1]) } }
        return Double(sum) / Double(columns.count * rows.count)
    }

    /// Pixels that the rectangle (points) touches, inside the picture.
    func area(_ box: Rectangle) -> (columns: Range<Int>, rows: Range<Int>) {
        (Self.range(box.left * scale, box.right * scale, width), Self.range(box.top * scale, box.bottom * scale, height))
    }

    private static func range(_ low: Double, _ high: Double, _ limit: Int) -> Range<Int> {
        guard low.isFinite, high.isFinite, high > low else { return 0..<0 }
        let first = Int(min(max(low.rounded(.down), 0), Double(limit)))
        return first..<max(first, Int(min(max(high.rounded(.up), 0), Double(limit))))
    }

    /// Makes all but the rectangle (points) paper.
    mutating func eraseAround(_ box: Rectangle) {
        let right = Double(width) / scale, bottom = Double(height) / scale
        erase(Rectangle(left: 0, top: 0, right: right, bottom: box.top))
        erase(Rectangle(left: 0, top: box.bottom, right: right, bottom: bottom))
        erase(Rectangle(left: 0, top: 0, right: box.left, bottom: bottom))
        erase(Rectangle(left: box.right, top: 0, right: right, bottom: bottom))
        guard !light.isEmpty else { return }
        let (columns, rows) = area(box)
        for row in 0..<height {
            for column in 0..<width where !(rows.contains(row) && columns.contains(column)) { light[row * width + column] = 255 }
        }
    }

    /// Makes the rectangle (points) paper.
    mutating func erase(_ box: Rectangle) {
        let (columns, rows) = area(box)
        for row in rows {
            for column in columns {
                pixels[row * width + column] = 0
                if !pale.isEmpty { pale[row * width + column] = 0 }
            }
        }
    }
}
