import DocumentModel

/// Finds shaded areas in a picture: the ground of heads, sections and every other row of tables.
struct ShadeFinder {
    struct Options {
        /// Side in points of the squares the page is judged in, by their lightest pixel: wider than strokes of ordinary print.
        var square = 2.0
        /// How light shades are, in shares of the paper: lighter ones are dirt, in darker ones strokes cannot be told.
        var tones = 0.5...0.965
        /// Share of the paper's lightness by which neighbouring squares of one shade differ at most.
        var sameTone = 0.02
        /// Sides in points: smaller ones are parts of letters and pictures.
        var leastWidth = 24.0
        var leastHeight = 8.0
        /// Share of its box that a shade covers, letters left out.
        var filled = 0.75
        /// More are a picture.
        var most = 400
    }

    var options = Options()

    /// - Parameter pictures: areas whose tones are no shades.
    func shades(in ink: InkMap, besides pictures: [Rectangle]) -> [Fill] {
        let grid = ink.lightest(inSquaresOf: options.square)
        guard let paper = Self.commonest(grid.values) else { return [] }
        let (low, high) = (Int(options.tones.lowerBound * Double(paper)), Int(options.tones.upperBound * Double(paper)))
        let difference = max(1, Int(options.sameTone * Double(paper)))
        var isFree = grid.values.map { Int($0) >= low && Int($0) <= high }
        var shades: [Fill] = []
        for start in isFree.indices where isFree[start] {
            let area = Self.area(from: start, in: grid, difference: difference, &isFree)
            guard area.filled >= options.filled else { continue }
            let box = ink.refined(area.box(side: options.square), reach: options.square, between: area.tone, and: paper)
            guard box.width >= options.leastWidth, box.height >= options.leastHeight,
                !pictures.contains(where: { $0.intersection(box).map { $0.area * 2 > box.area } ?? false })
            else { continue }
            let tone = UInt8(area.tone)
            shades.append(Fill(box: box, color: Color(red: tone, green: tone, blue: tone), order: 0))
        }
        return shades.count <= options.most ? shades.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) } : []
    }

    /// The tone of most squares: paper.
    private static func commonest(_ values: [UInt8]) -> Int? {
        var counts = [Int](repeating: 0, count: 256)
        for value in values { counts[Int(value)] += 1 }
        return counts.indices.max { counts[$0] < counts[$1] }.flatMap { counts[$0] > 0 && $0 > 0 ? $0 : nil }
    }

    private struct Area {
        var columns: Range<Int>
        var rows: Range<Int>
        var count = 0
        var sum = 0

        var tone: Int { sum / max(1, count) }
        var filled: Double { Double(count) / Double(columns.count * rows.count) }

        func box(side: Double) -> Rectangle {
            Rectangle(
                left: Double(columns.lowerBound) * side, top: Double(rows.lowerBound) * side, right: Double(columns.upperBound) * side,
                bottom: Double(rows.upperBound) * side)
        }
    }

    /// Neighbouring squares of one tone.
    private static func area(from start: Int, in grid: InkMap.Squares, difference: Int, _ isFree: inout [Bool]) -> Area {
        let (x, y) = (start % grid.width, start / grid.width)
        var area = Area(columns: x..<x + 1, rows: y..<y + 1)
        var waiting = [start]
        isFree[start] = false
        while let square = waiting.popLast() {
            let (x, y) = (square % grid.width, square / grid.width)
            area.count += 1
            area.sum += Int(grid.values[square])
            area.columns = min(area.columns.lowerBound, x)..<max(area.columns.upperBound, x + 1)
            area.rows = min(area.rows.lowerBound, y)..<max(area.rows.upperBound, y + 1)
            let sides = [x > 0 ? square - 1 : nil, x + 1 < grid.width ? square + 1 : nil, y > 0 ? square - grid.width : nil, square + grid.width]
            for next in sides.compactMap(\.self) where next < grid.values.count && isFree[next] {
                guard abs(Int(grid.values[next]) - Int(grid.values[square])) <= difference else { continue }
                isFree[next] = false
                waiting.append(next)
            }
        }
        return area
    }
}

extension InkMap {
    /// How light the lightest pixel of each square is, row by row.
    struct Squares {
        let width: Int
        let height: Int
        var values: [UInt8]
    }

    /// - Parameter side: of a square in points. No squares where only the marks are known.
    func lightest(inSquaresOf side: Double) -> Squares {
        let pixels = max(1, side * scale)
        var squares = Squares(width: Int(Double(width) / pixels), height: Int(Double(height) / pixels), values: [])
        guard !light.isEmpty, squares.width > 0, squares.height > 0 else { return Squares(width: 0, height: 0, values: []) }
        squares.values = [UInt8](repeating: 0, count: squares.width * squares.height)
        let columns = (0..<width).map { min(squares.width - 1, Int(Double($0) / pixels)) }
        for y in 0..<height {
            let row = min(squares.height - 1, Int(Double(y) / pixels)) * squares.width
            for x in 0..<width { squares.values[row + columns[x]] = max(squares.values[row + columns[x]], light[y * width + x]) }
        }
        return squares
    }

    /// The box (points) with its sides moved, by `reach` at most, to where the tone of the area gives way to the paper's.
    func refined(_ box: Rectangle, reach: Double, between tone: Int, and paper: Int) -> Rectangle {
        let limit = Double(tone + paper) / 2
        func mean(_ rectangle: Rectangle) -> Double { meanLight(rectangle.left...rectangle.right, from: rectangle.top, to: rectangle.bottom) }
        let step = 1 / scale
        var refined = box
        // Text inside darkens the mean: it is looked at from outside, where there is none.
        let (left, right) = (box.left - reach, box.right + reach), (top, bottom) = (box.top - reach, box.bottom + reach)
        func offsets() -> StrideThrough<Double> { stride(from: 0, through: 2 * reach, by: step) }
        func first(_ isInside: (Double) -> Bool) -> Double { offsets().first(where: isInside) ?? reach }
        refined.top = top + first { mean(Rectangle(left: box.left, top: top + $0, right: box.right, bottom: top + $0 + step)) < limit }
        refined.bottom = bottom - first { mean(Rectangle(left: box.left, top: bottom - $0 - step, right: box.right, bottom: bottom - $0)) < limit }
        refined.left = left + first { mean(Rectangle(left: left + $0, top: box.top, right: left + $0 + step, bottom: box.bottom)) < limit }
        refined.right = right - first { mean(Rectangle(left: right - $0 - step, top: box.top, right: right - $0, bottom: box.bottom)) < limit }
        return refined
    }
}
