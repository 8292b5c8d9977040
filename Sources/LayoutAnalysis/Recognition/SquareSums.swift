/// Sums of a picture's values over the square around each pixel, row by row from the top. Sums slide along, so the size of the square
/// costs nothing.
struct SquareSums {
    private let width: Int
    private let height: Int
    /// Pixels from the middle of a square to its sides.
    private let reach: Int
    /// Sums of the rows in reach, column by column.
    private var columns: [Int]
    private var next = 0

    init(width: Int, height: Int, reach: Int) {
        self.width = width
        self.height = height
        self.reach = reach
        columns = [Int](repeating: 0, count: width)
    }

    /// Sums around the pixels of the next row; beyond the last row and for pictures without pixels, what it was given.
    /// - Parameter value: of the pixel at that position, row by row.
    mutating func nextRow(into sums: inout [Int], _ value: (Int) -> Int) {
        guard next < height, width > 0, sums.count == width else { return }
        if next == 0 { for row in 0..<min(reach, height) { add(row, 1, value) } }
        if next + reach < height { add(next + reach, 1, value) }
        if next - reach - 1 >= 0 { add(next - reach - 1, -1, value) }
        var sum = columns[0..<min(reach, width)].reduce(0, +)
        for x in 0..<width {
            if x + reach < width { sum += columns[x + reach] }
            if x - reach - 1 >= 0 { sum -= columns[x - reach - 1] }
            sums[x] = sum
        }
        next += 1
    }

    private mutating func add(_ row: Int, _ sign: Int, _ value: (Int) -> Int) {
        let start = row * width
        for x in 0..<width { columns[x] += sign * value(start + x) }
    }
}
